// A quiet strip instead of Blazor's dialog. Blazor looks for #components-reconnect-modal, sets classes on it and
// dispatches components-reconnect-state-changed with show, retrying, hide, failed, rejected, paused, resume-failed.
import { session } from './store.js';

const LONG = 30 * 60 * 1000;
const strip = document.getElementById('components-reconnect-modal');
let down = false;
let ping;

/** Options for Blazor.start: quick at first, then every two seconds for as long as the page is open. */
export const options = {
  circuit: { reconnectionOptions: { maxRetries: undefined, retryIntervalMilliseconds: attempt => [0, 250, 500, 1000][attempt] ?? 2000 } },
};

/** Whether the line to the server is known to be broken. */
export const isDown = () => down;

const show = state => {
  if (!strip) return;
  if (state) strip.dataset.state = state;
  else delete strip.dataset.state;
};

/** Reloads once the server answers: a reload into a dead server would lose the page. */
async function reload() {
  const recent = (session.get('reloads') ?? []).filter(at => at > Date.now() - 60000);
  if (recent.length >= 3) return show('failed'); // something is wrong that reloading does not cure
  for (;;) {
    try {
      if ((await fetch('/health/live', { cache: 'no-store' })).ok) break;
    } catch { /* not back yet */ }
    await new Promise(done => setTimeout(done, 1000));
  }
  session.set('reloads', [...recent, Date.now()]);
  location.reload();
}

async function resume() {
  try {
    if (await Blazor.resumeCircuit()) return up();
  } catch { /* the state is gone */ }
  await reload();
}

function up() {
  show();
  if (!down) return;
  down = false;
  document.dispatchEvent(new CustomEvent('retro:reconnected'));
}

strip?.addEventListener('components-reconnect-state-changed', e => {
  const state = e.detail.state;
  if (state === 'hide') return up();
  if (!down) document.dispatchEvent(new CustomEvent('retro:disconnected'));
  down = true;
  show(state === 'failed' ? 'failed' : 'show');
  if (state === 'paused') resume();
  if (state === 'rejected' || state === 'resume-failed') reload();
});

strip?.addEventListener('click', e => {
  if (!e.target.closest('button')) return;
  session.remove('reloads');
  show('show');
  reload();
});

let hidden = 0;
document.addEventListener('visibilitychange', async () => {
  if (document.hidden) { hidden = Date.now(); return; }
  if (!ping || down || Date.now() - hidden < LONG) return;
  const late = new Promise((_, fail) => setTimeout(fail, 5000));
  try { await Promise.race([ping.invokeMethodAsync('Ping'), late]); } catch { await reload(); }
});

/** Has the circuit asked for a sign of life (method Ping) when the page comes back after half an hour. */
export function watch(dotnet) {
  ping = dotnet;
  return { dispose() { if (ping === dotnet) ping = undefined; } };
}
