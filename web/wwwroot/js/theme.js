// Runs in <head> before the first paint, so that a chosen theme never flashes. "system" sets nothing.
(() => {
  const root = document.documentElement;
  let chosen = 'system';

  const read = () => {
    try { return localStorage.getItem('theme'); } catch { return chosen; } // storage may be blocked
  };

  const apply = () => {
    const theme = read();
    chosen = theme === 'light' || theme === 'dark' ? theme : 'system';
    if (chosen === 'system') root.removeAttribute('data-theme');
    else if (root.dataset.theme !== chosen) root.dataset.theme = chosen;
    for (const button of document.querySelectorAll('[data-theme-set]'))
      button.setAttribute('aria-pressed', String(button.dataset.themeSet === chosen));
  };

  const set = theme => {
    chosen = theme;
    try { localStorage.setItem('theme', theme); } catch { /* kept for this page */ }
    apply();
  };

  apply();
  addEventListener('storage', e => { if (e.key === 'theme') apply(); });
  addEventListener('DOMContentLoaded', apply);
  document.addEventListener('toggle', apply, true); // a menu that was drawn later shows what is chosen, too
  document.addEventListener('click', e => {
    const button = e.target.closest?.('[data-theme-set]');
    if (button) set(button.dataset.themeSet);
  });
  // Enhanced navigation puts the server's attributes back on <html>.
  new MutationObserver(apply).observe(root, { attributeFilter: ['data-theme'] });

  window.retroTheme = { get: () => chosen, set };
})();
