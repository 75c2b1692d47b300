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

// <time datetime="{ISO}" data-day="full|brief|weekday|when">: the reader's own day, also where a page draws it later.
const lang = document.documentElement.lang || undefined;
const zone = () => document.querySelector('[data-zone]')?.dataset.zone || undefined;
const FORMS = {
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  brief: { day: 'numeric', month: 'long' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
  // As the server wrote it: the day, a comma, and the hour without a zero before it, where that is the custom.
  when: [{ weekday: 'short', day: 'numeric', month: 'long' }, { hour: 'numeric', minute: '2-digit' }],
};
function tell(time) {
  const text = [FORMS[time.dataset.day] ?? {}].flat().map(form => new Intl.DateTimeFormat(lang, { ...form, timeZone: zone() }).format(new Date(time.dateTime))).join(', ');
  // The very text stays, for whoever draws the page goes on writing to it.
  if (time.firstChild && time.firstChild.data !== text) time.firstChild.data = text;
}
const days = root => [...(root.matches?.('time[data-day]') ? [root] : []), ...(root.querySelectorAll?.('time[data-day]') ?? [])];
days(document).forEach(tell);
new MutationObserver(records => {
  for (const record of records) {
    const time = (record.target.closest ? record.target : record.target.parentElement)?.closest?.('time[data-day]');
    if (time) tell(time);
    for (const node of record.addedNodes) days(node).forEach(tell);
  }
}).observe(document.documentElement, { childList: true, characterData: true, attributes: true, attributeFilter: ['datetime'], subtree: true });

// <button data-print>; <details data-print-open> lies open on paper.
document.addEventListener('click', e => { if (e.target.closest?.('[data-print]')) print(); });
addEventListener('beforeprint', () => { for (const part of document.querySelectorAll('details[data-print-open]:not([open])')) { part.open = true; part.dataset.printed = ''; } });
addEventListener('afterprint', () => { for (const part of document.querySelectorAll('details[data-printed]')) { part.open = false; delete part.dataset.printed; } });
