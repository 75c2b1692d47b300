// The add-card field. A card is shown at once, kept in the browser until the server has it, and sent again under
// the same id after any failure, so that any number of tries make one card.
//
//   <form class="add" data-composer="{key}" data-many="Add {0} cards">
//     <textarea class="field add__field" data-draft="{key}">  <button type="submit">  <button data-add-many hidden>
//     <p data-note role="alert"></p>
//   </form>
//   <ul data-outbox="{key}" data-saving data-retrying data-try></ul>        empty for Blazor: this module alone draws in it
//
//   connect(dotnetRef) → Add(key, id, text) answers null when saved, or a sentence that says why not (then the text goes
//   back into the field). '', an exception or no answer mean "unknown": it is sent again.
import { session, uuid } from './store.js';
import { clear, kept, type } from './drafts.js';
import { isDown } from './reconnect.js';

const ANSWER = 8000;
const PAUSES = [1000, 2000, 4000, 8000, 15000];
const MOST_LINES = 50;
const STORE = `outbox:${location.pathname}:`;
export const boxes = new Map();
let line;

const form = node => node.closest?.('[data-composer]');
const field = f => f.querySelector('[data-draft]');
const lines = text => text.split(/\r?\n/).map(line => line.replace(/^\s*(?:[-*•–]|\d+[.)])\s+/, '').trim()).filter(Boolean);

const arrived = id => document.querySelector(`[data-card="${id}"], [data-thing="${id}"]`);

class Box {
  constructor(key) {
    this.key = key;
    this.store = STORE + key;
    this.queue = session.get(this.store) ?? [];
    this.tries = 0;
  }

  get form() { return document.querySelector(`[data-composer="${CSS.escape(this.key)}"]`); }
  get list() { return document.querySelector(`[data-outbox="${CSS.escape(this.key)}"]`); }
  words(kind) { return this.list?.dataset[kind] ?? this.form?.dataset[kind] ?? ''; }

  add(texts) {
    this.queue.push(...texts.map(text => ({ id: uuid(), text })));
    this.changed();
    this.send();
  }

  /** A card that was on its way elsewhere. */
  take(card) {
    this.queue.push(card);
    this.changed();
    this.send(true);
  }

  drop(card) {
    this.queue = this.queue.filter(other => other !== card);
    this.changed();
  }

  /** Tries once more what was refused. */
  again(...cards) {
    for (const card of cards) delete card.why;
    this.changed();
    this.send(true);
  }

  changed() {
    if (this.queue.length) session.set(this.store, this.queue);
    else session.remove(this.store);
    this.draw();
    document.dispatchEvent(new CustomEvent('outbox'));
    const waiting = this.queue.filter(card => !card.why).length;
    const state = !waiting ? 'idle' : this.tries ? 'retrying' : 'saving';
    if (!this.form || this.form.dataset.state === state) return;
    this.form.dataset.state = state;
    this.form.dispatchEvent(new CustomEvent('composer:state', { bubbles: true, detail: { state, waiting } }));
  }

  draw() {
    const list = this.list;
    if (!list) return;
    const wanted = new Map(this.queue.map(card => [card.id, card]));
    this.unsent(list);
    for (const li of [...list.children]) if (li.dataset.pending && !wanted.has(li.dataset.pending)) li.remove();
    for (const card of this.queue) {
      const late = Boolean(card.why || this.tries);
      let li = list.querySelector(`[data-pending="${card.id}"]`);
      if (!li) {
        if (arrived(card.id)) continue;
        li = document.createElement('li');
        li.dataset.pending = card.id;
        li.innerHTML = '<div class="card__text"></div><div class="card__foot"><span></span><button type="button" class="card__act push"></button></div>';
        li.querySelector('.card__text').textContent = card.text;
        li.querySelector('button').addEventListener('click', () => this.again(card));
        list.prepend(li);
      }
      li.className = `card is-own ${late ? 'is-failed' : 'is-saving'}`;
      li.querySelector('span').textContent = card.why ?? this.words(late ? 'retrying' : 'saving');
      li.querySelector('button').textContent = this.words('try');
      li.querySelector('button').hidden = !late;
    }
  }

  /** What was being typed when the field went away: it is back in it when the field is. */
  unsent(list) {
    const text = !this.form && kept(this.key)?.text;
    let li = list.querySelector('[data-unsent]');
    if (!text) return li?.remove();
    if (!li) {
      li = document.createElement('li');
      li.dataset.unsent = '';
      li.className = 'card is-own';
      li.innerHTML = '<div class="card__text"></div><div class="card__foot"><span></span></div>';
      list.prepend(li);
    }
    li.querySelector('.card__text').textContent = text;
    li.querySelector('span').textContent = this.words('unsent');
  }

  async send(now = false) {
    if (now) this.wake?.();
    if (this.sending || !line) return;
    this.sending = true;
    for (let card; line && (card = this.queue.find(c => !c.why));) {
      const answer = await this.call(card);
      if (!answer || answer.why === '') {
        this.tries++;
        this.changed();
        await new Promise(done => { this.wake = done; setTimeout(done, PAUSES[Math.min(this.tries, PAUSES.length) - 1]); });
        continue;
      }
      this.tries = 0;
      if (answer.why) this.refused(card, answer.why);
      else await this.saved(card);
    }
    this.sending = false;
    this.changed();
  }

  /** {why} when the server has answered; nothing when nobody knows. */
  async call(card) {
    if (isDown()) return undefined;
    const lost = new Promise(done => { this.lost = done; setTimeout(done, ANSWER); });
    try {
      return await Promise.race([line.invokeMethodAsync('Add', this.key, card.id, card.text).then(why => ({ why })), lost]);
    } catch {
      return undefined; // the line broke, or the circuit is gone: the same id is sent again
    }
  }

  async saved(card) {
    this.queue = this.queue.filter(c => c !== card);
    session.set(this.store, this.queue);
    // The card itself comes with a render of its own; until then its echo stays, so that nothing blinks.
    for (let frame = 0; frame < 30 && !arrived(card.id) && !this.queue.length; frame++)
      await new Promise(done => setTimeout(done, 33));
    this.changed();
  }

  refused(card, why) {
    const f = this.form, input = f && field(f);
    if (input && !input.value) {
      this.queue = this.queue.filter(c => c !== card);
      type(input, card.text);
      this.note(why);
    } else card.why = why;
    this.changed();
  }

  note(text) {
    const note = this.form?.querySelector('[data-note]');
    if (note) note.textContent = text;
  }

  many(found) {
    const offer = this.form?.querySelector('[data-add-many]');
    this.pasted = found;
    if (!offer) return;
    offer.hidden = !found;
    if (found) offer.textContent = this.words('many').replace('{0}', found.length);
  }
}

export const boxOf = key => {
  if (!boxes.has(key)) boxes.set(key, new Box(key));
  return boxes.get(key);
};
const box = f => boxOf(f.dataset.composer);

function submit(f, texts) {
  const input = field(f), b = box(f);
  const cards = texts ?? [input.value.trim()].filter(Boolean);
  if (!cards.length) return;
  const most = input.maxLength > 0 ? input.maxLength : Infinity;
  type(input, '');
  clear(input);
  b.note('');
  b.many();
  b.add(cards.map(text => text.slice(0, most)));
  input.focus();
}

document.addEventListener('keydown', e => {
  const f = form(e.target);
  if (!f || e.target !== field(f) || e.key !== 'Enter' || e.shiftKey || e.isComposing || e.keyCode === 229) return;
  e.preventDefault();
  if (!e.repeat) submit(f);
});

document.addEventListener('submit', e => {
  const f = form(e.target);
  if (!f) return;
  e.preventDefault();
  e.stopPropagation();
  submit(f);
}, true);

document.addEventListener('click', e => {
  const offer = e.target.closest?.('[data-add-many]'), f = offer && form(offer);
  if (f && box(f).pasted) submit(f, box(f).pasted);
});

document.addEventListener('paste', e => {
  const f = form(e.target);
  if (!f || e.target !== field(f)) return;
  const found = lines(e.clipboardData?.getData('text/plain') ?? '').slice(0, MOST_LINES);
  if (found.length < 2 || !f.querySelector('[data-add-many]')) return;
  box(f).many(found); // taken from the clipboard: the field may cut it off
  f.dispatchEvent(new CustomEvent('composer:lines', { bubbles: true, detail: { lines: found } }));
});

document.addEventListener('input', e => {
  const f = form(e.target);
  if (f && box(f).pasted && !/\n/.test(e.target.value) && e.inputType !== 'insertFromPaste') box(f).many();
});

document.addEventListener('retro:reconnected', () => {
  for (const b of boxes.values()) { b.lost?.(); b.send(true); }
});

const forms = root => [...(root.matches('[data-composer]') ? [root] : []), ...root.querySelectorAll('[data-composer]')];

/** What was refused for its time or its place is tried again when its field is there again. */
function reopened(f) {
  const refused = boxes.get(f.dataset.composer)?.queue.filter(card => card.why) ?? [];
  if (refused.length) box(f).again(...refused);
}

const touches = node => Boolean(node.matches?.('[data-outbox], [data-composer]') || node.querySelector?.('[data-outbox], [data-composer]'));

new MutationObserver(records => {
  let drawn = false;
  for (const record of records) for (const node of record.addedNodes) {
    if (node.querySelectorAll) for (const f of forms(node)) reopened(f);
    const id = node.dataset?.card ?? node.dataset?.thing;
    if (id) document.querySelector(`[data-pending="${CSS.escape(id)}"]`)?.remove();
    drawn ||= touches(node);
  }
  if (drawn || records.some(record => [...record.removedNodes].some(touches))) start();
}).observe(document.documentElement, { childList: true, subtree: true });

function start() {
  for (const list of document.querySelectorAll('[data-outbox]')) boxOf(list.dataset.outbox).draw();
  document.dispatchEvent(new CustomEvent('outbox'));
}

/** Gives all composers their way to the server and sends what has been waiting. Returns a handle with dispose(). */
export function connect(dotnet) {
  line = dotnet;
  for (const f of document.querySelectorAll('[data-composer]')) box(f);
  for (const key of session.keys()) if (key.startsWith(STORE)) boxOf(key.slice(STORE.length));
  for (const b of boxes.values()) {
    b.changed();
    b.lost?.(); // a call on an older circuit will not answer
    b.send(true);
  }
  return { dispose() { if (line === dotnet) line = undefined; } };
}

start();

// Enter, pressed before this script was here, has only begun a new line.
for (const f of document.querySelectorAll('[data-composer]')) if (/\S\n$/.test(field(f).value)) submit(f);
