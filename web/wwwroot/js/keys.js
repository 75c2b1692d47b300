// Single-key shortcuts. They press what is on the screen: a key does nothing that a button does not.
//   data-key="n" on a field or button; on buttons inside a card the key acts on the card that has the focus.
//   <dialog data-keys-help>, <input type="checkbox" data-keys-switch> turns them off.
import { local } from './store.js';

const on = () => local.get('keys') !== false;
const typing = node => Boolean(node.closest?.('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]'));
const visible = node => node.getClientRects().length > 0 && !node.disabled;
const find = (key, root = document) => [...root.querySelectorAll(`[data-key~="${CSS.escape(key)}"]`)].find(visible);

/** What a card's menu holds is pressed through the menu. */
function throughMenu(card, key) {
  const menu = card?.querySelector('details.menu');
  if (!menu || !visible(menu)) return false;
  // What the menu doesn't hold now is not pressed; whoever opened it by a key goes on in it.
  const press = () => use(find(key, menu)) || focus(menu.querySelector('.menu__item'));
  menu.open = true;
  if (press()) return true;
  const seen = new MutationObserver(() => { if (press()) seen.disconnect(); });
  seen.observe(menu, { childList: true, subtree: true });
  setTimeout(() => seen.disconnect(), 2000);
  return true;
}

function focus(node) {
  node?.focus();
  return Boolean(node);
}

function use(node) {
  if (!node) return false;
  if (node.matches('input, textarea')) node.focus();
  else node.click();
  return true;
}

/** The next card in a direction: nearest along it, with what lies beside it counted double. */
function step(from, key) {
  const cards = [...document.querySelectorAll('[data-card]')].filter(visible);
  if (!from) return cards[0];
  const middle = node => { const r = node.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; };
  const [x, y] = middle(from), across = key === 'ArrowLeft' || key === 'ArrowRight', sign = key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 1;
  let best, least = Infinity;
  for (const card of cards) {
    const [cx, cy] = middle(card), along = sign * (across ? cx - x : cy - y), beside = Math.abs(across ? cy - y : cx - x);
    if (card === from || along < 8 || (!across && beside > 40)) continue;
    const cost = along + 2 * beside;
    if (cost < least) [best, least] = [card, cost];
  }
  return best;
}

document.addEventListener('keydown', e => {
  if (e.defaultPrevented || e.altKey || e.isComposing) return;
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;

  if (e.ctrlKey || e.metaKey) {
    const name = key === 'z' && !e.shiftKey ? 'undo' : key === 'k' ? 'search' : undefined;
    if (name && !(name === 'undo' && typing(e.target) && e.target.value) && use(find(name))) e.preventDefault();
    return;
  }
  if (key === 'Escape') {
    if (typing(e.target) && !e.target.value) e.target.blur();
    if (use(find('escape'))) e.preventDefault();
    return;
  }
  if (!on() || typing(e.target) || document.querySelector('dialog[open]')) return;

  const card = e.target.closest('[data-card]');
  if (key.startsWith('Arrow')) {
    if (e.target.closest('[role=radiogroup], [role=tablist], details[open]')) return;
    const next = step(card, key);
    if (!next) return;
    e.preventDefault();
    next.focus();
    next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return;
  }
  const name = key === 'Enter' ? 'enter' : key === 'v' && e.shiftKey ? 'shift-v' : key;
  if (key === 'Enter' && e.target !== card) return;
  if (key === '?') {
    const help = document.querySelector('[data-keys-help]');
    if (help) { e.preventDefault(); help.showModal(); }
    return;
  }
  if (name.length > 1 && !['enter', 'shift-v'].includes(name)) return;
  if (card && ['enter', 'g', 'm'].includes(name)) {
    if (throughMenu(card, name)) e.preventDefault();
    return;
  }
  if (use((card && find(name, card)) || [...document.querySelectorAll(`[data-key~="${CSS.escape(name)}"]`)].find(n => visible(n) && !n.closest('[data-card]')))) e.preventDefault();
});

document.addEventListener('change', e => {
  if (e.target.matches?.('[data-keys-switch]')) local.set('keys', e.target.checked);
});
const show = () => { for (const box of document.querySelectorAll('[data-keys-switch]')) box.checked = on(); };
document.addEventListener('toggle', show, true);
show();
