// What the live board needs from the browser, with one way to the server for all of it.
import * as composer from './composer.js';
import * as save from './save.js';
import * as clicks from './clicks.js';
import * as drag from './drag.js';
import * as reconnect from './reconnect.js';

const LATER = 800;
const SOON = 100;

/**
 * A card that has the focus and is drawn elsewhere keeps it; when it is gone, the next one in its column gets it.
 * When anything else that had it is gone, as a button that led on, the room's heading gets it.
 */
function keepFocus(main) {
  let focused, card, lane, lost;
  const seen = e => {
    const own = e.target.closest?.('[data-card]');
    focused = e.target;
    card = own?.dataset.card;
    lane = own?.closest('[data-drop="column"]');
    lost = undefined;
  };
  const find = () => {
    if (!lost || document.activeElement !== document.body) return;
    const again = main.querySelector(`[data-card="${CSS.escape(lost)}"]`);
    if (again) again.focus({ preventScroll: true });
  };
  const watcher = new MutationObserver(records => {
    if (focused && records.some(record => [...record.removedNodes].some(node => node.contains(focused))) && !focused.isConnected) {
      lost = card;
      focused = undefined;
      // A card may come back elsewhere.
      setTimeout(() => {
        if (document.activeElement === document.body) (lane?.querySelector('[data-card], textarea') ?? document.querySelector('.phase h2'))?.focus({ preventScroll: true });
        lost = undefined;
      }, lost ? LATER : SOON);
    }
    find();
  });
  document.addEventListener('focusin', seen);
  watcher.observe(document.body, { childList: true, subtree: true });
  return { dispose() { watcher.disconnect(); document.removeEventListener('focusin', seen); } };
}

/** Starts sending, dragging and looking after the line. Returns a handle with dispose(). */
export function start(main, dotnet) {
  document.documentElement.dataset.live = '';
  const parts = [composer.connect(dotnet), save.connect(dotnet), clicks.connect(dotnet), drag.attach(main, dotnet), reconnect.watch(dotnet), keepFocus(main)];
  document.dispatchEvent(new CustomEvent('retro:live'));
  return { dispose() { for (const part of parts) part.dispose(); } };
}
