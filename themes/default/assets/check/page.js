// In: a page with a credential's file, or one where anybody checks any credential. Out: the check, made when the reader asks for it.

// ---- One credential -------------------------------------------------------------------------------------------------------------------

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
    // What was found is brought into view, once, unless the reader has gone on to something else.
    let shown = false;
    const arrive = () => {
      if (!shown && [button, document.body, null].includes(document.activeElement)) place.scrollIntoView({ block: 'nearest' });
      shown = true;
    };
    ready();
    button.setAttribute('aria-disabled', 'true');
    try {
      const reading = fileOf(host);
      reading.catch(() => {}); // told when it is awaited
      say = speaker(await words());
      button.textContent = say.t.check_running;
      const name = packed ? host.dataset.name : host.dataset.file.split('/').pop();
      const within = host.closest('article') ?? document;
      // Of a file that stands alone, its place on the reader's disk is nobody else's business.
      const address = packed ? location.pathname.split('/').pop() : location.href.split('#')[0];
      await examine([[{ name, bytes: await reading }]], async ([report], sought) => {
        if (report.trouble) throw report.trouble;
        const { box, differs } = panel(say, { report, sought, address, within });
        renew(place, box);
        arrive();
        if (report.verdict === 'verified' && report.recognition !== 'namesake' && differs.length === 0) drawSeal(within);
      });
    } catch (error) {
      if (say) place.replaceChildren(trouble(say, error));
      else place.replaceChildren(el('p', { class: 'check-verdict' }, host.dataset.failed ?? String(error.message)));
      arrive();
    } finally {
      button.removeAttribute('aria-disabled');
      if (say) button.textContent = say.t.check_again;
    }
  });
}

// ---- Any credential -------------------------------------------------------------------------------------------------------------------

async function unpack(text) {
  const base64 = text.replace(/-/g, '+').replace(/_/g, '/');
  return await gathered(new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream('deflate-raw')), 4 * 1024 * 1024);
}

const unreadable = () => Object.assign(new Error('the link cannot be read'), { said: (t) => t.check_link_bad });

// The link to a credential's page is as good as one to its file; another page is no credential. What a page holds is never run.
function fileOnPage(bytes, url) {
  const text = new TextDecoder().decode(bytes.subarray(0, 1024 * 1024));
  if (!/^\s*<(!doctype html|html)/i.test(text)) return null;
  const file = new DOMParser().parseFromString(text, 'text/html').querySelector('.check[data-file]')?.dataset.file;
  const inside = file && parsed(file, url.href);
  if (inside?.origin !== url.origin) throw Object.assign(new Error('a web page'), { said: (t) => t.check_page_not });
  return inside;
}

// An address, a credential, or one that was packed for an address.
async function fromText(text) {
  const trimmed = text.trim();
  const isToken = /^[\w-]+\.[\w-]*\.[\w-]*(~|$)/.test(trimmed);
  if (/^https?:\/\/\S+$/i.test(trimmed) || /^\.{0,2}\/\S+$/.test(trimmed)) {
    const url = parsed(trimmed, location.href);
    if (!url) throw unreadable();
    // Another site may not allow it, or is not there; a file that stands alone asks nobody.
    const unreached = (why) => Object.assign(new Error(why), { address: /^https?:/.test(trimmed) ? url.host : trimmed });
    if (given) throw unreached('this file asks no network');
    const reached = (address) => read(address, { cache: 'no-cache' }).catch((error) => { throw unreached(error.message); });
    const bytes = await reached(url);
    const inside = fileOnPage(bytes, url);
    return inside ? { name: inside.href, bytes: await reached(inside) } : { name: url.href, bytes };
  }
  if (!isToken && /^[\w-]{40,}$/.test(trimmed)) return { name: '#', bytes: await unpack(trimmed).catch(() => { throw unreadable(); }) };
  return { name: '–', bytes: new TextEncoder().encode(trimmed) };
}

// What a file says of itself, in plain words: whose it is, what, and by whom. Nothing of it is proven, and of a picture nothing is read.
function claim(files, { file }) {
  const [, name, line] = /^(.*):(\d+)$/s.exec(file) ?? [];
  const found = files.filter((one) => one.name === file || one.name === name);
  if (found.length !== 1 || found[0].bytes.length > 1024 * 1024) return null;
  const whole = new TextDecoder().decode(found[0].bytes).trim();
  const text = found[0].name === file ? whole : whole.split('\n')[line - 1] ?? '';
  try {
    const [, inside] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(text) ?? [];
    const value = JSON.parse(inside ? new TextDecoder().decode(bytesOf(inside.replace(/-/g, '+').replace(/_/g, '/'))) : text);
    const credential = value.vc ?? value;
    const first = (one) => (Array.isArray(one) ? one[0] : one) ?? {};
    const word = (one) => (typeof one === 'string' ? one : typeof first(one)['@value'] === 'string' ? first(one)['@value'] : null);
    const subject = first(credential.credentialSubject);
    const identity = [].concat(subject.identifier ?? []).find((one) => one?.identityType === 'name' && one.hashed !== true);
    const told = [word(subject.name) ?? word(identity?.identityHash), word(first(subject.achievement).name) ?? word(credential.name), word(first(credential.issuer).name)];
    const said = told.filter(Boolean).map((one) => short(one, 120));
    return said.length ? said : null;
  } catch { return null; }
}

function onVerifyPage(root) {
  const [form, place] = [root.querySelector('form'), root.querySelector('.check')];
  const [input, paste, drop] = [form.querySelector('input'), form.querySelector('textarea'), form.querySelector('.verify-drop')];
  place.setAttribute('aria-live', 'polite');
  place.tabIndex = -1;

  // What was asked last is what is told: an earlier answer that comes late says nothing any more.
  let turn = 0;
  async function run(files, large = []) {
    // What asks no network gets no other answer.
    const again = given ? null : () => run(files, large);
    const mine = (turn += 1);
    const tell = (...nodes) => { if (mine === turn) renew(place, ...nodes); };
    const begun = document.activeElement;
    // Whoever has gone on to something else is not called back.
    const arrive = () => {
      if (mine !== turn || ![begun, document.body, null].includes(document.activeElement)) return;
      place.focus({ preventScroll: true });
      place.scrollIntoView({ block: 'nearest' });
    };
    let arrived = false;
    const reading = files?.();
    reading?.catch(() => {}); // told when it is awaited
    let say;
    try {
      say = speaker(await words());
      tell(el('p', { class: 'quiet' }, files ? say.t.check_running : say.t.check_empty));
      if (!files) return;
      const chunks = await reading;
      const [loaded] = await chunks[0];
      const aside = () => large.slice(0, 5).map((file) => trouble(say, tooLarge(file)));
      await examine(chunks, async (all, sought) => {
        const files = (await Promise.all(chunks)).flat();
        const claimOf = (report) => claim(files, report);
        const cut = files.some((file) => file.cut);
        const note = cut ? el('p', { class: 'quiet' }, say.fill('check_first', { shown: new Intl.NumberFormat(say.locale).format(LINES) })) : null;
        if (all.length !== 1) {
          tell(...aside(), note, many(say, all, sought, { claimOf, again }));
          if (!arrived) setTimeout(arrive); // once the list stands there
          arrived = true;
          return;
        }
        const [report] = all;
        if (report.trouble) throw report.trouble;
        // Of a file that stands alone, its place on the reader's disk is nobody else's business.
        const here = given ? loaded.file ?? location.pathname.split('/').pop() : location.href.split('#')[0];
        const address = /^https?:/.test(report.file) ? report.file : here;
        const title = report.credential ? [el('h2', {}, el('bdi', {}, short(report.credential.title ?? say.t.untitled, 200))), el('p', {}, sentence(say, report))] : [];
        tell(...aside(), ...title, panel(say, { report, sought, address, claim: claimOf(report), again }).box);
        if (!arrived) arrive();
        arrived = true;
      }, () => mine === turn);
    } catch (error) {
      tell(say ? trouble(say, error) : el('p', { lang: 'en', dir: 'ltr' }, `This page could not load all that it needs: ${error.message}`));
    }
    if (!arrived) arrive();
  }

  const tooLarge = ({ name, size }) => new Error(`larger than ${LARGEST / 1024 / 1024} MB: ${name} (${Math.ceil(size / 1024 / 1024)} MB)`);

  // A file of lines is checked line by line; of a very long one the first.
  function firstLines(file) {
    const { name, bytes } = file;
    const isLines = /\.(jsonl|ndjson)$/i.test(name) || bytes[0] === 0x7b && /\}\s*$/.test(new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(10)).slice(-2)));
    if (!isLines) return file;
    let end = -1;
    for (let n = 0; n < LINES; n += 1) {
      end = bytes.indexOf(10, end + 1);
      if (end < 0 || end === bytes.length - 1) return file;
    }
    return { ...file, bytes: bytes.slice(0, end), cut: true };
  }

  // One reading of many is ten times as fast as one of each.
  async function readAll(some) {
    const all = await new Blob(some).arrayBuffer();
    let end = 0;
    return some.map(({ name, size }) => firstLines({ name, file: name, bytes: new Uint8Array(all.slice(end, end += size)) }));
  }

  function fromFiles(chosen) {
    const [large, fit] = [chosen.filter(({ size }) => size > LARGEST), chosen.filter(({ size }) => size <= LARGEST)];
    warm(Math.ceil(fit.length / CHUNK));
    run(async () => {
      if (fit.length === 0) throw tooLarge(large[0]);
      if (fit.reduce((sum, { size }) => sum + size, 0) > MOST) throw new Error(`too much at once: more than ${MOST / 1024 / 1024} MB`);
      const groups = [];
      let [size, room] = [0, 0];
      for (const file of fit) {
        size += file.size;
        if (room === 0 || size > TOGETHER) {
          // Of the first a few, so that every judge soon has something to do.
          room = groups.length < judges.length ? FIRST : CHUNK;
          size = file.size;
          groups.push([]);
        }
        groups.at(-1).push(file);
        room -= 1;
      }
      // The first are judged while the next are read.
      const chunks = [];
      for (const group of groups) {
        const reading = Promise.resolve(chunks.at(-1)).then(() => readAll(group));
        reading.catch(() => {}); // told when it is awaited
        chunks.push(reading);
      }
      return chunks;
    }, large);
  }
  const soon = () => warm(judges.length, true);
  input.addEventListener('change', () => { if (input.files.length) fromFiles([...input.files]); input.value = ''; });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = paste.value;
    run(text.trim() ? async () => [[firstLines(await fromText(text))]] : null);
  });
  addEventListener('dragenter', soon, { once: true });
  form.addEventListener('pointerenter', soon, { once: true });
  form.addEventListener('focusin', soon, { once: true });
  addEventListener('dragover', (event) => { event.preventDefault(); drop.classList.add('over'); });
  addEventListener('dragleave', () => drop.classList.remove('over'));
  addEventListener('drop', (event) => {
    drop.classList.remove('over');
    const { files } = event.dataTransfer;
    const text = event.dataTransfer.getData('text/uri-list') || event.dataTransfer.getData('text/plain');
    // Words that are dropped where words are written are written there.
    if (files.length === 0 && (!text.trim() || event.target === paste)) return;
    event.preventDefault();
    if (files.length) fromFiles([...files]); else run(async () => [[firstLines(await fromText(text))]]);
  });
  function unescaped(text) {
    try { return decodeURIComponent(text); } catch { throw unreadable(); }
  }
  const comes = () => {
    const text = location.hash.slice(1);
    if (text && text !== 'content') run(async () => [[firstLines(await fromText(/^(https?%3A|\.{0,2}%2F)/i.test(text) ? unescaped(text) : text))]]);
    // Whoever goes back to the empty page finds it empty.
    else if (!text && turn > 0) { turn += 1; place.replaceChildren(); }
  };
  addEventListener('hashchange', comes);
  comes();
}

// From a disk the page cannot read the file beside it; it leads to the file that checks, with the credential in the address.
function fromDisk(host) {
  const [link, packedFile] = [host.querySelector('a.button'), host.dataset.packed];
  if (link && packedFile && link.href.includes('#')) link.href = `${new URL(host.dataset.alone, location.href)}#${packedFile}`;
}

function begin() {
  const verify = document.querySelector('[data-verify]');
  if (verify) onVerifyPage(verify);
  else document.querySelectorAll('.check[data-file]').forEach(onCredentialPage);
}
const whenRead = (act) => { if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', act); else act(); };
if (able) whenRead(begin);
else if (location.protocol === 'file:') whenRead(() => document.querySelectorAll('.check[data-packed]').forEach(fromDisk));
