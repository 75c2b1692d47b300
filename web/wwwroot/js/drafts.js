// What people type is theirs until the server has it: every [data-draft] field survives a reload, a lost
// connection and the moment the interactive page replaces the first one.
//   <textarea data-draft="{key}">  data-over: is shown over what the field holds;  data-from="…": where the words come from
//   data-saved="…": what the server has. A draft that says the same is gone, also when the field has never seen it saved;
//   so is one that says data-took="…", which the server has made part of that
//   <li data-card="{id}"> unfolds the fields edit:{id} and comment:{id};  <article data-unfold="{key} {key}"> those it names
// "draft:left" {key, text, over} is raised at the document when a data-saved field goes away before its words were saved.
// "draft" {key, text, over, from} is raised at a field whose words are back, over: what they were written over; and at what is to be unfolded.
import { session } from './store.js';

const path = () => `draft:${location.pathname}:`;
const value = field => field.type === 'checkbox' ? field.checked : field.value;
const fields = root => [...(root.matches?.('[data-draft]') ? [root] : []), ...(root.querySelectorAll?.('[data-draft]') ?? [])];
const saved = field => field.dataset.saved ?? ('over' in field.dataset ? field.defaultValue : undefined);
const same = (text, other) => other !== undefined && text.trim() === other.trim();
const dirty = new Set();
const overs = new WeakMap(); // field → what its words were written over, until the server says what it has
const sent = new WeakMap(); // field → the draft that its form has sent
const left = new Map(); // key of a draft without a field → what was asked to unfold it
let live = false;
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

/** The draft of a key: {text, over, from}. */
export function kept(key) {
  const draft = session.get(path() + key);
  return draft?.text === undefined && draft !== undefined ? { text: draft } : draft;
}

/** The keys that have a draft on this page. */
export const keys = () => session.keys().filter(key => key.startsWith(path())).map(key => key.slice(path().length));

/** Forgets the draft of a field, or of a key: its words have arrived. */
export function clear(field) {
  if (typeof field === 'string') return session.remove(path() + field);
  dirty.delete(field);
  overs.delete(field);
  session.remove(path() + field.dataset.draft);
}

function keep(field) {
  const text = value(field), known = saved(field);
  if (known === undefined ? text : !same(text, known)) session.set(path() + field.dataset.draft, { text, over: overs.get(field) ?? known, from: field.dataset.from });
  else session.remove(path() + field.dataset.draft);
}

const raise = (node, key, { text, over, from }) => node.dispatchEvent(new CustomEvent('draft', { bubbles: true, detail: { key, text: `${text}`, over, from } }));

function show(field, draft) {
  const known = saved(field);
  if (same(`${draft.text}`, known)) {
    clear(field);
    if (field.form?.matches('[data-save]')) field.form.dispatchEvent(new CustomEvent('saved', { bubbles: true }));
  } else if (known !== undefined || !value(field)) {
    dirty.add(field);
    overs.set(field, draft.over ?? known);
    if (field.dataset.saved === undefined) type(field, draft.text);
    else field.value = draft.text; // is told with what it was written over
    raise(field, field.dataset.draft, draft);
  }
}

function restore(field) {
  left.delete(field.dataset.draft);
  const draft = kept(field.dataset.draft);
  if (draft) show(field, draft);
  if (lost?.draft === field.dataset.draft && document.activeElement === document.body) {
    const { at } = lost;
    field.focus({ preventScroll: true });
    if (at !== null) field.setSelectionRange?.(at, at);
  }
}

/** The server has said what it has. Words that it drew over and doesn't have are put back. */
function settle(field) {
  const draft = kept(field.dataset.draft), { saved, took } = field.dataset;
  if (!draft || draft.text === took || same(draft.text, saved)) return clear(field);
  if (draft.text !== value(field)) return show(field, draft);
  overs.delete(field);
  keep(field);
}

/** Opens what holds a field whose words would be out of sight; each place is asked once. */
function unfold() {
  for (const [key, asked] of left) {
    const draft = kept(key), [, card] = /^(?:edit|comment):(.+)$/.exec(key) ?? [];
    const place = document.querySelector(`[data-unfold~="${CSS.escape(key)}"]${card ? `, [data-card="${CSS.escape(card)}"]` : ''}`);
    if (!draft) left.delete(key);
    else if (place && place !== asked) {
      left.set(key, place);
      raise(place, key, draft);
    }
  }
}

function watch(records) {
  const added = new Set(), changed = new Set(), unheard = new Map();
  for (const { type, target, attributeName, removedNodes, addedNodes } of records) {
    if (type === 'attributes') (attributeName === 'data-draft' ? added : changed).add(target);
    for (const node of removedNodes) for (const field of fields(node)) {
      if (field === focused) lost = { draft: field.dataset.draft, at: field.selectionStart ?? null };
      if (field.dataset.saved !== undefined && dirty.has(field)) document.dispatchEvent(new CustomEvent('draft:left', { detail: { key: field.dataset.draft, ...kept(field.dataset.draft) } }));
      if (sent.get(field) && value(field)) unheard.set(field.dataset.draft, sent.get(field)); // the server would have emptied it
      if (field.closest('[data-card], [data-unfold]')) left.set(field.dataset.draft); // not closed by hand: its place went with it
      dirty.delete(field);
    }
    for (const node of addedNodes) for (const field of fields(node)) added.add(field);
  }
  for (const field of changed) if (field.dataset.draft && !added.has(field)) settle(field);
  for (const field of added) if (field.dataset.draft && field.isConnected) {
    const draft = unheard.get(field.dataset.draft); // its form went to another place while it was being sent
    if (draft && !kept(field.dataset.draft)) session.set(path() + field.dataset.draft, draft);
    restore(field);
  }
  if (live && left.size) unfold();
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
    sent.set(field, kept(field.dataset.draft));
    clear(field);
  }
}, true);

document.addEventListener('retro:reconnected', () => {
  for (const field of dirty) if (field.isConnected) tell(field);
});

document.addEventListener('retro:live', () => {
  live = true;
  for (const key of keys()) if (!document.querySelector(`[data-draft="${CSS.escape(key)}"]`)) left.set(key);
  unfold();
});

// A page that empties a field by itself fires no event; what is empty now needs no draft.
addEventListener('pagehide', () => {
  for (const field of fields(document)) if (dirty.has(field) || saved(field) === undefined && !value(field)) keep(field);
});

for (const field of fields(document)) {
  if (field.type === 'checkbox' || field.value === field.defaultValue) restore(field);
  else { // typed before this script was here
    dirty.add(field);
    keep(field);
  }
}
new MutationObserver(watch).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-saved', 'data-took', 'data-draft'] });
