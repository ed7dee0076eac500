/** Written into the report as it is, and named there by its digest: nothing may be filled in, and it makes no markup of any text. */
export const SCRIPT = `
'use strict';
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const search = document.getElementById('search');
  const count = document.getElementById('count');
  const none = document.getElementById('none');
  const boxes = all('[data-filter]');
  const rows = all('.object').map((object) => {
    const head = object.querySelector('summary').textContent.toLowerCase();
    const items = all('article', object).map((item) => ({item, kind: item.dataset.kind, text: head + ' ' + item.textContent.toLowerCase()}));
    return {object, items};
  });
  const total = rows.reduce((sum, {items}) => sum + items.length, 0);
  const filter = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const kinds = new Set(boxes.filter((box) => box.checked).map((box) => box.dataset.filter));
    let shown = 0;
    for (const {object, items} of rows) {
      let here = 0;
      for (const {item, kind, text} of items) {
        const fits = kinds.has(kind) && words.every((word) => text.includes(word));
        item.hidden = !fits;
        if (fits) here += 1;
      }
      object.hidden = here === 0;
      if (here > 0 && words.length > 0) object.open = true;
      shown += here;
    }
    count.textContent = shown + ' of ' + total + ' shown';
    none.hidden = shown > 0 || total === 0;
  };
  const fold = (open) => all('.object').forEach((object) => { object.open = open; });
  let pending = 0;
  search.addEventListener('input', () => { clearTimeout(pending); pending = setTimeout(filter, 80); });
  boxes.forEach((box) => box.addEventListener('change', filter));
  document.getElementById('expand').addEventListener('click', () => fold(true));
  document.getElementById('fold').addEventListener('click', () => fold(false));
  document.getElementById('clear').addEventListener('click', () => {
    search.value = '';
    boxes.forEach((box) => { box.checked = true; });
    filter();
    search.focus();
  });
  const themes = ['auto', 'light', 'dark'];
  const theme = document.getElementById('theme');
  theme.addEventListener('click', () => {
    const next = themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % themes.length];
    document.documentElement.dataset.theme = next;
    theme.textContent = 'Theme: ' + next;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || /^(?:INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
    event.preventDefault();
    search.focus();
  });
  let folded = [];
  addEventListener('beforeprint', () => {
    folded = all('details:not([open])');
    folded.forEach((details) => { details.open = true; });
  });
  addEventListener('afterprint', () => { folded.forEach((details) => { details.open = false; }); });
  filter();
  document.documentElement.dataset.ready = 'true';
})();
`;
