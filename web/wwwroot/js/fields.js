// Fields that save themselves, fields that send on Enter, and fields that say when a paste doesn't fit.
//   <textarea data-pause="1000">: tells the page what it shows after so many milliseconds without typing, and when it is left
//   <textarea data-enter>: Enter sends its form, Shift+Enter begins a new line
//   <form data-cut="The end was cut."><input maxlength="120"> <p data-note role="alert">: says so there
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

document.addEventListener('paste', e => {
  const form = e.target.closest?.('[data-cut]'), note = form?.querySelector('[data-note]'), most = e.target.maxLength;
  if (!note || !(most > 0)) return;
  const { value, selectionStart, selectionEnd } = e.target;
  const text = (e.clipboardData?.getData('text/plain') ?? '').replace(e.target.localName === 'input' ? /[\r\n]/g : /\r/g, '');
  note.textContent = value.length - (selectionEnd - selectionStart) + text.length > most ? form.dataset.cut : '';
});
