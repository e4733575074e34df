// In: reports. Out: what stands on the page: the result of one, compared with the page's own words; the list of many; what went wrong.

// ---- The page's own words against what is signed --------------------------------------------------------------------------------------

const plain = (text) => text.normalize('NFC').replace(/[\u2066-\u2069\u200e\u200f]/g, '').replace(/\s+/g, ' ').trim();
const numbers = (text) => [...text.normalize('NFKC').matchAll(/\p{Nd}+/gu)].map(([digits]) => Number([...digits].map((d) => d.codePointAt(0) - zero(d)).join('')));
// Digits of any script stand in runs of ten.
function zero(digit) {
  let code = digit.codePointAt(0);
  while (/\p{Nd}/u.test(String.fromCodePoint(code - 1)) && digit.codePointAt(0) - code < 9 && !'0٠۰'.includes(String.fromCodePoint(code))) code -= 1;
  return code;
}

// A day reads as its year and its day, with the month where that is a number, and no other number.
function isDay(says, year, month, date) {
  const same = (wanted) => String([...says].sort()) === String(wanted.sort());
  return same([year, date]) || same([year, month, date]);
}

// A day reads as its own month, in words or as a number.
function saysMonth(shown, says, day, locale) {
  const parts = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC', calendar: 'gregory' }).formatToParts(new Date(`${day}T00:00:00Z`));
  const month = plain(parts.find(({ type }) => type === 'month').value).toLocaleLowerCase(locale);
  return numbers(month).length > 0 ? says.includes(numbers(month)[0]) : shown.toLocaleLowerCase(locale).includes(month);
}

function differences(say, report, within) {
  const c = report.credential;
  if (!c) return [];
  const texts = { name: [c.holder ?? say.t.the_holder], title: [c.title ?? say.t.untitled], issuer: [c.issuer_name || report.issuer, report.recognised_as].filter(Boolean) };
  const dates = { earned: c.earned, until: c.valid_until };
  const found = [];
  const seen = new Set();
  for (const node of within.querySelectorAll('[data-signed]')) {
    const field = node.dataset.signed;
    const shown = plain(node.textContent);
    // What nobody sees is not shown.
    if (node.checkVisibility?.() ?? true) seen.add(field);
    if (field in dates) {
      const day = (dates[field] ?? '').slice(0, 10);
      const [year, month, date] = day.split('-').map(Number);
      const says = numbers(shown);
      const gregorian = !/-ca-/.test(document.documentElement.lang);
      if (node.getAttribute('datetime') !== day || gregorian && !(isDay(says, year, month, date) && saysMonth(shown, says, day, say.locale))) found.push([shown, day && say.day(dates[field])]);
    } else if (texts[field] && !texts[field].some((text) => plain(text) === shown)) {
      found.push([shown, texts[field][0] ?? '']);
    }
  }
  // What is signed may not be left out.
  const signed = { title: c.title, name: c.holder, issuer: c.issuer_name, earned: c.earned && say.day(c.earned), until: c.valid_until && say.day(c.valid_until) };
  for (const [field, text] of Object.entries(signed)) if (text && !seen.has(field)) found.push(['', text]);
  return found;
}

// ---- Results --------------------------------------------------------------------------------------------------------------------------

// Red is for what was altered.
const verdictClass = (report) => (['unchecked', 'lost'].includes(standing(report)) ? 'unchecked' : report.signature === 'bad' ? `${report.verdict} altered` : report.recognition === 'namesake' && report.verdict !== 'refused' ? 'intact namesake' : report.verdict);

// A key that is not to be had is missed where the signature is told; else it is the issuer's.
function stepRows(say, report, sought) {
  const all = steps(say, report);
  const key = all.some(({ id, outcome }) => id === 'signature' && outcome === 'unknown') ? 'signature' : 'issuer';
  return all.map((step) => stepRow(say, step, [key, 'status'].includes(step.id) ? sources(say, report, sought, step.id) : []));
}

// What a file says of itself when nothing of it is proven.
const claimed = (say, claim) => [el('p', {}, say.t.unchecked_claim), el('p', { class: 'check-claim' }, apart(claim))];
const apart = (texts) => texts.flatMap((text, n) => (n > 0 ? [' · ', el('bdi', {}, text)] : [el('bdi', {}, text)]));

// Where it says that it is published: the only place that can confirm it.
function source(say, report) {
  const address = report.verdict === 'reported' && parsed(report.credential.id ?? '');
  return address && address.protocol === 'https:' ? el('p', { class: 'check-who' }, say.t.source, say.t.colon, link(address.href)) : null;
}

// The mark of a verdict, as credentials' pages have it beside their words: a seal for what is signed, and none for anything else. Its words
// say what it means.
function scallops(radius, lobes) {
  const at = (n) => [radius * Math.sin((2 * Math.PI * n) / lobes), -radius * Math.cos((2 * Math.PI * n) / lobes)].map((x) => x.toFixed(1)).join(' ');
  const bulge = (radius * Math.sin(Math.PI / lobes) * 1.1).toFixed(1);
  return `M${at(-0.5)}${Array.from({ length: lobes }, (_, n) => `A${bulge} ${bulge} 0 0 1 ${at(n + 0.5)}`).join('')}Z`;
}
const SEALS = {
  unlisted: () => [scallops(96, 16), 'M-44 4L-12 35L46-30'],
  verified: () => [scallops(104, 16), 'M-48 4L-14 38L50-32'], authentic: () => [scallops(96, 12), 'M-46 0H46'], intact: () => ['M-90 0A90 90 0 0 1 90 0A90 90 0 0 1-90 0Z'],
  reported: () => ['M-28-88H-76V88H-28M28-88H76V-40M76 40V88H28'], refused: () => ['M-62-62L62 62M62-62L-62 62'],
};
function seal(kind) {
  const svg = drawn('pass');
  svg.setAttribute('viewBox', '-120 -120 240 240');
  svg.setAttribute('class', `check-seal ${kind}`);
  const paths = (SEALS[kind.split(' ')[0]] ?? SEALS.intact)().map((d) => { const path = svg.firstChild.cloneNode(); path.setAttribute('d', d); return path; });
  svg.replaceChildren(...paths);
  return svg;
}

// Who is not known here is not known to whoever reads the copied sentence, or a row of many.
function unlistedNote(say, report) {
  if (!report.credential || !isUnlisted(report) || report.verdict === 'reported') return '';
  return report.recognition === 'namesake' ? say.t.site_namesake : say.t.site_lists_not;
}

function panel(say, { report, sought, address, within, again }) {
  // On the page of a credential there is one file; where any is checked, the sentence that is copied names it.
  const file = !within && named(report.file) ? short(report.file, 200) : '';
  const [verdict] = headline(say, report, sought);
  const compare = Boolean(within);
  const differs = compare ? differences(say, report, within) : [];
  const long = differs.length ? say.t.check_differs : verdict;
  const told = isHearsay(report) ? '' : sentence(say, report);
  const rows = stepRows(say, report, sought);
  if (compare && report.credential) {
    const text = differs.length ? say.t.check_differs : say.t.check_same;
    const notes = differs.map(([shown, signed]) => el('p', {}, say.fill('check_shown', { shown: isolated(short(shown)), signed: isolated(short(signed)) })));
    rows.push(el('li', { class: differs.length ? 'fail' : 'pass' }, shape(differs.length ? 'fail' : 'pass'), el('div', {}, el('p', {}, text), notes)));
  }
  const stop = say.t.colon === '：' ? '。' : '.';
  const result = differs.length ? long : `${long}${/[.!?。؟]$/.test(long) ? '' : told ? say.t.colon : stop}${told}`;
  const who = differs.length ? '' : unlistedNote(say, report);
  const about = file && file !== address ? `${isolated(file)} – ` : '';
  const sum = plain(say.fill('check_sum', { result: about + (who ? `${result} ${who}` : result), date: say.day(report.as_of), address: address ?? '' }));
  const copy = el('button', { class: 'button plain', type: 'button' }, say.t.check_copy);
  copy.addEventListener('click', async () => {
    try { await navigator.clipboard.writeText(sum); copy.textContent = say.t.check_copied; } catch { select(summing); }
  });
  const summing = el('p', { class: 'check-sum' }, sum);
  const kind = differs.length ? 'refused altered' : verdictClass(report);
  // The page of a credential has its seal and its sentence above; here they stand beside the verdict.
  const words = [el(within ? 'p' : 'h2', { class: 'check-verdict' }, long), !within && told ? el('p', { class: 'check-said' }, told) : null,
    who && !['unlisted', 'namesake'].includes(standing(report)) ? el('p', { class: 'check-who' }, who) : null];
  const box = el('div', { class: `check-result ${kind}` },
    file && el('p', { class: 'check-file' }, el('bdi', {}, file)),
    within ? words : el('div', { class: 'check-head' }, seal(standing(report) === 'unlisted' ? 'unlisted' : kind), el('div', {}, words)),
    source(say, report), isHearsay(report) ? claimed(say, hearsay(report)) : null,
    el('ol', { class: 'checks' }, rows), summing, el('p', { class: 'actions' }, standing(report) === 'unchecked' && again && !sought.asking ? retry(say, again) : null, copy));
  return { box, differs };
}

// A name that anybody can take has not the mark of one that is known here.
const rowClass = (report, stands) => (stands === 'unlisted' ? 'unlisted' : verdictClass(report));

const LISTED = 500; // rows; more are counted

function retry(say, again) {
  const button = el('button', { class: 'button', type: 'button' }, say.t.retry);
  button.addEventListener('click', again);
  return button;
}

const MARKS = {
  verified: 'pass', altered: 'fail', refused: 'fail', failed: 'fail', namesake: 'fail', revoked: 'fail', suspended: 'fail', expired: 'fail', outside: 'fail', not_yet: 'fail',
  none: 'not-applicable', status: 'unknown', dates: 'unknown', unchecked: 'unknown', lost: 'unknown',
};

function many(say, all, sought, { again }) {
  const counts = new Map();
  const rows = all.map((report, n) => ({ report, n, stands: standing(report) }));
  rows.sort((a, b) => STANDINGS.indexOf(a.stands) - STANDINGS.indexOf(b.stands));
  for (const row of rows) {
    const [long, brief] = headline(say, row.report, sought);
    row.long = row.stands === 'unlisted' ? brief : long;
    counts.set(brief, (counts.get(brief) ?? 0) + 1);
  }
  const numbers = new Intl.NumberFormat(say.locale);
  const sums = el('dl', { class: 'strip check-counts' }, [...counts].map(([word, n]) => el('div', {}, el('dt', {}, word), el('dd', {}, numbers.format(n)))));
  const blank = el('li', {}, el('details', {}, el('summary', { class: 'check-row' }, el('span', { class: 'check-what' }), el('span', { class: 'check-more' }))));
  const list = el('ol', { class: 'check-many' }, rows.slice(0, LISTED).map(({ report, long, n, stands }) => {
    const row = blank.cloneNode(true);
    const [what, more] = row.querySelector('summary').children;
    const label = labels(say, report);
    row.className = rowClass(report, stands);
    row.firstChild.dataset.n = n;
    what.before(shape(MARKS[stands] ?? 'not-applicable'));
    what.append(...apart(label.what));
    more.append(el('span', { class: 'check-how' }, long), ...label.more.flatMap((text) => [' · ', el('bdi', {}, text)]));
    return row;
  }));
  // Most are never opened.
  list.addEventListener('toggle', ({ target: row }) => {
    if (row.parentNode.parentNode !== list || row.childElementCount > 1) return;
    const report = all[row.dataset.n];
    const who = unlistedNote(say, report);
    row.append(...isHearsay(report) ? claimed(say, hearsay(report)) : [el('p', {}, sentence(say, report))], who && el('p', {}, who), source(say, report) ?? '',
      el('ol', { class: 'checks' }, stepRows(say, report, sought)));
  }, true);
  const rest = rows.length > LISTED ? el('p', { class: 'quiet' }, say.fill('check_listed', { shown: numbers.format(LISTED), of: numbers.format(rows.length) })) : null;
  const open = again && !sought.asking && rows.some(({ stands }) => ['unchecked', 'lost'].includes(stands)) ? el('p', { class: 'actions' }, retry(say, again)) : null;
  return el('div', { class: 'check-result many' }, sums, open, rest, list);
}

function trouble(say, error) {
  if (error.said) return el('div', { class: 'check-result' }, el('p', { class: 'check-verdict' }, error.said(say.t)));
  if (error.address) {
    return el('div', { class: 'check-result' }, el('p', { class: 'check-verdict' }, notFetched(say, error.address)), el('p', {}, say.t.check_instead));
  }
  const text = error.work ? say.t.check_too_long : say.t.check_failed;
  return el('div', { class: 'check-result refused' }, el('p', { class: 'check-verdict' }, text), el('p', { class: 'quiet', lang: 'en', dir: 'ltr' }, short(String(error.message ?? error))));
}

// New words in the place of old ones: what was open stays open, and what had the focus has it again.
function renew(place, ...nodes) {
  const all = (within) => [...within.querySelectorAll('summary, button, a[href]')];
  const parts = () => all(place);
  // Rows are known by their number: they may stand in another order now.
  const row = document.activeElement?.closest('[data-n]');
  const had = row && place.contains(row) ? row.dataset.n : null;
  const at = (had === null ? parts() : all(row)).indexOf(document.activeElement);
  const open = new Set([...place.querySelectorAll('details[open]')].map((one) => one.dataset.n ?? parts().indexOf(one.querySelector('summary'))));
  place.replaceChildren(...nodes.filter(Boolean));
  place.querySelectorAll('details').forEach((one) => { if (open.has(one.dataset.n ?? parts().indexOf(one.querySelector('summary')))) one.open = true; });
  const again = had === null ? place : place.querySelector(`[data-n="${had}"]`) ?? place;
  if (at >= 0) (all(again)[at] ?? again.querySelector('summary') ?? place).focus({ preventScroll: true });
}

function select(node) {
  const range = document.createRange();
  range.selectNodeContents(node);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}

// Whether what was found takes back what the page said when it was made; what could not be found out takes nothing back.
function isAgainst(report, within) {
  const stands = standing(report);
  const since = ['revoked', 'suspended', 'expired', 'outside', 'not_yet'].includes(stands) && within.querySelector('.verdict.verified');
  return since || ['altered', 'refused', 'namesake', 'none'].includes(stands);
}

// The page's own verdict gives way to the one that was found, and is back when a later check finds that it holds.
function settle(within, box, against) {
  const verdict = within.querySelector('.verdict');
  if (!verdict) return;
  const words = verdict.querySelector('.verdict-words');
  verdict.words ??= [...words.childNodes];
  const found = () => el('span', { class: 'state' }, shape('fail'), el('span', {}, box.querySelector('.check-verdict').textContent));
  words.replaceChildren(...(against ? [found()] : verdict.words));
  verdict.classList.toggle('struck', Boolean(against));
  verdict.classList.toggle('altered', box.classList.contains('altered'));
  // Nor does what was found when the page was made stand below it.
  for (const part of [words.nextElementSibling, within.querySelector('.check a.plain'), within.querySelector('[data-as-built]')]) if (part) part.hidden = Boolean(against);
}

// A seal draws itself once, when the reader's own browser has found that it holds.
function drawSeal(within) {
  for (const path of within.querySelectorAll('.verdict .rosette path')) path.setAttribute('pathLength', '1');
  within.querySelector('.verdict .rosette')?.classList.add('drawn');
}
