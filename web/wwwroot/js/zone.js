/** The IANA zone that this browser lives in; a due day ends when its day ends there. */
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
