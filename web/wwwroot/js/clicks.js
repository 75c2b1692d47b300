// A click that comes before the page is live, or while the line is down, is pressed again as soon as it can be heard,
// if what was clicked is still there under the same name. Buttons that scripts answer themselves are none of its business.
// An answer chosen meanwhile is chosen again.
import { isDown } from './reconnect.js';

const MOST = 5;
const OWN = '[data-opens], [data-closes], [data-copy], [data-copy-from], [data-copy-url], [data-print], [data-dismiss], [data-cancel], [data-theme-set], [data-add-many], .card__act.push';
let live = !window.Blazor;
let missed = [];
const chosen = new Map(); // name of the question → value of the answer

const name = node => node.getAttribute('aria-label') ?? node.textContent.trim();
const all = card => [...(document.querySelector(card ? `[data-card="${CSS.escape(card)}"]` : 'body')?.querySelectorAll('button, summary') ?? [])];

document.addEventListener('click', e => {
  if (live && !isDown()) return;
  const button = e.target.closest?.('button[type=button], summary');
  if (!button || button.matches(OWN)) return;
  const card = button.closest('[data-card]')?.dataset.card, text = name(button);
  if (live && button.localName === 'summary') return; // opens by itself
  const place = all(card).filter(other => name(other) === text).indexOf(button);
  missed = [...missed.filter(other => other.text !== text || other.card !== card), { card, text, place }].slice(-MOST);
  if (live) e.stopImmediatePropagation();
}, true);

document.addEventListener('change', e => {
  if ((live && !isDown()) || !e.target.matches?.('input[type=radio][name]')) return;
  chosen.set(e.target.name, e.target.value);
  if (live) e.stopImmediatePropagation();
}, true);

function choose() {
  for (const [name, value] of chosen) {
    const answer = [...document.querySelectorAll('input[type=radio]')].find(input => input.name === name && input.value === value);
    if (!answer) continue;
    answer.checked = true;
    answer.dispatchEvent(new Event('change', { bubbles: true }));
  }
  chosen.clear();
}

function press() {
  choose();
  const due = missed;
  missed = [];
  for (const { card, text, place } of due) {
    const button = all(card).filter(other => name(other) === text)[place];
    if (button && !(button.localName === 'summary' && button.parentElement.open)) button.click();
  }
}

document.addEventListener('retro:live', () => { live = true; press(); });
document.addEventListener('retro:reconnected', press);
