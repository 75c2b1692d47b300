// What the live board needs from the browser, with one way to the server for all of it.
import * as composer from './composer.js';
import * as save from './save.js';
import * as drag from './drag.js';
import * as reconnect from './reconnect.js';

/** Starts sending, dragging and looking after the line. Returns a handle with dispose(). */
export function start(main, dotnet) {
  const parts = [composer.connect(dotnet), save.connect(dotnet), drag.attach(main, dotnet), reconnect.watch(dotnet)];
  return { dispose() { for (const part of parts) part.dispose(); } };
}
