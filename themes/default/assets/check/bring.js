// In: what a reader brings: files, folders, a text, a link. Out: bytes with the name that they are told by, or why they could not be had. Nothing
// is judged here.

const FILES = 2000; // and folders in those that are dropped
const DEEP = 8; // folders inside each other

// ---- Files and folders ----------------------------------------------------------------------------------------------------------------

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

// Where a file stood among those of its folder.
const places = new WeakMap();
const nameOf = (file) => places.get(file) ?? file.name;

// One reading of many is ten times as fast as one of each; a folder, or a file that is gone, is found out one by one.
async function readAll(some) {
  const whole = await new Blob(some).arrayBuffer().catch(() => null);
  let end = 0;
  return Promise.all(some.map(async (file) => {
    const name = nameOf(file);
    const bytes = whole ? whole.slice(end, end += file.size) : await file.arrayBuffer().catch(() => null);
    return bytes ? firstLines({ name, file: name, bytes: new Uint8Array(bytes) }) : lost(name, 'no_folder');
  }));
}
const lost = (name, why, address) => ({ name, bytes: new Uint8Array(), lost: { why, address } });

// Files in groups that are judged together: the first are judged while the next are read.
function inGroups(files) {
  if (files.reduce((sum, { size }) => sum + size, 0) > MOST) throw new Error(`too much at once: more than ${MOST / 1024 / 1024} MB`);
  const groups = [];
  let [size, room] = [0, 0];
  for (const file of files) {
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
  const chunks = [];
  for (const group of groups) {
    const reading = Promise.resolve(chunks.at(-1)).then(() => readAll(group));
    reading.catch(() => {}); // told when it is awaited
    chunks.push(reading);
  }
  return chunks;
}

// What was dropped, folders opened as far as they are not endless. Asked while the event lasts: later nothing is told any more.
function opened(transfer) {
  const folders = [];
  const files = [...transfer.items].filter(({ kind }) => kind === 'file').flatMap((item) => {
    const entry = item.webkitGetAsEntry?.();
    if (entry?.isDirectory) folders.push(entry);
    return entry?.isDirectory ? [] : [item.getAsFile()].filter(Boolean);
  });
  if (folders.length === 0) return null;
  const found = { files, cut: false };
  let left = FILES;
  const into = async (folder, deep) => {
    const reader = folder.createReader();
    for (;;) {
      const some = await new Promise((done, fail) => { reader.readEntries(done, fail); });
      if (some.length === 0) return;
      for (const entry of some) {
        if ((left -= 1) < 0 || deep > DEEP) { found.cut = true; return; }
        if (entry.name.startsWith('.')) continue; // what systems keep out of sight
        if (entry.isDirectory) await into(entry, deep + 1);
        else {
          const file = await new Promise((done) => { entry.file(done, () => done(null)); }) ?? new File([], entry.name);
          places.set(file, entry.fullPath.replace(/^\//, ''));
          found.files.push(file);
        }
      }
    }
  };
  return folders.reduce((before, folder) => before.then(() => into(folder, 1)), Promise.resolve()).then(() => found);
}

// ---- Texts and links ------------------------------------------------------------------------------------------------------------------

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

// ---- What a file says of itself ---------------------------------------------------------------------------------------------------------

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
