// In: a page with a credential's file, or one where anybody checks any credential. Out: what the judge says of it, told in place. The judge runs
// in a worker (check-worker.js); this script decides nothing: it fetches, asks, and shows. Everything is written as text, never as markup.
(() => {
  'use strict';

  const script = document.currentScript;
  const packed = document.getElementById('check-data');
  // Pages that are opened from disk may not fetch; a pack, and the page that can be kept, bring everything along.
  const kept = !packed && location.protocol === 'file:' && document.querySelector('[data-alone]');
  if (kept) location.replace(kept.href + location.hash);
  if (!packed && (location.protocol === 'file:' || !window.Worker || !window.WebAssembly)) return;

  const given = packed ? JSON.parse(packed.textContent) : null;
  const LARGEST = 64 * 1024 * 1024;
  const PATIENCE = 5000; // milliseconds that a host may take
  const WORK = 20000; // milliseconds that the judge may take
  const CHUNK = 125; // credentials that are judged together
  const TOGETHER = 16 * 1024 * 1024; // and bytes of them
  const ASKED = 64; // addresses that one check asks, whoever names more
  const AT_ONCE = 8; // of them at the same time

  const at = (name) => new URL(script.dataset[name], location.href).href;
  const parsed = (text) => { try { return new URL(text); } catch { return null; } };
  const bytesOf = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

  // What comes in is counted while it comes.
  async function gathered(stream, most) {
    const reader = stream.getReader();
    const parts = [];
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      if (size > most) { reader.cancel().catch(() => {}); throw new Error('too large'); }
      parts.push(value);
    }
    return new Uint8Array(await new Blob(parts).arrayBuffer());
  }

  async function read(url, options = {}) {
    const limit = AbortSignal.timeout(PATIENCE);
    const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', signal: limit, ...options });
    if (!response.ok) throw Object.assign(new Error(`status ${response.status}`), { status: response.status });
    return gathered(response.body, LARGEST);
  }
  const readJson = async (url) => JSON.parse(new TextDecoder().decode(await read(url)));

  // What the check looks like; not every reader asks for it.
  function dress() {
    if (given || [...document.styleSheets].some(({ href }) => href === at('style'))) return;
    document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: at('style') }));
  }

  // What failed is asked for again when it is wanted again.
  const once = (make) => { let made; return () => (made ??= make().catch((error) => { made = null; throw error; })); };
  const words = once(() => (given ? Promise.resolve(given.words) : readJson(at('words'))));
  const known = once(async () => (given ? given.known : readJson(at('known'))));

  // The judge, compiled once for all workers.
  const compiled = once(async () => {
    if (given) return WebAssembly.compile(bytesOf(given.judge));
    const response = await fetch(at('judge'), { credentials: 'same-origin' });
    if (!response.ok) throw new Error(`the judge could not be fetched: ${response.status}`);
    // Browsers keep what they compiled of a stream.
    return response.headers.get('content-type') === 'application/wasm' ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
  });

  // A judge in its worker: one question at a time; one that takes too long ends the worker.
  const hired = () => ({
    worker: null,
    queue: Promise.resolve(),
    start(practise = false) {
      if (this.worker) return;
      const source = given ? URL.createObjectURL(new Blob([given.worker], { type: 'text/javascript' })) : at('worker');
      const worker = this.worker = new Worker(source);
      worker.onmessage = worker.onerror = (event) => this.heard(event);
      compiled().then((module) => worker.postMessage({ id: 0, module, practise }), () => {});
    },
    stop() {
      this.worker?.terminate();
      this.worker = null;
    },
    // What fails while nobody waits is made anew for who asks next; there it fails again, and is told.
    waiting: null,
    heard(event) {
      event.preventDefault?.();
      const { id, answer, error } = event.data ?? { error: event.message || 'the worker could not start' };
      if (error) this.stop();
      const { waiting } = this;
      if (error || id === 1) this.waiting = null;
      if (error) waiting?.fail(new Error(error)); else if (id === 1) waiting?.done(answer);
    },
    ask(question, header, parts) {
      const answer = this.queue.then(compiled).then((module) => new Promise((done, fail) => {
        this.start();
        const timer = setTimeout(() => { this.stop(); this.waiting = null; fail(Object.assign(new Error('too much work'), { work: true })); }, WORK);
        const end = (how) => (what) => { clearTimeout(timer); how(what); };
        this.waiting = { done: end(done), fail: end(fail) };
        this.worker.postMessage({ id: 1, module, question, header, parts });
      }));
      this.queue = answer.catch(() => {});
      return answer;
    },
  });
  const judges = Array.from({ length: Math.min(4, navigator.hardwareConcurrency || 1) }, hired);

  // What the first question waits for. Who is likely to bring many has judges that are in practice by then.
  function warm(chunks, practise) {
    [known, words].forEach((one) => one().catch(() => {})); // told when it is awaited
    judges.slice(0, chunks).forEach((one) => one.start(practise));
  }

  // Whoever is free takes the next.
  async function spread(items, act) {
    const done = [];
    let next = 0;
    await Promise.all(judges.slice(0, items.length).map(async (one) => {
      for (let n = next++; n < items.length; n = next++) done[n] = await act(one, await items[n]);
    }));
    return done;
  }

  async function ask(one, question, trust, documents, files, now) {
    const header = {
      as_of: now.toISOString(),
      issuers: trust.issuers,
      gone: trust.gone,
      documents: documents.map(({ url, bytes, retrieved }) => ({ url, length: bytes.length, retrieved })),
      files: files.map(({ name, bytes }) => ({ name, length: bytes.length })),
    };
    const lines = await one.ask(question, header, [...documents, ...files].map(({ bytes }) => bytes));
    return lines.map((line) => JSON.parse(line));
  }

  // What the files ask for, from `source`, until nothing more is asked for. A list has an issuer too, so it is asked again.
  async function gather(one, trust, files, now, source) {
    const documents = [];
    const tried = new Set();
    for (let round = 0; round < 4; round += 1) {
      const needs = await ask(one, 'needs', trust, documents, files, now);
      const wanted = [...new Set(needs.filter((need) => !need.known && !tried.has(need.url)).map(({ url }) => url))];
      if (wanted.length === 0) break;
      wanted.forEach((url) => tried.add(url));
      const found = await Promise.all(wanted.map(source));
      documents.push(...found.filter(Boolean));
    }
    return documents;
  }

  function fromCopies(trust) {
    const copies = new Map(trust.documents.map((one) => [one.url, one]));
    return async (url) => {
      const copy = copies.get(url);
      if (!copy) return null;
      const get = () => (copy.data ? bytesOf(copy.data) : read(new URL(at('root') + copy.file)));
      return { url, bytes: await (copy.bytes ??= get()), retrieved: copy.retrieved, kept: true };
    };
  }

  // `wanted` says whether anybody still waits for the answer.
  function fromHosts(failed, wanted) {
    const asked = new Map();
    const lanes = Array(AT_ONCE).fill(Promise.resolve());
    const fetched = async (url) => {
      const address = parsed(url);
      if (given || !wanted() || !address || address.protocol !== 'https:' && address.origin !== location.origin) return null;
      try {
        return { url, bytes: await read(url, { cache: 'no-cache' }), retrieved: new Date().toISOString() };
      } catch (error) {
        failed.set(url, error.message);
        return null;
      }
    };
    return (url) => {
      const n = asked.size;
      if (!asked.has(url) && n >= ASKED) { failed.set(url, 'not asked: too many'); return null; }
      if (!asked.has(url)) asked.set(url, lanes[n % AT_ONCE] = lanes[n % AT_ONCE].then(() => fetched(url)));
      return asked.get(url);
    };
  }

  // ---- What is shown -------------------------------------------------------------------------------------------------------------------

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

  function shape(outcome) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('class', 'shape');
    svg.setAttribute('aria-hidden', 'true');
    path.setAttribute('d', SHAPES[outcome] ?? SHAPES.unknown);
    svg.append(path);
    return svg;
  }

  const isolated = (text) => `\u2068${text}\u2069`;
  const short = (text, most = 400) => (text.length > most ? `${text.slice(0, most)}…` : text);

  function speaker({ locale, articles, t }) {
    const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC', calendar: /-ca-/.test(locale) ? undefined : 'gregory' });
    const fill = (key, places = {}) => t[key].replace(/\{(\w+)\}/g, (_, place) => places[place] ?? '');
    const article = (name) => {
      const [first, then] = name.split(' ');
      const found = articles.find(([, firsts, thens]) => firsts.includes(first) && (thens.length === 0 || thens.includes(then)));
      return (found ? found[0] : '') + isolated(name);
    };
    const day = (moment) => dates.format(new Date(moment));
    return { t, fill, article, day };
  }

  // "Maya Lindqvist earned Public Speaking Foundations from the University of Alder Bay on 12 May 2026."
  function sentence(say, { credential: c }) {
    if (!c) return '';
    const key = [c.holder ? 'earned' : 'was_earned', c.issuer_name && 'from', c.earned && 'on'].filter(Boolean).join('_');
    const places = {
      holder: isolated(short(c.holder ?? '')), title: isolated(short(c.title ?? say.t.untitled)),
      issuer: c.issuer_name && say.article(short(c.issuer_name)), date: c.earned && say.day(c.earned),
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

  // The verdict in words, and in one.
  function headline(say, report) {
    const { t } = say;
    const [status, validity] = [checkOf(report, 'status'), checkOf(report, 'validity')];
    switch (report.verdict) {
      case 'verified': return [say.fill('verified', { date: say.day(report.verified_as_of) }), t.verified_short];
      case 'authentic': {
        if (status.outcome === 'fail') return [/suspend/.test(status.code) ? t.genuine_suspended : t.genuine_revoked, t.genuine_short];
        if (validity.outcome === 'fail') {
          const side = outside(report);
          return [side ? say.fill(`genuine_${side[0]}`, { date: say.day(side[1]) }) : t.genuine_outside, t.genuine_short];
        }
        return [status.outcome === 'unknown' ? t.genuine_unknown_status : t.genuine_unknown_dates, t.genuine_short];
      }
      case 'intact': return [t.unaltered, t.unaltered_short];
      case 'reported': return [t.reported, t.reported_short];
      default: return [unsound(t, report), t.check_refused_short];
    }
  }

  // Each step: its outcome, what it says, and the exact terms.
  function steps(say, report) {
    const { t } = say;
    const format = checkOf(report, 'format');
    const issuer = report.credential?.issuer_name ? say.article(short(report.credential.issuer_name)) : t.the_issuer;
    const side = outside(report);
    const told = {
      format: { pass: () => t.check_format, fail: () => t.check_refused },
      signature: { pass: () => t.check_signature, fail: () => unsound(t, report) },
      issuer: { pass: () => say.fill('check_issuer', { issuer }), unknown: () => say.fill('check_issuer_unknown', { issuer }) },
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
    const shown = report.checks.filter((check) => (check.id === 'format' ? format.outcome !== 'pass' : format.outcome === 'pass' || check.outcome !== 'unknown'));
    const all = shown.map((check) => {
      const say1 = told[check.id]?.[check.outcome] ?? (() => (check.outcome === 'fail' ? t.check_other_fail : t.check_other_unknown));
      const exact = [[`${check.id}: ${check.outcome} (${check.code})`, check.note]];
      if (check.id === 'signature') exact.push(...report.proofs.map((p) => [p.suite, `${p.outcome}${p.method ? `, ${p.method}` : ''}`]));
      return { id: check.id, outcome: check.outcome, text: say1(check.code), exact };
    });
    if (report.credential) {
      const name = say.article(short(report.recognised_as ?? ''));
      const why = (report.recognised_by ?? '').split(': ').slice(1).join(': ');
      const text = { 'this-site': () => say.fill('site_is_own', { issuer: name }),
        listed: () => (why ? say.fill('site_lists_why', { issuer: name, why: short(why) }) : say.fill('site_lists', { issuer: name })) };
      const known = report.recognition !== 'unknown';
      all.push({ id: 'recognition', outcome: known ? 'pass' : 'not-applicable', text: (text[report.recognition] ?? (() => t.site_lists_not))(),
        exact: [[`recognition: ${report.recognition}`, report.issuer ?? '']] });
    }
    return all;
  }

  function link(url) {
    const safe = /^https:\/\//.test(url);
    return safe ? el('a', { href: url, rel: 'noopener noreferrer nofollow' }, short(url, 120)) : short(url, 120);
  }

  // Where the documents of a step came from.
  function sources(say, report, documents, failed, id) {
    const isList = (url) => !/did\.json$/.test(url) && url !== report.issuer;
    const own = report.documents.filter((one) => (id === 'status') === isList(one.url));
    return own.map(({ url }) => {
      const used = documents.find((one) => one.url === url);
      const lines = [];
      if (failed.has(url)) lines.push(say.fill('check_not_fetched', { address: parsed(url)?.host ?? isolated(short(url, 120)) }));
      if (used) lines.push(used.kept ? say.fill('check_kept', { date: say.day(used.retrieved) }) : say.t.check_now);
      return { url, used, lines };
    });
  }

  const LABELS = { pass: 'check_pass', fail: 'check_fail', unknown: 'check_unknown', 'not-applicable': 'check_not_asked' };

  function stepRow(say, { outcome, text, exact }, rests = []) {
    const notes = [...new Set(rests.filter(({ used }) => !used || used.kept).map(({ lines }) => lines.join(' ')))].filter(Boolean);
    const terms = exact.map(([term, note]) => el('div', {}, el('dt', {}, el('code', { dir: 'ltr' }, short(term))), el('dd', { lang: 'en', dir: 'ltr' }, short(note, 1000))));
    return el('li', { class: outcome }, shape(outcome), el('div', {},
      el('details', {}, el('summary', {}, el('span', { class: 'vh' }, `${say.t[LABELS[outcome]]}${say.t.colon}`), text),
        rests.filter(({ used }) => used).map(({ url, used }) => el('p', {}, link(url), ' ', used.kept ? '' : say.t.check_now)),
        el('dl', { class: 'exact-terms' }, terms)),
      notes.map((note) => el('p', { class: 'check-note' }, note))));
  }

  // ---- The page's own words against what is signed --------------------------------------------------------------------------------------

  const plain = (text) => text.normalize('NFC').replace(/[\u2066-\u2069\u200e\u200f]/g, '').replace(/\s+/g, ' ').trim();
  const numbers = (text) => [...text.normalize('NFKC').matchAll(/\p{Nd}+/gu)].map(([digits]) => Number([...digits].map((d) => d.codePointAt(0) - zero(d)).join('')));
  // Digits of any script stand in runs of ten.
  function zero(digit) {
    let code = digit.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(code - 1)) && digit.codePointAt(0) - code < 9 && !'0٠۰'.includes(String.fromCodePoint(code))) code -= 1;
    return code;
  }

  function differences(say, report) {
    const c = report.credential;
    if (!c) return [];
    const texts = { name: [c.holder ?? say.t.the_holder], title: [c.title ?? say.t.untitled], issuer: [c.issuer_name, report.recognised_as].filter(Boolean) };
    const dates = { earned: c.earned, until: c.valid_until };
    const found = [];
    const seen = new Set();
    for (const node of document.querySelectorAll('[data-signed]')) {
      const field = node.dataset.signed;
      const shown = plain(node.textContent);
      seen.add(field);
      if (field in dates) {
        const day = (dates[field] ?? '').slice(0, 10);
        const [year, , date] = day.split('-').map(Number);
        const says = numbers(shown);
        const gregorian = !/-ca-/.test(document.documentElement.lang);
        if (node.getAttribute('datetime') !== day || gregorian && !(says.includes(year) && says.includes(date))) found.push([shown, day && say.day(dates[field])]);
      } else if (texts[field] && !texts[field].some((text) => plain(text) === shown)) {
        found.push([shown, texts[field][0] ?? '']);
      }
    }
    // What is signed may not be left out.
    if (c.title && !seen.has('title')) found.push(['', c.title]);
    if (c.holder && !seen.has('name') && document.querySelector('h1')) found.push(['', c.holder]);
    return found;
  }

  // ---- One credential -------------------------------------------------------------------------------------------------------------------

  // Red is for what was altered.
  const verdictClass = (report) => (report.signature === 'bad' ? `${report.verdict} altered` : report.verdict);

  function panel(say, { report, documents, failed, address, compare }) {
    const [long] = headline(say, report);
    const differs = compare ? differences(say, report) : [];
    const told = sentence(say, report);
    const rows = steps(say, report).map((step) => stepRow(say, step, ['issuer', 'status'].includes(step.id) ? sources(say, report, documents, failed, step.id) : []));
    if (compare && report.credential) {
      const text = differs.length ? say.t.check_differs : say.t.check_same;
      const notes = differs.map(([shown, signed]) => el('p', {}, say.fill('check_shown', { shown: isolated(short(shown)), signed: isolated(short(signed)) })));
      rows.push(el('li', { class: differs.length ? 'fail' : 'pass' }, shape(differs.length ? 'fail' : 'pass'), el('div', {}, el('p', {}, text), notes)));
    }
    const stop = say.t.colon === '：' ? '。' : '.';
    const result = `${long}${/[.!?。؟]$/.test(long) ? '' : told ? say.t.colon : stop}${told}`;
    const sum = plain(say.fill('check_sum', { result, date: say.day(report.as_of), address: address ?? '' }));
    const copy = el('button', { class: 'button plain', type: 'button' }, say.t.check_copy);
    copy.addEventListener('click', async () => {
      try { await navigator.clipboard.writeText(sum); copy.textContent = say.t.check_copied; } catch { select(summing); }
    });
    const summing = el('p', { class: 'check-sum' }, sum);
    const box = el('div', { class: `check-result ${differs.length ? 'refused altered' : verdictClass(report)}` },
      el('p', { class: 'check-verdict' }, differs.length ? say.t.check_differs : long),
      el('ol', { class: 'checks' }, rows), summing, el('p', { class: 'actions' }, copy));
    return { box, differs };
  }

  function select(node) {
    const range = document.createRange();
    range.selectNodeContents(node);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }

  // Judges with the copies first, then with what the hosts say now: `show` is called for each.
  async function examine(chunks, show, wanted = () => true) {
    const trust = await known();
    const now = new Date();
    const failed = new Map();
    const [copies, hosts] = [fromCopies(trust), fromHosts(failed, wanted)];
    const tell = (parts) => show(parts.flatMap(({ reports }) => reports), parts.flatMap(({ documents }) => documents), failed);
    const first = await spread(chunks, async (one, files) => {
      const documents = await gather(one, trust, files, now, copies);
      return { files, documents, reports: await ask(one, 'check', trust, documents, files, now) };
    });
    await tell(first);
    // What the judge could not do again leaves standing what it said of the copies.
    const then = await spread(first, async (one, part) => {
      const live = await gather(one, trust, part.files, now, hosts);
      if (live.length === 0) return part;
      const have = new Set(live.map(({ url }) => url));
      const documents = [...live, ...part.documents.filter(({ url }) => !have.has(url))];
      return { ...part, documents, reports: await ask(one, 'check', trust, documents, part.files, now) };
    }).catch(() => first);
    if (failed.size > 0 || then.some((part, n) => part !== first[n])) await tell(then);
  }

  // A seal draws itself once, when the reader's own browser has found that it holds.
  function drawSeal(within) {
    for (const path of within.querySelectorAll('.verdict .rosette path')) path.setAttribute('pathLength', '1');
    within.querySelector('.verdict .rosette')?.classList.add('drawn');
  }

  function trouble(say, error) {
    if (error.address) {
      const told = say.fill('check_not_fetched', { address: isolated(short(error.address, 120)) });
      return el('div', { class: 'check-result' }, el('p', { class: 'check-verdict' }, told), el('p', {}, say.t.check_instead));
    }
    const text = error.work ? say.t.check_too_long : say.t.check_failed;
    return el('div', { class: 'check-result refused' }, el('p', { class: 'check-verdict' }, text), el('p', { class: 'quiet', lang: 'en', dir: 'ltr' }, short(String(error.message ?? error))));
  }

  async function fileOf({ dataset: { file } }) {
    return file.startsWith('data:') ? bytesOf(file.split(',')[1]) : read(new URL(file, location.href), { cache: 'no-cache' });
  }

  function onCredentialPage(host) {
    const begin = host.querySelector('[data-begin]') ?? host.querySelector('a.button');
    const button = el('button', { class: 'button', type: 'button' }, begin.textContent);
    begin.replaceWith(button);
    const place = el('div', { class: 'check-place', 'aria-live': 'polite' });
    host.append(place);
    const ready = () => { dress(); warm(1); };
    button.addEventListener('pointerenter', ready, { once: true });
    button.addEventListener('focus', ready, { once: true });
    button.addEventListener('click', async () => {
      if (button.hasAttribute('aria-disabled')) return;
      let say;
      ready();
      button.setAttribute('aria-disabled', 'true');
      try {
        const reading = fileOf(host);
        reading.catch(() => {}); // told when it is awaited
        say = speaker(await words());
        button.textContent = say.t.check_running;
        const name = packed ? host.dataset.name : host.dataset.file.split('/').pop();
        await examine([[{ name, bytes: await reading }]], async ([report], documents, failed) => {
          const { box, differs } = panel(say, { report, documents, failed, address: location.href.split('#')[0], compare: !packed });
          const open = [...place.querySelectorAll('details')].map((one) => one.open);
          place.replaceChildren(box);
          place.querySelectorAll('details').forEach((one, n) => { one.open = open[n] ?? false; });
          if (report.verdict === 'verified' && differs.length === 0) drawSeal(host.closest('article') ?? document);
        });
      } catch (error) {
        if (!say && begin.href) { location.href = begin.href; return; }
        if (say) place.replaceChildren(trouble(say, error));
      } finally {
        button.removeAttribute('aria-disabled');
        if (say) button.textContent = say.t.check_again;
      }
    });
  }

  // ---- Any credential -------------------------------------------------------------------------------------------------------------------

  async function unpack(text) {
    const base64 = text.replace(/-/g, '+').replace(/_/g, '/');
    return gathered(new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream('deflate-raw')), 4 * 1024 * 1024);
  }

  // An address, a credential, or one that was packed for an address.
  async function fromText(text) {
    const trimmed = text.trim();
    const isToken = /^[\w-]+\.[\w-]*\.[\w-]*(~|$)/.test(trimmed);
    if (/^https?:\/\/\S+$/.test(trimmed) || /^\.{0,2}\/\S+$/.test(trimmed)) {
      const url = new URL(trimmed, location.href);
      // Another site may not allow it, or is not there; a file that stands alone asks nobody.
      const unreached = (why) => Object.assign(new Error(why), { address: /^https?:/.test(trimmed) ? url.host : trimmed });
      if (given) throw unreached('this file asks no network');
      return { name: url.href, bytes: await read(url, { cache: 'no-cache' }).catch((error) => { throw unreached(error.message); }) };
    }
    if (!isToken && /^[\w-]{40,}$/.test(trimmed)) return { name: '#', bytes: await unpack(trimmed) };
    return { name: '–', bytes: new TextEncoder().encode(trimmed) };
  }

  function many(say, all) {
    const counts = new Map();
    const rows = all.map((report, n) => ({ report, n }));
    const order = ['refused', 'intact', 'reported', 'authentic', 'verified'];
    const marks = { verified: 'pass', refused: 'fail', authentic: 'not-applicable' };
    rows.sort((a, b) => order.indexOf(a.report.verdict) - order.indexOf(b.report.verdict));
    for (const row of rows) {
      const [long, brief] = headline(say, row.report);
      row.long = long;
      counts.set(brief, (counts.get(brief) ?? 0) + 1);
    }
    const numbers = new Intl.NumberFormat(say.locale);
    const sums = el('dl', { class: 'strip check-counts' }, [...counts].map(([word, n]) => el('div', {}, el('dt', {}, word), el('dd', {}, numbers.format(n)))));
    const list = el('ol', { class: 'check-many' }, rows.slice(0, 500).map(({ report, long, n }) => {
      const row = el('details', { 'data-n': n }, el('summary', {}, shape(marks[report.verdict]), el('bdi', {}, short(report.credential?.title ?? report.file, 120)), el('span', { class: 'quiet' }, ` ${long}`)));
      // Most are never opened.
      row.addEventListener('toggle', () => row.append(el('p', {}, sentence(say, report)), el('p', { class: 'quiet' }, el('bdi', {}, short(report.file, 200))),
        el('ol', { class: 'checks' }, steps(say, report).map((step) => stepRow(say, step)))), { once: true });
      return el('li', { class: verdictClass(report) }, row);
    }));
    return el('div', { class: 'check-result many' }, sums, list);
  }

  function onVerifyPage(root) {
    const [form, place] = [root.querySelector('form'), root.querySelector('.check')];
    const [input, paste, drop] = [form.querySelector('input'), form.querySelector('textarea'), form.querySelector('.verify-drop')];
    place.setAttribute('aria-live', 'polite');
    place.tabIndex = -1;

    // What was asked last is what is told: an earlier answer that comes late says nothing any more.
    let turn = 0;
    async function run(files) {
      const mine = (turn += 1);
      const tell = (...nodes) => { if (mine === turn) place.replaceChildren(...nodes); };
      const reading = files?.();
      reading?.catch(() => {}); // told when it is awaited
      let say;
      try {
        say = speaker(await words());
        tell(el('p', { class: 'quiet' }, files ? say.t.check_running : say.t.check_empty));
        if (!files) return;
        const chunks = await reading;
        const [loaded] = await chunks[0];
        await examine(chunks, async (all, documents, failed) => {
          if (all.length > 1) {
            const open = [...place.querySelectorAll('[data-n][open]')].map((row) => row.dataset.n);
            tell(many(say, all));
            open.forEach((n) => { place.querySelector(`[data-n="${n}"]`)?.setAttribute('open', ''); });
            return;
          }
          const [report] = all;
          // Of a file that stands alone, its place on the reader's disk is nobody else's business.
          const here = given ? loaded.file ?? location.pathname.split('/').pop() : location.href.split('#')[0];
          const address = /^https?:/.test(report.file) ? report.file : here;
          const title = report.credential ? [el('h2', {}, el('bdi', {}, short(report.credential.title ?? say.t.untitled, 200))), el('p', {}, sentence(say, report))] : [];
          tell(...title, panel(say, { report, documents, failed, address, compare: false }).box);
        }, () => mine === turn);
      } catch (error) {
        tell(say ? trouble(say, error) : el('p', { lang: 'en', dir: 'ltr' }, `This page could not load all that it needs: ${error.message}`));
      }
      if (mine !== turn) return;
      place.focus({ preventScroll: true });
      place.scrollIntoView({ block: 'nearest' });
    }

    // One reading of many is ten times as fast as one of each.
    async function readAll(some) {
      const all = await new Blob(some).arrayBuffer();
      let end = 0;
      return some.map(({ name, size }) => ({ name, file: name, bytes: new Uint8Array(all.slice(end, end += size)) }));
    }

    function fromFiles(chosen) {
      warm(Math.ceil(chosen.length / CHUNK));
      run(async () => {
        const large = chosen.find((file) => file.size > LARGEST);
        if (large) throw new Error(`too large: ${large.name}`);
        const groups = [[]];
        let size = 0;
        for (const file of chosen) {
          size += file.size;
          if (groups.at(-1).length === CHUNK || size > TOGETHER && groups.at(-1).length > 0) { groups.push([]); size = file.size; }
          groups.at(-1).push(file);
        }
        // The first are judged while the next are read.
        const chunks = [];
        for (const group of groups) {
          const reading = Promise.resolve(chunks.at(-1)).then(() => readAll(group));
          reading.catch(() => {}); // told when it is awaited
          chunks.push(reading);
        }
        return chunks;
      });
    }
    const soon = () => warm(judges.length, true);
    input.addEventListener('change', () => { if (input.files.length) fromFiles([...input.files]); input.value = ''; });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const text = paste.value;
      run(text.trim() ? async () => [[await fromText(text)]] : null);
    });
    addEventListener('dragenter', soon, { once: true });
    form.addEventListener('pointerenter', soon, { once: true });
    form.addEventListener('focusin', soon, { once: true });
    addEventListener('dragover', (event) => { event.preventDefault(); drop.classList.add('over'); });
    addEventListener('dragleave', () => drop.classList.remove('over'));
    addEventListener('drop', (event) => {
      event.preventDefault();
      drop.classList.remove('over');
      if (event.dataTransfer.files.length) fromFiles([...event.dataTransfer.files]);
    });
    const arrived = () => {
      const text = location.hash.slice(1);
      if (text && text !== 'content') run(async () => [[await fromText(/^(https?%3A|\.{0,2}%2F)/i.test(text) ? decodeURIComponent(text) : text)]]);
    };
    addEventListener('hashchange', arrived);
    arrived();
  }

  function begin() {
    const verify = document.querySelector('[data-verify]');
    if (verify) onVerifyPage(verify);
    else document.querySelectorAll('.check[data-file]').forEach(onCredentialPage);
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
  else begin();
})();
