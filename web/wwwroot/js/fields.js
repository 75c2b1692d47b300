// Fields that save themselves and fields that send on Enter.
//   <textarea data-pause="1000">: tells the page what it shows after so many milliseconds without typing, and when it is left
//   <textarea data-enter>: Enter sends its form, Shift+Enter begins a new line
const waiting = new WeakMap();

document.addEventListener('input', e => {
  const field = e.target.closest?.('[data-pause]');
  if (!field) return;
  clearTimeout(waiting.get(field));
  waiting.set(field, setTimeout(() => field.dispatchEvent(new Event('change', { bubbles: true })), Number(field.dataset.pause)));
});

document.addEventListener('keydown', e => {
  const field = e.target.closest?.('textarea[data-enter]');
  if (!field || e.key !== 'Enter' || e.shiftKey || e.ctrlKey || e.altKey || e.metaKey || e.isComposing) return;
  e.preventDefault();
  field.dispatchEvent(new Event('change', { bubbles: true }));
  field.form.requestSubmit();
});
