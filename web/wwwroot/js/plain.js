// Small help for pages that work without a script too.
import { local } from './store.js';

// A menu whose button shows what is chosen in it: <details data-choice><summary data-label="Format: {0}">…</summary>…<input type="radio">…
function show(menu) {
  const chosen = menu.querySelector('input:checked')?.closest('label').querySelector('span').firstChild.data.trim();
  const button = menu.querySelector('summary');
  if (!chosen) return;
  button.textContent = chosen;
  button.setAttribute('aria-label', button.dataset.label.replace('{0}', chosen));
}

document.addEventListener('change', e => {
  const menu = e.target.closest?.('details[data-choice]');
  if (menu) show(menu);
});

// A pointer chooses and is done; arrow keys may go on.
let pointed = false;
document.addEventListener('pointerdown', () => { pointed = true; }, true);
document.addEventListener('keydown', () => { pointed = false; }, true);
document.addEventListener('click', e => {
  const menu = pointed && e.target.matches?.('input[type="radio"]') && e.target.closest('details[data-choice]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
});

// A browser that comes back to a page has its choices, not its texts.
addEventListener('pageshow', () => { for (const menu of document.querySelectorAll('details[data-choice]')) show(menu); });

// <input data-remember="name">: what was sent once is there the next time.
for (const field of document.querySelectorAll('[data-remember]')) if (!field.value) field.value = local.get(field.dataset.remember) ?? '';
document.addEventListener('submit', e => {
  for (const field of e.target.querySelectorAll('[data-remember]')) if (field.value.trim()) local.set(field.dataset.remember, field.value.trim());
});

// <time datetime="{ISO}" data-day="full|brief">: the reader's own day.
const lang = document.documentElement.lang || undefined;
for (const time of document.querySelectorAll('time[data-day]')) {
  const full = time.dataset.day === 'full';
  time.textContent = new Intl.DateTimeFormat(lang, full ? { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } : { day: 'numeric', month: 'long' }).format(new Date(time.dateTime));
}

// <button data-print>; <details data-print-open> lies open on paper.
document.addEventListener('click', e => { if (e.target.closest?.('[data-print]')) print(); });
addEventListener('beforeprint', () => { for (const part of document.querySelectorAll('details[data-print-open]:not([open])')) { part.open = true; part.dataset.printed = ''; } });
addEventListener('afterprint', () => { for (const part of document.querySelectorAll('details[data-printed]')) { part.open = false; delete part.dataset.printed; } });
