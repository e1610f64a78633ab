(() => {
  const first = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const root = document.documentElement;
  const checks = all('.check');

  // Without scripts the page holds everything; what needs them appears only now.
  all('[data-js]').forEach(element => { element.hidden = false; });
  first('#print').addEventListener('click', () => print());

  // Light and dark follow the system until somebody chooses.
  const theme = first('#theme');
  const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : systemIsDark.matches;
  const nameTheOther = () => { theme.textContent = isDark() ? 'Light' : 'Dark'; };
  theme.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; nameTheOther(); });
  systemIsDark.addEventListener('change', nameTheOther);
  nameTheOther();

  // Filters work on the checks, search on the text of everything in them.
  const chips = all('.chip');
  const box = first('#q');
  const told = first('#told');
  const everything = told.textContent;
  const texts = new Map(checks.map(check => [check, check.textContent.toLowerCase()]));
  const chosen = name => chips.filter(chip => chip.ariaPressed === 'true' && chip.dataset[name]).map(chip => chip.dataset[name]);
  const apply = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const [verdicts, severities] = [chosen('v'), chosen('s')];
    let shown = 0;
    for (const check of checks) {
      const matches =
        (!verdicts.length || verdicts.includes(check.dataset.v)) &&
        (!severities.length || severities.includes(check.dataset.s)) &&
        words.every(word => texts.get(check).includes(word));
      check.hidden = !matches;
      shown += matches;
    }
    for (const area of all('.area')) area.hidden = !first('.check:not([hidden])', area);
    first('#none').hidden = shown > 0;
    first('#clear').hidden = shown === checks.length && !box.value;
    told.textContent = shown === checks.length ? everything : `${shown} of ${checks.length} checks`;
  };
  const press = (chip, on) => { chip.ariaPressed = String(on); };
  const clear = () => { chips.forEach(chip => press(chip, false)); box.value = ''; apply(); };
  for (const chip of chips) chip.addEventListener('click', () => { press(chip, chip.ariaPressed !== 'true'); apply(); });
  for (const link of all('[data-show]'))
    link.addEventListener('click', () => {
      clear();
      chips.filter(chip => chip.dataset.v === link.dataset.show).forEach(chip => press(chip, true));
      apply();
    });
  box.addEventListener('input', apply);
  box.addEventListener('keydown', event => { if (event.key === 'Escape') clear(); });
  first('#clear').addEventListener('click', () => { clear(); box.focus(); });
  first('#none-clear').addEventListener('click', () => { clear(); box.focus(); });

  const toggle = first('#all');
  let allOpen = false;
  toggle.addEventListener('click', () => {
    allOpen = !allOpen;
    checks.forEach(check => { check.open = allOpen; });
    toggle.textContent = allOpen ? 'Close all' : 'Open all';
  });

  // A link to a check (#2.3) opens it, even when a filter hides it.
  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    checks.forEach(check => check.classList.toggle('hit', check === target));
    if (!target?.classList.contains('check')) return;
    if (target.hidden) clear();
    target.open = true;
    target.scrollIntoView();
    first('summary', target).focus({ preventScroll: true });
  };
  addEventListener('hashchange', follow);
  addEventListener('load', () => { if (location.hash) follow(); });
  document.addEventListener('click', event => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) follow();
  });

  // Up, down, Home and End walk the checks while one of them has the focus.
  first('#list').addEventListener('keydown', event => {
    if (!event.target.matches('.check > summary') || !['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key)) return;
    const lines = checks.filter(check => !check.hidden).map(check => first('summary', check));
    const here = lines.indexOf(event.target);
    const to = { Home: 0, End: lines.length - 1, ArrowDown: here + 1, ArrowUp: here - 1 }[event.key];
    if (lines[to]) { event.preventDefault(); lines[to].focus(); }
  });

  // Paper shows everything.
  let before = [];
  addEventListener('beforeprint', () => { before = checks.map(check => check.open); checks.forEach(check => { check.open = true; }); });
  addEventListener('afterprint', () => checks.forEach((check, i) => { check.open = before[i]; }));
})();
