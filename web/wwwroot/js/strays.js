// Words whose place is gone: a card on its way to a column that was removed, half a card from such a column's field, and
// what was refused where nothing on the page shows it.
//   <div data-strays data-columns="went-well ideas" data-lost="…" data-copy-word data-done data-put="Put it into {0}" data-try data-away></div>
// Empty for Blazor: this module alone draws in it.
import { boxes, boxOf } from './composer.js';
import { clear, keys, kept, type } from './drafts.js';

const open = () => document.querySelector('[data-composer^="card:"]'); // the first column, while writing is open
let drawn = '';

/** Each with what it says and what can be done about it. */
function strays(place) {
  const there = place.dataset.columns.split(' ');
  const found = [];
  for (const key of keys()) if (key.startsWith('card:')) boxOf(key);
  for (const box of boxes.values()) {
    const gone = box.key.startsWith('card:') && !there.includes(box.key.slice(5)), half = gone && !box.form && kept(box.key)?.text;
    if (!gone && box.list) continue;
    for (const card of box.queue) if (gone || card.why) found.push({ box, card, gone, text: card.text, why: gone ? place.dataset.lost : card.why });
    if (half) found.push({ box, gone, text: half, why: place.dataset.lost });
  }
  return found;
}

function button(text, act) {
  const node = document.createElement('button');
  node.type = 'button';
  node.className = 'btn';
  node.textContent = text;
  if (act) node.addEventListener('click', act);
  return node;
}

function drop({ box, card }) {
  if (card) box.drop(card);
  else clear(box.key);
  draw();
}

/** A card goes under its own id, half a card into the field. */
function put(stray, first) {
  const input = first.form.querySelector('[data-draft]'), text = [input.value, stray.text].filter(Boolean).join('\n');
  if (!stray.card && text.length > input.maxLength) return;
  drop(stray);
  if (stray.card) return first.take({ id: stray.card.id, text: stray.text });
  type(input, text);
  input.focus();
}

function row(place, stray) {
  const { box, card, gone, text, why } = stray, node = document.createElement('div');
  const form = gone && open(), first = form && boxOf(form.dataset.composer);
  node.className = 'strip';
  node.dataset.stray = '';
  node.innerHTML = '<p><b></b> <span></span></p>';
  node.querySelector('b').textContent = why;
  node.querySelector('span').textContent = text;
  if (first) node.append(button(place.dataset.put.replace('{0}', form.closest('[data-drop]').getAttribute('aria-label')), () => put(stray, first)));
  if (!gone) node.append(button(place.dataset.try, () => box.again(card)));
  const copy = button(place.dataset.copyWord), away = button('', () => drop(stray));
  copy.dataset.copy = text;
  copy.dataset.done = place.dataset.done;
  away.className = 'btn btn--text btn--icon i i-x';
  away.setAttribute('aria-label', place.dataset.away);
  node.append(copy, away);
  return node;
}

function draw() {
  const place = document.querySelector('[data-strays]');
  if (!place) return;
  const found = strays(place), shown = JSON.stringify(found.map(({ box, card, text, why }) => [box.key, card?.id, text, why, open()?.dataset.composer]));
  if (shown === drawn && place.childElementCount === found.length) return;
  drawn = shown;
  place.replaceChildren(...found.map(stray => row(place, stray)));
}

document.addEventListener('outbox', draw);
new MutationObserver(draw).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: ['data-columns'] });
