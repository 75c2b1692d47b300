// Dragging cards with mouse, pen and finger. The server hears of one thing: the drop.
//   <main data-draggable> … [data-card="{id}"] … [data-drop="column|group|card" data-drop-id="{id}"]
//   attach(root, dotnetRef) → Dropped(cardId, targetKind, targetId)
const SLOP = 6;
const HOLD = 350;
const EDGE = 72;

const scrollers = node => {
  const found = [];
  for (let n = node; n && n !== document.body; n = n.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(n);
    if ((/auto|scroll/.test(overflowY) && n.scrollHeight > n.clientHeight) || (/auto|scroll/.test(overflowX) && n.scrollWidth > n.clientWidth)) found.push(n);
  }
  return found;
};
const pull = (at, from, to) => at < from + EDGE ? (at - from - EDGE) / 6 : at > to - EDGE ? (at - to + EDGE) / 6 : 0;

export function attach(root, dotnet, { method = 'Dropped' } = {}) {
  const unsent = new Map(); // card → newest drop; a drop says where the card is to be, so it may be repeated
  let card, ghost, over, pointer, x, y, dx, dy, timer, frame;

  const send = async id => {
    const drop = unsent.get(id);
    try {
      await dotnet.invokeMethodAsync(method, id, ...drop);
      if (unsent.get(id) === drop) unsent.delete(id);
    } catch {
      root.dispatchEvent(new CustomEvent('drag:waiting', { bubbles: true, detail: { id } })); // sent again once the line is back
    }
  };
  const again = () => { for (const id of unsent.keys()) send(id); };

  const target = () => {
    const drop = document.elementFromPoint(x, y)?.closest('[data-drop]');
    if (!drop || drop === card || !root.contains(drop)) return undefined;
    const grouped = card.closest('[data-drop="group"]');
    return drop.contains(card) && (drop === grouped || !grouped) ? undefined : drop;
  };

  const move = () => {
    ghost.style.translate = `${x - dx}px ${y - dy}px`;
    const now = target();
    if (now === over) return;
    over?.classList.remove('is-over');
    now?.classList.add('is-over');
    over = now;
  };

  const scroll = () => {
    const under = document.elementFromPoint(x, y);
    for (const s of under ? scrollers(under) : []) {
      const r = s.getBoundingClientRect();
      s.scrollBy(pull(x, Math.max(0, r.left), Math.min(innerWidth, r.right)), pull(y, Math.max(0, r.top), Math.min(innerHeight, r.bottom)));
    }
    scrollBy(0, pull(y, 0, innerHeight));
    move();
    frame = requestAnimationFrame(scroll);
  };

  const lift = () => {
    const r = card.getBoundingClientRect();
    dx = x - r.left;
    dy = y - r.top;
    ghost = card.cloneNode(true);
    for (const a of ['data-card', 'data-drop', 'id', 'tabindex']) ghost.removeAttribute(a);
    ghost.className += ' drag-ghost';
    ghost.classList.remove('turn');
    ghost.setAttribute('aria-hidden', 'true');
    ghost.style.inlineSize = `${r.width}px`;
    for (const c of card.closest('.c1,.c2,.c3,.c4,.c5,.c6,.c7,.c8')?.classList ?? []) if (/^c\d$/.test(c)) ghost.classList.add(c);
    document.body.append(ghost);
    card.classList.add('is-dragging');
    document.body.classList.add('dragging');
    getSelection()?.removeAllRanges();
    if (timer !== undefined) navigator.vibrate?.(10);
    frame = requestAnimationFrame(scroll);
  };

  const end = drop => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    timer = undefined;
    const id = card?.dataset.card, to = over;
    ghost?.remove();
    over?.classList.remove('is-over');
    card?.classList.remove('is-dragging');
    document.body.classList.remove('dragging');
    if (drop && ghost && to && card.isConnected) {
      unsent.set(id, [to.dataset.drop, to.dataset.dropId]);
      send(id);
    }
    card = ghost = over = pointer = undefined;
  };

  const down = e => {
    if (card || e.button !== 0 || !e.isPrimary) return;
    const found = e.target.closest('[data-card]');
    if (!found || !root.contains(found) || found.closest('[data-nodrag]') || e.target.closest('button, a, input, textarea, select, summary, .menu__list, [data-nodrag]')) return;
    card = found;
    pointer = e.pointerId;
    x = e.clientX;
    y = e.clientY;
    if (e.pointerType === 'touch') timer = setTimeout(lift, HOLD);
  };

  const drag = e => {
    if (e.pointerId !== pointer) return;
    const far = Math.hypot(e.clientX - x, e.clientY - y) > SLOP;
    if (!ghost && !far) return;
    if (!ghost && timer !== undefined) return end(false); // a finger that moves at once is scrolling
    x = e.clientX;
    y = e.clientY;
    if (!ghost) lift();
    move();
  };

  const up = e => {
    if (e.pointerId !== pointer) return;
    const dropped = Boolean(ghost);
    end(true);
    // The click that follows a drag is not meant for what lies under it.
    if (dropped) addEventListener('click', c => { c.preventDefault(); c.stopPropagation(); }, { capture: true, once: true, signal: AbortSignal.timeout(50) });
  };
  const cancel = e => { if (e.pointerId === pointer) end(false); };
  const still = e => { if (ghost) e.preventDefault(); };
  const menu = e => { if (timer !== undefined) e.preventDefault(); };
  const escape = e => { if (ghost && e.key === 'Escape') { e.preventDefault(); e.stopPropagation(); end(false); } };

  const off = new AbortController();
  const on = (node, type, call, more) => node.addEventListener(type, call, { signal: off.signal, ...more });
  root.dataset.draggable = '';
  on(root, 'pointerdown', down);
  on(window, 'pointermove', drag);
  on(window, 'pointerup', up);
  on(window, 'pointercancel', cancel);
  on(root, 'touchmove', still, { passive: false });
  on(root, 'contextmenu', menu);
  on(root, 'dragstart', e => e.preventDefault());
  on(window, 'keydown', escape, { capture: true });
  on(window, 'blur', () => end(false));
  on(document, 'retro:reconnected', again);

  return { dispose() { end(false); off.abort(); delete root.dataset.draggable; } };
}
