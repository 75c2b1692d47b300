// Passkeys: <button type="submit" data-passkey="get|create" data-options="/where/to/ask"> in a form with a hidden field Credential.
//   The server says what to ask for, the browser asks the person, and the form takes the answer along. [data-passkey-note] says why nothing came of it.
const bytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0));
const text = buffer => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const read = options => {
  for (const known of [...(options.excludeCredentials ?? []), ...(options.allowCredentials ?? [])]) known.id = bytes(known.id);
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  return options;
};

// By hand, for some password managers answer with what has no toJSON.
const written = ({ id, rawId, type, response, authenticatorAttachment }) => JSON.stringify({
  id,
  rawId: text(rawId),
  type,
  authenticatorAttachment: authenticatorAttachment ?? undefined,
  clientExtensionResults: {},
  response: {
    clientDataJSON: text(response.clientDataJSON),
    attestationObject: text(response.attestationObject),
    transports: response.getTransports?.(),
    authenticatorData: response.attestationObject ? undefined : text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: text(response.userHandle) || undefined,
  },
});

async function ask(form, button) {
  const asked = await fetch(button.dataset.options, { method: 'POST', body: new FormData(form) });
  if (!asked.ok) throw new Error(asked.status);
  const publicKey = read(await asked.json());
  return navigator.credentials[button.dataset.passkey]({ publicKey });
}

document.addEventListener('submit', async e => {
  const { target: form, submitter: button } = e, field = form.elements.Credential;
  if (!button?.dataset.passkey || field.value) return;
  e.preventDefault();
  const note = form.querySelector('[data-passkey-note]');
  note.textContent = '';
  if (!window.PublicKeyCredential) {
    note.textContent = note.dataset.none;
    return;
  }
  button.setAttribute('aria-disabled', 'true');
  try {
    field.value = written(await ask(form, button));
    form.requestSubmit(button);
  } catch (failure) {
    note.textContent = failure.name === 'InvalidStateError' ? note.dataset.known : note.dataset.stopped;
  } finally {
    button.removeAttribute('aria-disabled');
  }
});

// Before this script is there a form would leave without what it is for. A page that comes back from the browser's memory asks anew.
const ready = () => {
  for (const button of document.querySelectorAll('button[data-passkey]')) button.disabled = false;
  for (const field of document.querySelectorAll('input[name="Credential"]')) field.value = '';
};
ready();
addEventListener('pageshow', e => { if (e.persisted) ready(); });
