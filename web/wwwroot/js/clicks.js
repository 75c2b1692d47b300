// A click that comes before the page is live, or while the line is down, is pressed again as soon as it can be heard,
// if what was clicked is still there under the same name. Buttons that scripts answer themselves are none of its business.
// An answer chosen meanwhile is chosen again. A vote that nobody heard, because voting ended on its way, is told: <div class="vote" data-heard="{clicks}">.
import { isDown } from './reconnect.js';

const MOST = 5;
const OWN = '[data-opens], [data-closes], [data-copy], [data-copy-from], [data-copy-url], [data-print], [data-dismiss], [data-cancel], [data-theme-set], [data-add-many], .card__act.push, [data-stray] > .btn';
let live = !window.Blazor;
let missed = [];
let line;
const votes = new WeakMap(); // .vote → its clicks
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
  missed = [...missed.filter(other => other.text !== text || other.card !== card), { card, text, place, vote: Boolean(button.closest('.vote')) }].slice(-MOST);
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
  for (const { card, text, place, vote } of due) {
    const button = all(card).filter(other => name(other) === text)[place];
    if (!button && vote) missedVote();
    if (button && !(button.localName === 'summary' && button.parentElement.open)) button.click();
  }
}

const missedVote = () => line?.invokeMethodAsync('MissVote').catch(() => { /* the line is down: the board that comes back shows what counts */ });

document.addEventListener('click', e => {
  const vote = live && e.target.closest?.('.vote button') && e.target.closest('.vote');
  if (vote) votes.set(vote, (votes.get(vote) ?? 0) + 1);
});

new MutationObserver(records => {
  for (const record of records) for (const node of record.removedNodes)
    for (const vote of node.matches?.('.vote') ? [node] : node.querySelectorAll?.('.vote') ?? [])
      if (votes.get(vote) > Number(vote.dataset.heard)) return missedVote();
}).observe(document.documentElement, { childList: true, subtree: true });

/** Gives votes that were missed a way to be told of. */
export function connect(dotnet) {
  line = dotnet;
  return { dispose() { if (line === dotnet) line = undefined; } };
}

document.addEventListener('retro:live', () => { live = true; press(); });
document.addEventListener('retro:reconnected', press);
