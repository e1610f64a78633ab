(() => {
  const $ = (s, e = document) => e.querySelector(s), $$ = (s, e = document) => [...e.querySelectorAll(s)];
  const root = document.documentElement, checks = $$('.check'), total = checks.length;
  $$('[data-js]').forEach(e => e.hidden = false);

  // Light and dark: follows the system until somebody chooses
  const theme = $('#theme'), dark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches;
  const name = () => theme.textContent = isDark() ? 'Light' : 'Dark';
  theme.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; name(); });
  dark.addEventListener('change', name); name();
  $('#print').addEventListener('click', () => print());

  // Filters
  const verdicts = new Set(), severities = new Set(), box = $('#q'), told = $('#told');
  const texts = new Map(checks.map(c => [c, c.textContent.toLowerCase()]));
  const apply = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let n = 0;
    for (const c of checks) {
      const ok = (!verdicts.size || verdicts.has(c.dataset.v)) && (!severities.size || severities.has(c.dataset.s)) && words.every(w => texts.get(c).includes(w));
      c.hidden = !ok; n += ok;
    }
    $$('.area').forEach(a => a.hidden = !a.querySelector('.check:not([hidden])'));
    $('#none').hidden = n > 0;
    told.textContent = n === total ? `All ${total} checks` : `${n} of ${total} checks`;
    $('#clear').hidden = n === total && !box.value;
  };
  const press = (b, on) => { b.setAttribute('aria-pressed', on); const set = b.dataset.v ? verdicts : severities; on ? set.add(b.dataset.v || b.dataset.s) : set.delete(b.dataset.v || b.dataset.s); };
  const chips = $$('.chip');
  const clear = () => { chips.forEach(b => press(b, false)); box.value = ''; apply(); };
  chips.forEach(b => b.addEventListener('click', () => { press(b, b.getAttribute('aria-pressed') !== 'true'); apply(); }));
  $$('[data-show]').forEach(a => a.addEventListener('click', () => { clear(); chips.filter(b => b.dataset.v === a.dataset.show).forEach(b => press(b, true)); apply(); }));
  box.addEventListener('input', apply);
  box.addEventListener('keydown', e => { if (e.key === 'Escape') { clear(); } });
  $('#clear').addEventListener('click', () => { clear(); box.focus(); });
  const all = $('#all');
  all.addEventListener('click', () => { const open = all.dataset.open !== 'yes'; checks.forEach(c => c.open = open); all.dataset.open = open ? 'yes' : ''; all.textContent = open ? 'Close all' : 'Open all'; });

  // Links to a check (#2.3) open it, even when a filter hides it
  const go = () => {
    const c = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    checks.forEach(x => x.classList.toggle('hit', x === c));
    if (!c || !c.classList.contains('check')) return;
    if (c.hidden) clear();
    c.open = true; c.scrollIntoView(); $('summary', c).focus({ preventScroll: true });
  };
  addEventListener('hashchange', go); addEventListener('load', () => { if (location.hash) go(); });
  document.addEventListener('click', e => { const a = e.target.closest('a[href^="#"]'); if (a && a.hash === location.hash) go(); });

  // Up, down, Home and End walk the checks while one of them has the focus
  $('#list').addEventListener('keydown', e => {
    if (!e.target.matches('summary') || !['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(e.key)) return;
    const list = checks.filter(c => !c.hidden).map(c => $('summary', c)), i = list.indexOf(e.target);
    const to = e.key === 'Home' ? 0 : e.key === 'End' ? list.length - 1 : i + (e.key === 'ArrowDown' ? 1 : -1);
    if (list[to]) { e.preventDefault(); list[to].focus(); }
  });

  // Paper shows everything
  let before = [];
  addEventListener('beforeprint', () => { before = checks.map(c => c.open); checks.forEach(c => c.open = true); });
  addEventListener('afterprint', () => checks.forEach((c, i) => c.open = before[i]));
})();
