// A field whose text is saved as a whole: a title, a card that is being edited.
//   <form data-save="{kind}" data-id="{id}"><textarea data-draft="{key}" data-now> <button type="button" data-cancel> <span data-note role="alert">
// Save(kind, id, text) answers null when saved, a sentence that says why not, or '' to be asked again. The text stays in the
// field, and its draft in the browser, until it is saved; then the form raises "saved". Escape raises it without saving.
import { clear } from './drafts.js';
import { isDown } from './reconnect.js';

const ANSWER = 8000;
const PAUSES = [1000, 2000, 4000, 8000, 15000];
const waiting = new Map(); // form → wakes its next try
let line;

const form = node => node.closest?.('[data-save]');
const field = f => f.querySelector('[data-draft]');

function note(f, text) {
  const n = f.querySelector('[data-note]');
  if (n) n.textContent = text;
}

function close(f) {
  clear(field(f));
  f.dispatchEvent(new CustomEvent('saved', { bubbles: true }));
}

async function ask(f, text) {
  if (!line || isDown()) return '';
  const late = new Promise(done => setTimeout(done, ANSWER, ''));
  try {
    return await Promise.race([line.invokeMethodAsync('Save', f.dataset.save, f.dataset.id, text), late]);
  } catch {
    return ''; // the line broke: what the field shows is sent again
  }
}

async function submit(f) {
  const input = field(f);
  if (input.value.trim() === input.defaultValue.trim()) return close(f);
  if (waiting.has(f)) return;
  waiting.set(f, undefined);
  f.dataset.state = 'saving';
  for (let tries = 0; f.isConnected; tries++) {
    const why = await ask(f, input.value);
    if (why === null) {
      close(f);
      break;
    }
    note(f, why || (document.querySelector('[data-retrying]')?.dataset.retrying ?? ''));
    if (why) break;
    await new Promise(done => { waiting.set(f, done); setTimeout(done, PAUSES[Math.min(tries, PAUSES.length - 1)]); });
  }
  delete f.dataset.state;
  waiting.delete(f);
}

document.addEventListener('submit', e => {
  const f = form(e.target);
  if (!f) return;
  e.preventDefault();
  e.stopPropagation();
  submit(f);
}, true);

document.addEventListener('keydown', e => {
  const f = form(e.target);
  if (!f || e.target !== field(f) || e.isComposing || e.keyCode === 229) return;
  if (e.key === 'Escape') {
    e.preventDefault();
    e.stopPropagation();
    close(f);
  } else if (e.key === 'Enter' && !e.shiftKey) {
    e.preventDefault();
    if (!e.repeat) submit(f);
  }
}, true);

document.addEventListener('click', e => {
  const cancel = e.target.closest?.('[data-cancel]'), f = cancel && form(cancel);
  if (f) close(f);
});

// A title without a button of its own is saved when it is left.
document.addEventListener('focusout', e => {
  const f = form(e.target);
  if (f && e.target === field(f) && !f.querySelector('[type=submit]') && document.hasFocus()) submit(f);
});

// The room went on to another topic while its notes were being typed.
document.addEventListener('draft:left', async e => {
  const { key, text, over } = e.detail, [, topic] = /^notes-(.+)$/.exec(key) ?? [];
  if (!topic || text === undefined || !line || isDown()) return;
  if (await line.invokeMethodAsync('TakeNotes', topic, text, over ?? '').catch(() => false)) clear(key);
});

document.addEventListener('retro:reconnected', () => { for (const wake of waiting.values()) wake?.(); });

// Timers say the server's now by the same attribute; only fields take the focus.
const begins = ':is(input, textarea)[data-now]';
new MutationObserver(records => {
  for (const record of records) for (const node of record.addedNodes) {
    const now = node.matches?.(begins) ? node : node.querySelector?.(begins);
    if (!now || document.activeElement !== now && document.activeElement?.matches('input, textarea')) continue; // what comes back by itself takes nobody's focus
    now.focus({ preventScroll: true });
    if (now.matches('input')) now.select();
    else now.setSelectionRange(now.value.length, now.value.length);
  }
}).observe(document.documentElement, { childList: true, subtree: true });

/** Gives these fields their way to the server. */
export function connect(dotnet) {
  line = dotnet;
  for (const wake of waiting.values()) wake?.();
  return { dispose() { if (line === dotnet) line = undefined; } };
}
