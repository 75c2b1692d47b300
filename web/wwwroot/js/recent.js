// The last retros of this browser, for the landing page: <section data-recent data-href="/retros/" hidden><ul></ul></section>
//   <main data-recall="{id}" data-title="…" data-when="{ISO}"> puts a retro on the list, <main data-gone> takes the one of this address off.
import { local } from './store.js';

const KEY = 'recent';
const MOST = 5;

/** Puts a retro on top of the list. `when` is an ISO time; `id` is what follows /retros/ in its address. */
export function remember(id, title, when) {
  const others = (local.get(KEY) ?? []).filter(r => r.id !== id);
  local.set(KEY, [{ id, title, when }, ...others].slice(0, MOST));
}

/** Takes a retro off the list, e.g. when it is gone. */
export function forget(id) {
  local.set(KEY, (local.get(KEY) ?? []).filter(r => r.id !== id));
}

const day = iso => {
  const days = Math.round((new Date(iso).setHours(0, 0, 0, 0) - new Date().setHours(0, 0, 0, 0)) / 864e5);
  const lang = document.documentElement.lang || undefined;
  const text = days > -7
    ? new Intl.RelativeTimeFormat(lang, { numeric: 'auto' }).format(days, 'day')
    : new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'long' }).format(new Date(iso));
  return text.charAt(0).toLocaleUpperCase(lang) + text.slice(1);
};

export function render(section) {
  const retros = local.get(KEY) ?? [];
  const list = section.querySelector('ul');
  list.replaceChildren(...retros.map(({ id, title, when }) => {
    const li = document.createElement('li'), a = document.createElement('a'), name = document.createElement('span'), time = document.createElement('time');
    a.href = `${section.dataset.href ?? '/retros/'}${encodeURIComponent(id)}`;
    name.textContent = title;
    time.dateTime = when;
    time.textContent = day(when);
    a.append(name, time);
    li.append(a);
    if (section.dataset.forget) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'btn btn--text btn--icon i i-x';
      button.ariaLabel = section.dataset.forget.replace('{0}', title);
      button.addEventListener('click', () => { forget(id); render(section); });
      li.append(button);
    }
    return li;
  }));
  section.hidden = !retros.length;
}

const here = document.querySelector('[data-recall]')?.dataset;
if (here) remember(here.recall, here.title, here.when);
const gone = document.querySelector('[data-gone]') && location.pathname.match(/^\/retros\/([^/]+)/);
if (gone) forget(gone[1]);
for (const section of document.querySelectorAll('[data-recent]')) render(section);
