// Browser storage that may be blocked or full: then it lasts as long as the page.
const wrap = name => {
  const memory = new Map();
  return {
    get(key) {
      try {
        const text = window[name].getItem(key);
        if (text !== null) return JSON.parse(text);
      } catch { /* blocked, or not ours */ }
      return memory.get(key);
    },
    set(key, value) {
      try {
        window[name].setItem(key, JSON.stringify(value));
        memory.delete(key);
      } catch {
        memory.set(key, value);
      }
    },
    keys() {
      try { return [...new Set([...Object.keys(window[name]), ...memory.keys()])]; } catch { return [...memory.keys()]; }
    },
    remove(key) {
      memory.delete(key);
      try { window[name].removeItem(key); } catch { /* blocked */ }
    },
  };
};

export const session = wrap('sessionStorage');
export const local = wrap('localStorage');

/** A random UUID (v4). crypto.randomUUID does not exist on plain-http pages. */
export function uuid() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  const hex = Array.from(b, x => x.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
