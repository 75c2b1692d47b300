// What a page of the house needs from the browser.
import * as reconnect from './reconnect.js';

// A list of results is gone through by the arrows, from the field above it and back; Enter in the field opens the first.
//   <div data-finder><input> <ul data-found><a href> or <button>
function move(e) {
  const finder = e.target.closest?.('[data-finder]');
  if (!finder || e.isComposing) return;
  const found = [...finder.querySelectorAll('[data-found] :is(a, button)')].filter(node => node.getClientRects().length), at = found.indexOf(e.target);
  if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
    const next = at + (e.key === 'ArrowDown' ? 1 : -1);
    e.preventDefault();
    (next < 0 ? finder.querySelector('input') : found[Math.min(next, found.length - 1)])?.focus();
  } else if (e.key === 'Enter' && at < 0 && found.length && e.target.matches('input') && e.target.value.trim()) {
    e.preventDefault();
    found[0].click();
  }
}

// Whoever opens a page finds its heading under their fingers, and a choice made in a dialog takes the dialog away.
document.addEventListener('keydown', move);
document.addEventListener('click', e => { if (e.target.closest?.('[data-found] a')) e.target.closest('dialog')?.close(); });

/** The page is live from now on. Returns a handle with dispose(). */
export function start(dotnet) {
  document.documentElement.dataset.live = '';
  document.dispatchEvent(new CustomEvent('retro:live'));
  return reconnect.watch(dotnet);
}
