'use strict';
(() => {
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const root = document.documentElement;
  root.classList.add('js');

  // A row's details open by a button, beneath the row. Closed ones are kept out of the document, for
  // their drawings would make sorting slow.
  const open = (gene, wanted) => {
    const more = gene.rows[1];
    more.hidden = !wanted;
    if (wanted) more.cells[0].append(gene.details);
    else gene.details.remove();
    gene.classList.toggle('opened', wanted);
    // What is wider than the screen scrolls, by the keyboard too.
    for (const chart of wanted ? all('.chart', more) : []) {
      if (chart.scrollWidth > chart.clientWidth) chart.tabIndex = 0;
    }
    gene.querySelector('th button').setAttribute('aria-expanded', String(wanted));
  };
  for (const gene of all('tbody.gene')) {
    const name = gene.querySelector('.symbol');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'symbol';
    button.setAttribute('aria-controls', gene.rows[1].id);
    button.append(...name.childNodes);
    name.replaceWith(button);
    button.addEventListener('click', () => open(gene, !gene.classList.contains('opened')));
    gene.details = gene.rows[1].querySelector('details');
    gene.details.open = true;
    open(gene, false);
  }

  // What sorts a cell: a number, or a text; null where nothing is known, which always comes last.
  const key = (gene, column, isNumber) => {
    const cell = gene.rows[0].cells[column];
    const text = (cell.dataset.v ?? cell.textContent).trim();
    if (text === '' || text === '\u2013') return null;
    if (!isNumber) return text;
    const number = Number(text);
    return Number.isNaN(number) ? null : number;
  };
  const texts = new Intl.Collator('en', { numeric: true });
  const compare = (a, b) => typeof a === 'number' ? a - b : texts.compare(a, b);
  // The first rows are there at once, and the others, which take a browser long, soon after.
  const FIRST = 150;
  const put = (table) => {
    const add = (from, to) => table.append(...table.genes.slice(from, to));
    clearTimeout(table.waits);
    for (const gene of table.genes.slice(FIRST)) gene.remove();
    add(0, FIRST);
    let at = FIRST;
    table.finish = () => {
      clearTimeout(table.waits);
      add(at, table.genes.length);
      at = table.genes.length;
    };
    const go = () => {
      add(at, at += FIRST);
      if (at < table.genes.length) table.waits = setTimeout(go);
    };
    if (at < table.genes.length) table.waits = setTimeout(go, 50);
  };
  const sort = (table, head) => {
    const kind = head.dataset.s;
    const first = kind === 'd' ? 'descending' : 'ascending';
    const other = kind === 'd' ? 'ascending' : 'descending';
    const order = head.getAttribute('aria-sort') === first ? other : first;
    for (const one of all('thead th[data-s]', table)) one.setAttribute('aria-sort', 'none');
    head.setAttribute('aria-sort', order);
    const sign = order === 'ascending' ? 1 : -1;
    const genes = table.genes.map((gene) => [gene, key(gene, head.cellIndex, kind !== 't')]);
    genes.sort(([, a], [, b]) => {
      if (a === null || b === null) return (a === null) - (b === null);
      return sign * compare(a, b);
    });
    table.genes = genes.map(([gene]) => gene);
    put(table);
  };
  addEventListener('beforeprint', () => { for (const table of all('table.genes')) table.finish?.(); });
  for (const table of all('table.genes')) {
    table.genes = all('tbody.gene', table);
    for (const head of all('thead th[data-s]', table)) {
      const button = document.createElement('button');
      button.type = 'button';
      // Chromium leaves buttons out of headings that it repeats on paper.
      const paper = document.createElement('span');
      paper.className = 'on-paper';
      paper.textContent = head.textContent;
      button.append(...head.childNodes);
      head.append(button, paper);
      head.setAttribute('aria-sort', head.cellIndex === 0 ? 'ascending' : 'none');
      button.addEventListener('click', () => sort(table, head));
    }
  }

  // Search and filters of a patient.
  const words = (gene) => {
    gene.words ??= [gene.rows[0], ...all('.find', gene.details)]
      .map((part) => part.textContent).join(' ').toLowerCase();
    return gene.words;
  };
  const tools = [];
  for (const form of all('form.tools')) {
    const section = form.closest('section');
    const genes = all('tbody.gene', section);
    const count = form.querySelector('.count');
    const rest = count.dataset.rest === '' ? '' : ` ${count.dataset.rest}`;
    const value = (name) => form.elements[name]?.value ?? '';
    const show = () => {
      const asked = value('search').toLowerCase().split(/\s+/).filter((word) => word !== '');
      const pattern = value('pattern');
      const mark = value('mark');
      let shown = 0;
      for (const gene of genes) {
        const row = gene.rows[0];
        const matches = asked.every((word) => words(gene).includes(word))
          && (pattern === '' || all('.pattern', row).some((one) => one.textContent === pattern))
          && (mark === '' || row.querySelector('.' + mark) !== null);
        gene.hidden = !matches;
        shown += matches;
      }
      const none = genes.length > 0 && shown === 0 ? 'Nothing matches. ' : '';
      count.textContent = `${none}${shown} of ${genes.length} genes shown.${rest}`;
    };
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('input', show);
    form.addEventListener('reset', () => setTimeout(show));
    form.hidden = genes.length === 0;
    tools.push({ section, clear: () => { form.reset(); show(); } });
    // A browser may have kept what was typed before the page was loaded again.
    show();
  }

  // What is said of the patient is folded on a phone, and never on paper.
  const phone = matchMedia('screen and (max-width:38rem)');
  const fold = () => { for (const about of all('details.about')) about.open = !phone.matches; };
  phone.addEventListener('change', fold);
  fold();

  // #SYMBOL opens the first row of the gene.
  const follow = () => {
    let name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch { return; }
    if (name === '') return;
    for (const table of all('table.genes')) table.finish?.();
    const genes = all('tbody.gene');
    const gene = genes.find((one) => one.id === name)
      ?? genes.find((one) => one.dataset.g === name)
      ?? genes.find((one) => one.dataset.g.toLowerCase() === name.toLowerCase());
    if (gene === undefined) return;
    if (gene.hidden) {
      for (const { section, clear } of tools) if (section.contains(gene)) clear();
    }
    open(gene, true);
    gene.scrollIntoView();
    gene.querySelector('th button').focus({ preventScroll: true });
  };
  addEventListener('hashchange', follow);
  follow();
  // While it loads, the browser goes to the address itself, and takes the focus away.
  addEventListener('load', () => setTimeout(follow));
})();
