// Menus, dialogs, strips and where the focus goes.
import { session } from './store.js';

const open = () => document.querySelectorAll('details.menu[open]');

function close(menu, back) {
  menu.open = false;
  if (back) menu.querySelector('summary').focus();
}

document.addEventListener('click', e => {
  for (const menu of open()) if (!menu.contains(e.target) || e.target.closest('.menu__item:not(label, [data-stay])')) close(menu, menu.contains(document.activeElement));
  const opener = e.target.closest?.('[data-opens]');
  const wanted = opener && document.querySelector(opener.dataset.opens);
  if (wanted) openDialog(wanted);
  const page = e.target.closest?.('[data-stay]')?.closest('.menu__list');
  if (page) new MutationObserver((_, seen) => { seen.disconnect(); page.querySelector('.menu__item')?.focus(); }).observe(page, { childList: true });
  const strip = e.target.closest?.('[data-dismiss]')?.closest('[data-dismissible]');
  if (strip) {
    session.set(`dismissed:${location.pathname}:${strip.dataset.dismissible}`, true);
    strip.hidden = true;
  }
  const closer = e.target.closest?.('[data-closes]');
  if (closer) closer.closest('dialog')?.close();
  if (e.target.closest?.('[data-print]')) print();
});

document.addEventListener('keydown', e => {
  const menu = e.target.closest?.('details.menu[open]');
  if (e.key === 'Escape' && open().length) {
    e.preventDefault();
    for (const m of open()) close(m, m.contains(e.target));
  } else if (menu && !e.target.matches('input') && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) {
    const items = [...menu.querySelectorAll('.menu__item')], at = items.indexOf(e.target.closest('.menu__item'));
    e.preventDefault();
    items.at((at + (e.key === 'ArrowDown' ? 1 : at < 0 ? 0 : -1)) % items.length)?.focus();
  }
});

/** A menu that would leave the window at its foot opens upwards, or is moved into view where there is no room above either. */
function place(menu) {
  menu.classList.remove('menu--up');
  const list = menu.querySelector('.menu__list'), r = list?.getBoundingClientRect();
  if (!r || r.bottom <= innerHeight - 8) return;
  if (r.height < menu.getBoundingClientRect().top) menu.classList.add('menu--up');
  else list.scrollIntoView({ block: 'nearest' });
}

// "toggle" does not bubble, "menu" does. What a menu holds may come later, and change while it is open.
document.addEventListener('toggle', e => {
  const menu = e.target;
  if (!menu.matches?.('details.menu')) return;
  menu.dispatchEvent(new CustomEvent('menu', { bubbles: true, detail: { open: menu.open } }));
  if (!menu.open) return;
  place(menu);
  new MutationObserver((_, seen) => { if (menu.open) place(menu); else seen.disconnect(); }).observe(menu, { childList: true, subtree: true });
}, true);

const hide = root => {
  for (const strip of root.querySelectorAll('[data-dismissible]')) strip.hidden ||= session.get(`dismissed:${location.pathname}:${strip.dataset.dismissible}`) ?? false;
};
new MutationObserver(records => {
  for (const record of records) for (const node of record.addedNodes) if (node.querySelectorAll) hide(node.parentElement ?? node);
}).observe(document.documentElement, { childList: true, subtree: true });
hide(document);

/** Puts the focus somewhere after a render; a heading takes it with tabindex -1. */
export function focus(selector) {
  const node = typeof selector === 'string' ? document.querySelector(selector) : selector;
  node?.focus({ preventScroll: false });
}

/** A dialog begins in its first field; without one its heading is read. */
export function openDialog(dialog) {
  if (dialog.open) return;
  dialog.showModal();
  const field = [...dialog.querySelectorAll('input:not([type=hidden], [type=checkbox], [type=radio]), textarea, select')].find(node => !node.disabled && !node.readOnly);
  field?.focus();
  field?.select?.();
}

export const closeDialog = dialog => dialog.close();
