// What people type is theirs until the server has it: every [data-draft] field survives a reload, a lost
// connection and the moment the interactive page replaces the first one.
import { session } from './store.js';

const name = field => `draft:${location.pathname}:${field.dataset.draft}`;
const value = field => field.type === 'checkbox' ? field.checked : field.value;
const fields = root => [...(root.matches?.('[data-draft]') ? [root] : []), ...(root.querySelectorAll?.('[data-draft]') ?? [])];
const dirty = new Set();
let lost; // the focused field that a render has just replaced

/** Tells Blazor what the field shows, whichever event it binds to. */
export function tell(field) {
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Sets a field as if it had been typed. */
export function type(field, text) {
  if (field.type === 'checkbox') field.checked = text === true;
  else field.value = text;
  tell(field);
}

/** Forgets the draft of a field, or of a key: its words have arrived. */
export function clear(field) {
  if (typeof field === 'string') return session.remove(`draft:${location.pathname}:${field}`);
  dirty.delete(field);
  session.remove(name(field));
}

function keep(field) {
  if (value(field)) session.set(name(field), value(field));
  else session.remove(name(field));
}

function restore(field) {
  const kept = session.get(name(field));
  if (kept !== undefined && (!value(field) || 'over' in field.dataset)) {
    dirty.add(field);
    type(field, kept);
    field.dispatchEvent(new CustomEvent('draft:restored', { bubbles: true }));
  }
  if (lost?.draft === field.dataset.draft && document.activeElement === document.body) {
    const { at } = lost;
    field.focus({ preventScroll: true });
    if (at !== null) field.setSelectionRange?.(at, at);
  }
}

function watch(records) {
  for (const record of records) {
    for (const node of record.removedNodes) for (const field of fields(node)) {
      if (field === focused) lost = { draft: field.dataset.draft, at: field.selectionStart ?? null };
      dirty.delete(field);
    }
    for (const node of record.addedNodes) for (const field of fields(node)) restore(field);
  }
}

let focused = document.activeElement;
document.addEventListener('focusin', e => { focused = e.target; lost = undefined; });

document.addEventListener('input', e => {
  const field = e.target.closest?.('[data-draft]');
  if (!field) return;
  dirty.add(field);
  keep(field);
}, true);

// Before Blazor sees the submit it hears what the fields really show: text typed while the line was down never reached it.
document.addEventListener('submit', e => {
  if (e.target.matches('[data-composer], [data-save]')) return; // these know themselves when their words have arrived
  for (const field of fields(e.target)) {
    if (dirty.has(field)) tell(field);
    clear(field);
  }
}, true);

document.addEventListener('retro:reconnected', () => {
  for (const field of dirty) if (field.isConnected) tell(field);
});

// A page that empties a field by itself fires no event; what is empty now needs no draft.
addEventListener('pagehide', () => {
  for (const field of fields(document)) if (dirty.has(field) || !value(field)) keep(field);
});

for (const field of fields(document)) {
  if (field.type === 'checkbox' || field.value === field.defaultValue) restore(field);
  else { // typed before this script was here
    dirty.add(field);
    keep(field);
  }
}
new MutationObserver(watch).observe(document.documentElement, { childList: true, subtree: true });
