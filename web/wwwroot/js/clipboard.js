// Copying, on plain-http pages too, where navigator.clipboard does not exist.
//   <button data-copy="text">, <button data-copy-from="#summary" data-copy-plain="#markdown">; data-done="Copied" is shown for two seconds.

function byEvent(plain, html) {
  let done = false;
  const fill = e => {
    e.clipboardData.setData('text/plain', plain);
    if (html) e.clipboardData.setData('text/html', html);
    e.preventDefault();
    done = true;
  };
  document.addEventListener('copy', fill, { once: true, capture: true });
  try { document.execCommand('copy'); } finally { document.removeEventListener('copy', fill, true); }
  return done;
}

/** Copies text, and rich text where given. Answers whether it worked. */
export async function copy(plain, html) {
  try {
    if (html && window.ClipboardItem && navigator.clipboard?.write) {
      const part = (type, text) => new Blob([text], { type });
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': part('text/plain', plain), 'text/html': part('text/html', html) })]);
      return true;
    }
    if (!html && navigator.clipboard?.writeText) {
      await navigator.clipboard.writeText(plain);
      return true;
    }
  } catch { /* not allowed here: the older way may be */ }
  return byEvent(plain, html);
}

/** The rich text of a part of the page, without what only the screen needs. */
export function rich(node) {
  const copied = node.cloneNode(true);
  for (const n of copied.querySelectorAll('.no-print, .summary__acts, button, details:not([open]), svg, script, template')) n.remove();
  for (const n of copied.querySelectorAll('details, summary')) n.replaceWith(...n.childNodes);
  for (const n of copied.querySelectorAll('*')) for (const a of [...n.attributes]) if (!['href', 'start'].includes(a.name)) n.removeAttribute(a.name);
  return copied.innerHTML;
}

/** The text behind an address; a clipboard that takes promises keeps the right of this click until it is there. */
async function copyFrom(url) {
  const text = fetch(url).then(answer => answer.ok ? answer.text() : Promise.reject(answer.status));
  try {
    if (window.ClipboardItem && navigator.clipboard?.write) {
      await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text.then(plain => new Blob([plain], { type: 'text/plain' })) })]);
      return true;
    }
    return await copy(await text);
  } catch {
    return false;
  }
}

document.addEventListener('click', async e => {
  const button = e.target.closest?.('[data-copy], [data-copy-from], [data-copy-url]');
  if (!button) return;
  const from = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
  const markdown = button.dataset.copyPlain && document.querySelector(button.dataset.copyPlain);
  const plain = from ? (markdown ? (markdown.content ?? markdown).textContent.trim() : from.innerText) : button.dataset.copy;
  const done = button.dataset.copyUrl ? await copyFrom(button.dataset.copyUrl) : await copy(plain, from ? rich(from) : undefined);
  button.dispatchEvent(new CustomEvent('copied', { bubbles: true, detail: { done } }));
  const word = [...button.childNodes].find(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
  if (!done || !word || !button.dataset.done || button.dataset.was) return;
  button.dataset.was = word.data;
  word.data = button.dataset.done;
  setTimeout(() => { word.data = button.dataset.was; delete button.dataset.was; }, 2000);
});
