// In: files, and what the site knows of issuers. Out: what the judge says of them, first with the copies that the site keeps, then with what the
// hosts say now. The judge runs in workers (check-worker.js); nothing is decided here.
// The files of this folder are one script when they are published: ask, told, panel, bring, page.

const script = document.currentScript;
const packed = document.getElementById('check-data');
// Pages that are opened from disk may not fetch; a pack, and the page that can be kept, bring everything along.
const kept = !packed && location.protocol === 'file:' && document.querySelector('a[data-alone]');
if (kept) location.replace(kept.href + location.hash);
const able = packed || location.protocol !== 'file:' && window.Worker && window.WebAssembly;

const given = packed ? JSON.parse(packed.textContent) : null;
const LARGEST = 64 * 1024 * 1024; // bytes of a file
const MOST = 8 * LARGEST; // and of all that are dropped at once
const PATIENCE = 5000; // milliseconds that a host may take
const WORK = 20000; // milliseconds that the judge may take
const CHUNK = 125; // credentials that are judged together
const FIRST = 40; // of them at the beginning
const TOGETHER = 16 * 1024 * 1024; // and bytes of them
const ASKED = 64; // addresses that one check asks, whoever names more
const AT_ONCE = 8; // of them at the same time
const FEW = 4; // copies that are fetched before they are wanted
const LINES = 10000; // of a file of lines that are checked

const at = (name) => new URL(script.dataset[name], location.href).href;
const parsed = (text, base) => { try { return new URL(text, base); } catch { return null; } };
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
    if (size > most) { reader.cancel().catch(() => {}); throw new Error(`larger than ${most / 1024 / 1024} MB`); }
    parts.push(value);
  }
  if (parts.length === 1) return parts[0];
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) { all.set(part, at); at += part.length; }
  return all;
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
  ask(header, parts) {
    const answer = this.queue.then(compiled).then((module) => new Promise((done, fail) => {
      this.start();
      const timer = setTimeout(() => { this.stop(); this.waiting = null; fail(Object.assign(new Error('too much work'), { work: true })); }, WORK);
      const end = (how) => (what) => { clearTimeout(timer); how(what); };
      this.waiting = { done: end(done), fail: end(fail) };
      this.worker.postMessage({ id: 1, module, header, parts });
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

// Reports on the files, or, with `tried`, the documents that are wanted before.
async function ask(one, trust, documents, files, now, tried) {
  const header = {
    as_of: now.toISOString(),
    tried,
    issuers: trust.issuers,
    gone: trust.gone,
    documents: documents.map(({ url, bytes, retrieved, spare }) => ({ url, length: bytes.length, retrieved, spare })),
    files: files.map(({ name, bytes }) => ({ name, length: bytes.length })),
  };
  const lines = await one.ask(header, [...documents, ...files].map(({ bytes }) => bytes));
  return lines.map((line) => JSON.parse(line));
}

// What the files ask for, from `source`, until nothing more is asked for; then what is said of them. A list has an issuer too, so it is asked
// again. `copies` stand for what could not be had; what is `ready` is not asked for.
async function gather(one, trust, files, now, source, copies, ready) {
  const found = [...ready];
  const tried = new Set(ready.map(({ url }) => url));
  for (let round = 0; ; round += 1) {
    const told = await ask(one, trust, [...found, ...copies], files, now, round < 4 ? [...tried] : undefined);
    if (!told[0]?.wanted) return { found, told };
    told.forEach(({ wanted }) => tried.add(wanted));
    found.push(...(await Promise.all(told.map(({ wanted }) => source(wanted)))).filter(Boolean));
  }
}

function fromCopies(trust) {
  const copies = new Map(trust.documents.map((one) => [one.url, one]));
  return async (url) => {
    const copy = copies.get(url);
    if (!copy) return null;
    copy.get ??= once(async () => (copy.data ? bytesOf(copy.data) : read(new URL(at('root') + copy.file))));
    return { url, bytes: await copy.get(), retrieved: copy.retrieved, kept: true };
  };
}

// The copies of a site that keeps few: they come while the judge does, and nobody has to find out first which are wanted.
async function prefetched({ documents }, copies) {
  const all = documents.length <= FEW ? documents : [];
  return (await Promise.all(all.map(({ url }) => copies(url).catch(() => null)))).filter(Boolean);
}

// A page that says "not found" or "sign in" is none. A document that says less than the copy is: a key that is no longer listed is gone.
function isDocument(bytes) {
  const text = new TextDecoder().decode(bytes).trim();
  if (/^[\w-]+\.[\w-]+\.[\w-]*$/.test(text)) return true;
  try {
    const value = JSON.parse(text);
    return ['id', '@context', 'type', 'issuer'].some((name) => Object.hasOwn(value, name));
  } catch { return false; }
}

// `wanted` says whether anybody still waits for the answer.
function fromHosts(failed, wanted) {
  const asked = new Map();
  const lanes = Array(AT_ONCE).fill(Promise.resolve());
  const fetched = async (url) => {
    const address = parsed(url);
    if (given || !wanted() || !address || address.protocol !== 'https:' && address.origin !== location.origin) return null;
    try {
      const bytes = await read(url, { cache: 'no-cache' });
      if (!isDocument(bytes)) throw new Error('no document');
      return { url, bytes, retrieved: new Date().toISOString() };
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

// Documents and reports of files. What the judge cannot do for all of them it does for fewer, so that one bad file takes no other's answer away.
async function settled(one, trust, all, now, source, { copies = [], ready = [] } = {}) {
  // What could not be had is told, and not judged.
  const lost = all.filter((file) => file.lost).map((file) => ({ ...BLANK, file: file.name, as_of: now.toISOString(), lost: file.lost }));
  const files = all.filter((file) => !file.lost);
  if (lost.length > 0) {
    const part = files.length > 0 ? await settled(one, trust, files, now, source, { copies, ready }) : { found: [], documents: copies, reports: [] };
    return { ...part, reports: [...part.reports, ...lost] };
  }
  try {
    const { found, told } = await gather(one, trust, files, now, source, copies.map((copy) => ({ ...copy, spare: true })), ready);
    const have = new Set(found.map(({ url }) => url));
    return { found, documents: [...found, ...copies.filter(({ url }) => !have.has(url))], reports: told };
  } catch (trouble) {
    if (files.length === 1) return { found: [], documents: [], reports: [{ ...BLANK, file: files[0].name, as_of: now.toISOString(), trouble }] };
    const half = files.length >> 1;
    const rest = (some) => settled(one, trust, some, now, source, { copies, ready });
    const parts = [await rest(files.slice(0, half)), await rest(files.slice(half))];
    return Object.fromEntries(['found', 'documents', 'reports'].map((key) => [key, parts.flatMap((part) => part[key])]));
  }
}
const BLANK = { verdict: 'refused', signature: 'error', recognition: 'unknown', issuer: null, credential: null, checks: [], proofs: [], documents: [] };

// What the hosts say now counts, whatever it is; what fails is only that nobody could be asked, or that no document came.
function newer(part, live) {
  return live.found.length === 0 || live.reports.some(({ trouble }) => trouble) ? part : { ...part, reports: live.reports, documents: live.documents };
}

// Judges with the copies first, then with what the hosts say now: `show` is called for each, with what was sought for it.
async function examine(chunks, show, wanted = () => true) {
  const trust = await known();
  const now = new Date();
  const failed = new Map();
  const [copies, hosts] = [fromCopies(trust), fromHosts(failed, wanted)];
  const tell = (parts, asking) => show(parts.flatMap(({ reports }) => reports), { documents: parts.flatMap(({ documents }) => documents), failed, asking });
  const ready = await prefetched(trust, copies);
  const first = await spread(chunks, async (one, files) => ({ files, ...await settled(one, trust, files, now, copies, { ready }) }));
  const asks = !given && first.some(({ reports }) => reports.some(({ documents }) => documents.length > 0));
  await tell(first, asks);
  if (!asks) return;
  // What the judge could not do again leaves standing what it said of the copies.
  const then = await spread(first, async (one, part) => newer(part, await settled(one, trust, part.files, now, hosts, { copies: part.documents }))).catch(() => first);
  await tell(then, false);
}
