// In: the judge's report, and the words of a language. Out: the sentences and the steps that are told. Everything is written as text, never as
// markup.

const SHAPES = { pass: 'M5 12.5l4.5 4.5L19 7', fail: 'M6 6l12 12M18 6L6 18', unknown: 'M8 9a4 4 0 1 1 5.5 3.7c-1 .4-1.5 1-1.5 2.3M12 18.5v.5', 'not-applicable': 'M7 12h10' };

function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, '');
    else if (value != null && value !== false) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child != null));
  return made;
}

function drawn(outcome) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'shape');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', SHAPES[outcome] ?? SHAPES.unknown);
  svg.append(path);
  return svg;
}
const shapes = new Map();
const shape = (outcome) => (shapes.get(outcome) ?? shapes.set(outcome, drawn(outcome)).get(outcome)).cloneNode(true);

const isolated = (text) => `\u2068${text}\u2069`;
// What others wrote may not turn the words around it.
const tame = (text) => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
const short = (text, most = 400) => tame(text.length > most ? `${text.slice(0, most)}…` : text);

// What an issuer can be held by: the host that its identifier names, with the page there when it names one, since many people may have
// pages on one host; else the identifier. Of a long host the end counts, of all else the beginning.
function identity(id) {
  const web = /^did:web:([^:]+)(.*)$/s.exec(id);
  const address = /^https:\/\/(?:[^/?#]*@)?([^/?#]*)([^#]*)/.exec(id);
  const [, name, rest] = web ?? address ?? [];
  if (name === undefined) return [...id].length <= 28 ? id : `${[...id].slice(0, 16).join('')}…${[...id].slice(-8).join('')}`;
  const host = [...(web ? name.replace(/%3a/i, ':') : name)];
  const page = [...(web ? rest.replaceAll(':', '/') : rest === '/' ? '' : rest)];
  return (host.length > 60 ? `…${host.slice(-60).join('')}` : host.join('')) + (page.length > 48 ? `${page.slice(0, 48).join('')}…` : page.join(''));
}
// A name that nobody here vouches for.
const isUnlisted = ({ recognition }) => !['this-site', 'listed'].includes(recognition);

function speaker({ locale, articles, t }) {
  const dates = () => (made ??= new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC', calendar: /-ca-/.test(locale) ? undefined : 'gregory' }));
  let made;
  // Browsers take tens of milliseconds for the first of them: it is made while the judge works.
  setTimeout(dates);
  const fill = (key, places = {}) => t[key].replace(/\{(\w+)\}/g, (_, place) => places[place] ?? '');
  const article = (name) => {
    const [first, then] = name.split(' ');
    const found = articles.find(([, firsts, thens]) => firsts.includes(first) && (thens.length === 0 || thens.includes(then)));
    return (found ? found[0] : '') + isolated(name);
  };
  // Many share a day.
  const days = new Map();
  const day = (moment) => days.get(moment) ?? days.set(moment, dates().format(new Date(moment))).get(moment);
  return { t, fill, article, day, locale };
}

// "Maya Lindqvist earned Public Speaking Foundations from the University of Alder Bay on 12 May 2026."
function sentence(say, report) {
  const c = report.credential;
  if (!c) return '';
  const name = c.issuer_name && short(c.issuer_name);
  const as = () => say.fill('issuer_as', { issuer: isolated(name), identity: isolated(tame(identity(report.issuer))) });
  const key = [c.holder ? 'earned' : 'was_earned', c.issuer_name && 'from', c.earned && 'on'].filter(Boolean).join('_');
  const places = {
    holder: isolated(short(c.holder ?? '')), title: isolated(short(c.title ?? say.t.untitled)),
    issuer: name && (isUnlisted(report) && report.issuer ? as() : say.article(name)), date: c.earned && say.day(c.earned),
  };
  return say.fill(key === 'earned' ? 'earned_title' : key, places);
}

const checkOf = (report, id) => report.checks.find((check) => check.id === id);

function outside(report) {
  const { valid_from: from, valid_until: until } = report.credential ?? {};
  const now = Date.parse(report.as_of);
  if (until && Date.parse(until) <= now) return ['expired', until];
  if (from && Date.parse(from) > now) return ['not_yet', from];
  return null;
}

const unsound = (t, report) => ({ bad: t.check_altered, none: t.check_unsigned }[report.signature] ?? t.check_refused);

// Nothing speaks against it, and one check did not run: its key could not be fetched, or it is of a kind that is not known here. That is no pass, and no refusal.
// A key that is not where its document is, is another matter.
function isUnchecked(report) {
  if (['format', 'signature', 'issuer'].some((id) => checkOf(report, id)?.outcome === 'fail')) return false;
  const code = checkOf(report, 'signature')?.code;
  return ['unsupported-suite', 'did-unsupported'].includes(code) || checkOf(report, 'format')?.code === 'unsupported-format' || code === 'key-not-found' && Boolean(missing(report));
}
const missing = (report) => report.documents.find(({ url, known }) => !known && parsed(url)?.host);

function unchecked(say, report) {
  if (checkOf(report, 'signature').code !== 'key-not-found') return say.t.unchecked_kind;
  return say.fill('unchecked_key', { host: isolated(parsed(missing(report).url).host) });
}

// What a file is that is no credential, by the judge's code: the words that say so, and what to do.
const NONE = {
  'web-page': (t) => t.check_page_not, 'plain-picture': (t) => t.no_picture, 'archive-file': (t) => t.no_archive, 'empty-file': (t) => t.no_empty, empty: (t) => t.no_empty,
  'no-badge': (t) => t.no_badge, 'no-attachment': (t) => t.no_attachment, 'not-json': (t) => t.no_other, 'wrong-kind': (t) => t.no_other, 'not-an-object': (t) => t.no_platform,
};
// What other platforms have no signature for and no context of credentials.
const FOREIGN = ['no-credential-context', 'no-credential-type', 'no-badge-context'];

function noCredential({ signature, checks }) {
  const { code, outcome } = checks.find(({ id }) => id === 'format') ?? {};
  if (outcome !== 'fail') return undefined;
  if (signature === 'none') return FOREIGN.includes(code) ? (t) => t.no_platform : undefined;
  return signature === 'error' ? NONE[code] : undefined;
}

// How it stands, in one word; what needs attention first comes first.
const STANDINGS = ['failed', 'altered', 'refused', 'namesake', 'revoked', 'suspended', 'expired', 'outside', 'not_yet', 'status', 'dates', 'unchecked', 'lost', 'intact', 'reported', 'none', 'unlisted', 'verified'];

function standing(report) {
  if (report.trouble) return 'failed';
  if (report.lost) return 'lost';
  if (report.verdict === 'refused' && noCredential(report)) return 'none';
  if (report.verdict === 'refused') return report.signature === 'bad' ? 'altered' : isUnchecked(report) ? 'unchecked' : 'refused';
  if (report.recognition === 'namesake') return 'namesake';
  if (report.verdict === 'verified') return isUnlisted(report) ? 'unlisted' : 'verified';
  if (report.verdict !== 'authentic') return report.verdict;
  const [status, validity] = [checkOf(report, 'status'), checkOf(report, 'validity')];
  if (status.outcome === 'fail') return /suspend/.test(status.code) ? 'suspended' : 'revoked';
  if (validity.outcome === 'fail') return outside(report)?.[0] ?? 'outside';
  return status.outcome === 'unknown' ? 'status' : 'dates';
}

// Nobody signed it, and its host was not asked or did not answer: only the file itself says so.
const isHearsay = (report) => report.verdict === 'reported' && checkOf(report, 'status').outcome !== 'pass';
// What it says of itself, of what is nothing but that.
const hearsay = ({ credential: c }) => [c.holder, c.title, c.issuer_name].filter(Boolean).map((text) => short(text, 120));

// The verdict in words, and in one.
function headline(say, report, sought) {
  const { t } = say;
  const dated = (key) => say.fill(key, { date: say.day(outside(report)[1]) });
  switch (standing(report)) {
    case 'failed': return [report.trouble.work ? t.check_too_long : t.check_failed, t.check_refused_short];
    case 'none': return [noCredential(report)(t), t.no_short];
    case 'lost': return [report.lost(say), t.unchecked_short];
    case 'namesake': return [say.fill('check_namesake', { issuer: isolated(short(report.credential.issuer_name)) }), t.unaltered_short];
    case 'verified': return [say.fill('verified', { date: say.day(report.verified_as_of) }), t.verified_short];
    case 'unlisted': return [say.fill('verified_unlisted', { date: say.day(report.verified_as_of) }), t.verified_unlisted_short];
    case 'revoked': return [t.genuine_revoked, t.revoked_short];
    case 'suspended': return [t.genuine_suspended, t.suspended_short];
    case 'expired': return [dated('genuine_expired'), t.expired_short];
    case 'not_yet': return [dated('genuine_not_yet'), t.not_yet_short];
    case 'outside': return [t.genuine_outside, t.outside_short];
    case 'status': return [t.genuine_unknown_status, t.status_unknown_short];
    case 'dates': return [t.genuine_unknown_dates, t.dates_unknown_short];
    case 'unchecked': return sought.asking ? [t.check_running, t.check_running] : [unchecked(say, report), t.unchecked_short];
    case 'intact': return [t.unaltered, t.unaltered_short];
    case 'reported': {
      // Where its host was asked and publishes it, that is what is known.
      if (isHearsay(report)) return [t.reported_file, t.reported_short];
      const [host, { seen }] = [parsed(report.credential.id ?? '')?.host ?? '', checkOf(report, 'status')];
      return [say.fill('reported_by_on', { host: isolated(host), date: say.day(seen ?? report.as_of) }), t.reported_short];
    }
    default: return [unsound(t, report), t.check_refused_short];
  }
}

// Whose it is and what, by whom, and from which file: what tells one of many from the others.
function labels(say, report) {
  const c = report.credential;
  const file = named(report.file) ? short(report.file, 120) : '';
  if (!c) return { what: [file || say.t.untitled], more: [] };
  const name = c.issuer_name && short(c.issuer_name, 120);
  const issuer = !isUnlisted(report) ? short(report.recognised_as, 120) : name && report.issuer ? say.fill('issuer_as', { issuer: isolated(name), identity: isolated(tame(identity(report.issuer))) }) : name;
  return { what: [c.holder && short(c.holder, 120), short(c.title ?? say.t.untitled, 120)].filter(Boolean), more: [issuer, file].filter(Boolean) };
}
// What was written into the page, or came with its address, has no name.
const named = (file) => Boolean(file) && !/^[–#](:\d+)?$/.test(file);

// Each step: its outcome, what it says, and the exact terms.
function steps(say, report) {
  const { t } = say;
  const format = checkOf(report, 'format');
  const issuer = report.credential?.issuer_name ? say.article(short(report.credential.issuer_name)) : t.the_issuer;
  const named = { issuer: isolated(short(report.credential?.issuer_name ?? '')), identity: isolated(tame(identity(report.issuer ?? ''))) };
  const side = outside(report);
  const told = {
    format: { pass: () => t.check_format },
    signature: { pass: () => t.check_signature, fail: () => (report.signature === 'bad' ? t.unfit_signature : unsound(t, report)), unknown: () => t.unchecked_signature, 'not-applicable': () => t.reported_meaning },
    issuer: { pass: () => (isUnlisted(report) && report.issuer ? say.fill('check_issuer_as', named) : say.fill('check_issuer', { issuer })), unknown: () => say.fill('check_issuer_unknown', { issuer }) },
    validity: {
      pass: () => say.fill('check_dates', { date: say.day(report.as_of) }),
      fail: () => (side ? say.fill(`check_${side[0]}`, { date: say.day(side[1]) }) : t.check_dates_fail),
      unknown: () => t.check_dates_unknown, 'not-applicable': () => t.check_no_end,
    },
    status: {
      pass: () => say.fill('check_status', { date: say.day(checkOf(report, 'status').seen ?? report.as_of) }),
      fail: (code) => (/suspend/.test(code) ? t.check_suspended : t.check_revoked),
      unknown: () => t.check_status_unknown, 'not-applicable': () => t.check_no_status,
    },
  };
  // Of what is no credential the headline says what it is; of what cannot be judged the exact terms are all that there is to say.
  const unread = format && format.outcome !== 'pass' ? t.exact : null;
  // Without a signature there is no key, so nobody's.
  const keyed = report.checks.filter(({ id }) => id !== 'issuer' || report.verdict !== 'reported');
  const shown = keyed.filter((check) => (check.id === 'format' ? format.outcome !== 'pass' : format.outcome === 'pass' || check.outcome !== 'unknown' && standing(report) !== 'none'));
  const all = shown.map((check) => {
    const say1 = told[check.id]?.[check.outcome] ?? (() => (check.outcome === 'fail' ? t.check_other_fail : t.check_other_unknown));
    const exact = [[`${check.id}: ${check.outcome} (${check.code})`, check.note]];
    if (check.id === 'signature') exact.push(...report.proofs.map((p) => [p.suite, `${p.outcome}${p.method ? `, ${p.method}` : ''}`]));
    return { id: check.id, outcome: check.outcome, text: check.id === 'format' && unread ? unread : say1(check.code), exact, open: check.id === 'format' && standing(report) === 'refused', bare: standing(report) === 'none' };
  });
  if (report.credential) {
    const name = say.article(short(report.recognised_as ?? ''));
    const why = (report.recognised_by ?? '').split(': ').slice(1).join(': ').replace(/[.。]$/, '');
    const text = { 'this-site': () => say.fill('site_is_own', { issuer: name }),
      listed: () => (why ? say.fill('site_lists_why', { issuer: name, why: short(why) }) : say.fill('site_lists', { issuer: name })) };
    const outcome = { namesake: 'fail', unknown: 'not-applicable' }[report.recognition] ?? 'pass';
    all.push({ id: 'recognition', outcome, text: (text[report.recognition] ?? (() => (outcome === 'fail' ? t.site_namesake : t.site_lists_not)))(),
      exact: [[`recognition: ${report.recognition}`, report.issuer ?? '']] });
  }
  return all;
}

function link(url) {
  const safe = /^https:\/\//.test(url);
  return safe ? el('a', { href: url, rel: 'noopener noreferrer nofollow' }, short(url, 120)) : short(url, 120);
}

// Where the documents of a step came from.
function sources(say, report, { documents, failed, asking }, id) {
  const isList = (url) => !/did\.json$/.test(url) && url !== report.issuer;
  const own = report.documents.filter((one) => (id === 'status') === isList(one.url));
  return own.map(({ url }) => {
    const used = documents.find((one) => one.url === url);
    const lines = [];
    if (failed.has(url)) lines.push(say.fill('check_not_fetched', { address: parsed(url)?.host ?? isolated(short(url, 120)) }));
    if (used) lines.push(used.kept ? say.fill('check_kept', { date: say.day(used.retrieved) }) : say.t.check_now);
    if (asking && !failed.has(url) && parsed(url)?.protocol === 'https:') lines.push(say.t.check_running);
    return { url, used, lines };
  });
}

const LABELS = { pass: 'check_pass', fail: 'check_fail', unknown: 'check_unknown', 'not-applicable': 'check_not_asked' };

function stepRow(say, { outcome, text, exact, open, bare }, rests = []) {
  const notes = [...new Set(rests.filter(({ used }) => !used || used.kept).map(({ lines }) => lines.join(' ')))].filter(Boolean);
  const terms = exact.map(([term, note]) => el('div', {}, el('dt', {}, el('code', { dir: 'ltr' }, short(term))), el('dd', { lang: 'en', dir: 'ltr' }, short(note, 1000))));
  // Of what is no credential there is nothing to mark.
  return el('li', { class: bare ? null : outcome }, bare ? null : shape(outcome), el('div', {},
    el('details', { open }, el('summary', {}, bare ? null : el('span', { class: 'vh' }, `${say.t[LABELS[outcome]]}${say.t.colon}`), text),
      rests.filter(({ used }) => used).map(({ url, used }) => el('p', {}, link(url), ' ', used.kept ? '' : say.t.check_now)),
      el('dl', { class: 'exact-terms' }, terms)),
    notes.map((note) => el('p', { class: 'check-note' }, note))));
}
