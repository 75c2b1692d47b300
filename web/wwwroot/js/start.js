// The one script of every page. Pages without a circuit have no blazor.web.js and stop after the imports.
import './drafts.js';
import './composer.js';
import './clicks.js';
import './clipboard.js';
import './fields.js';
import './focus.js';
import './keys.js';
import './passkey.js';
import './plain.js';
import './recent.js';
import './save.js';
import './strays.js';
import './timer.js';
import { options } from './reconnect.js';

if (window.Blazor) {
  Blazor.registerCustomEventType('saved', { createEventArgs: () => ({}) });
  Blazor.registerCustomEventType('draft', { createEventArgs: e => e.detail });
  Blazor.registerCustomEventType('menu', { createEventArgs: e => ({ open: e.detail.open }) });
  Blazor.start(options);
}
