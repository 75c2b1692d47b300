// Server deadlines as m:ss, without asking the server again.
//   <span data-deadline="{ISO}" data-now="{server's now, ISO}">7:24</span>, paused: <span data-left="445">
//   <p class="sr-only" role="status" data-timer-live data-many="{0} minutes left" data-one="1 minute left" data-over="Time is up"></p>
let offset; // server minus browser; of several samples the largest had the shortest way
const seen = new WeakMap();
let spoken;

const write = (node, text) => {
  // Blazor keeps hold of its text node: change it, never replace it.
  if (node.firstChild?.nodeType !== Node.TEXT_NODE) node.prepend('');
  if (node.firstChild.data !== text) node.firstChild.data = text;
};

const clock = seconds => {
  const s = Math.max(0, seconds), h = Math.floor(s / 3600), m = Math.floor(s / 60) % 60;
  const tail = String(s % 60).padStart(2, '0');
  return h ? `${h}:${String(m).padStart(2, '0')}:${tail}` : `${m}:${tail}`;
};

function speak(left, deadline) {
  const live = document.querySelector('[data-timer-live]');
  const minutes = left / 60;
  const mark = left <= 0 ? 0 : Number.isInteger(minutes) && (minutes <= 2 || minutes % 5 === 0) ? minutes : undefined;
  if (!live || mark === undefined || spoken === `${deadline}/${mark}`) return;
  const first = spoken?.split('/')[0] !== deadline;
  spoken = `${deadline}/${mark}`;
  if (first && mark === 0) return; // it was over before we came
  const { many = '', one = '', over = '' } = live.dataset;
  live.textContent = mark === 0 ? over : mark === 1 ? one : many.replace('{0}', mark);
}

function tick() {
  for (const node of document.querySelectorAll('[data-left]')) write(node, clock(Math.ceil(Number(node.dataset.left))));
  for (const node of document.querySelectorAll('[data-deadline]')) {
    const { deadline, now } = node.dataset;
    if (now && seen.get(node) !== now) {
      seen.set(node, now);
      offset = Math.max(offset ?? -Infinity, Date.parse(now) - Date.now());
    }
    const left = Math.ceil((Date.parse(deadline) - Date.now() - (offset ?? 0)) / 1000);
    write(node, clock(left));
    const chip = node.closest('[data-timer]');
    if (chip) chip.dataset.timer = left > 0 ? 'running' : 'ended';
    speak(left, deadline);
  }
}

setInterval(tick, 250);
tick();
