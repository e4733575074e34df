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

// A list in JSON is as many as it has objects, each exactly as it is written there. What is no such list stays whole, for the judge to refuse.
function each(file) {
  const { name, bytes } = file;
  let at = bytes[0] === 0xef ? 3 : 0; // a byte order mark
  const skip = () => { while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at += 1; };
  // Past the value that begins here, by its brackets alone.
  const pass = () => {
    let [deep, quoted] = [0, false];
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (quoted) {
        if (byte === 0x5c) at += 1; // a backslash
        else if (byte === 0x22) quoted = false;
      } else if (byte === 0x22) quoted = true;
      else if (byte === 0x7b || byte === 0x5b) deep += 1;
      else if ((byte === 0x7d || byte === 0x5d) && (deep -= 1) === 0) { at += 1; return true; }
    }
    return false;
  };
  skip();
  if (bytes[at] !== 0x5b) return [file];
  const found = [];
  do {
    if (found.length === LINES) return found.map((one) => ({ ...one, cut: true }));
    at += 1;
    skip();
    const begin = at;
    if (bytes[at] !== 0x7b || !pass()) return [file];
    found.push({ ...file, name: `${name}:${found.length + 1}`, bytes: bytes.slice(begin, at) });
    skip();
  } while (bytes[at] === 0x2c);
  const closed = bytes[at] === 0x5d;
  at += 1;
  skip();
  return closed && at === bytes.length ? found : [file];
}

// Where a file stood among those of its folder.
const places = new WeakMap();
const pathOf = (entry) => entry.fullPath.replace(/^\//, '');
const nameOf = (file) => places.get(file) ?? file.name;

// One reading of many is ten times as fast as one of each; a folder, or a file that is gone, is found out one by one.
async function readAll(some) {
  const read = await new Blob(some).arrayBuffer().catch(() => null);
  const whole = read?.byteLength === some.reduce((sum, { size }) => sum + size, 0) ? read : null;
  let end = 0;
  const all = await Promise.all(some.map(async (file) => {
    const name = nameOf(file);
    const bytes = whole ? whole.slice(end, end += file.size) : await file.arrayBuffer().catch(() => null);
    return bytes ? each(firstLines({ name, file: name, bytes: new Uint8Array(bytes) })) : lost(name, (say) => say.t.no_folder);
  }));
  return all.flat();
}
// What could not be had: its name, and how it is told.
const lost = (name, why) => ({ name, bytes: new Uint8Array(), lost: why });
const notFetched = (say, address) => say.fill('check_not_fetched', { address: isolated(short(address, 120)) });

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
  const found = { files, gone: [], cut: false };
  let left = FILES;
  const into = async (folder, deep) => {
    const reader = folder.createReader();
    for (;;) {
      const some = await new Promise((done) => { reader.readEntries(done, () => done(null)); });
      if (!some) { found.gone.push(pathOf(folder)); return; }
      if (some.length === 0) return;
      for (const entry of some) {
        if ((left -= 1) < 0 || deep > DEEP) { found.cut = true; return; }
        if (entry.name.startsWith('.')) continue; // what systems keep out of sight
        if (entry.isDirectory) await into(entry, deep + 1);
        else {
          const file = await new Promise((done) => { entry.file(done, () => done(null)); });
          if (!file) { found.gone.push(pathOf(entry)); continue; }
          places.set(file, pathOf(entry));
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

const LINKS = 40; // of a text

// Other words are no addresses: they name a host and a page on it, or a host that says that it is one.
const BARE = /^(?:www\.[^\s/?#]+\.[^\s/?#]{2,}|(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?::\d+)?(?=\/))[^\s]*$/iu;

// The addresses in a text that is no document itself: of one that stands in a sentence, its marks are no part of it.
function linksIn(text) {
  if (text.length > 1024 * 1024 || /^[[{<%]/.test(text)) return [];
  if (/^https?:\/\/\S+$/i.test(text)) return [text];
  const found = text.split(/\s+/).flatMap((word) => {
    const [link] = /https?:\/\/[^\s<>"“”„«»]+/i.exec(word) ?? [];
    const bare = link ?? word.replace(/^[(<"'“„«]+/, '');
    if (!link && !BARE.test(bare)) return [];
    const whole = bare.replace(/[.,;:!?'"“”»>]+$/, '');
    const inside = whole.includes('(') ? whole : whole.replace(/\)+[.,;:!?]*$/, '');
    return [link ? inside : `https://${inside}`];
  });
  return [...new Set(found)];
}

const isPacked = (text) => /^[\w-]{40,}$/.test(text);
const isVerify = ({ pathname }) => /(^|\/)verify(\/|\/index\.html|\/verify\.html|\.html)?$/.test(pathname);
function unescaped(text) {
  try { return decodeURIComponent(text); } catch { throw unreadable(); }
}

// A link to a page that checks holds what it is to check after its #: the credential, or its address. That is in the codes on certificates.
async function behind(url, deep = 0) {
  const inside = url.hash.slice(1);
  if (inside && deep < 2) {
    if (isPacked(inside)) {
      const bytes = await unpack(inside).catch(() => null);
      if (bytes) return { name: '#', bytes };
      if (isVerify(url)) throw unreadable();
    }
    const text = /^(https?%3A|\.{0,2}%2F)/i.test(inside) ? unescaped(inside) : inside;
    if (/^https?:\/\//i.test(text) || isVerify(url) && /^\.{0,2}\//.test(text)) {
      const next = parsed(text, url);
      if (!next) throw unreadable();
      return behind(next, deep + 1);
    }
  }
  // Another site may not allow it, or is not there; a file that stands alone asks nobody.
  const unreached = (why) => Object.assign(new Error(why), { address: /^https?:/.test(url.protocol) ? url.host : url.pathname.split('/').pop() });
  if (given) throw unreached('this file asks no network');
  const reached = (address) => read(address, { cache: 'no-cache' }).catch((error) => { throw unreached(error.message); });
  const bytes = await reached(url);
  const file = fileOnPage(bytes, url);
  return file ? { name: file.href, bytes: await reached(file) } : { name: url.href, bytes };
}

// Addresses, a credential, or one that was packed for an address.
async function fromText(text) {
  const trimmed = text.trim();
  const isToken = /^[\w-]+\.[\w-]*\.[\w-]*(~|$)/.test(trimmed) && /^ey/.test(trimmed);
  const links = isToken ? [] : /^\.{0,2}\/\S+$/.test(trimmed) ? [trimmed] : linksIn(trimmed);
  if (links.length === 1) {
    const url = parsed(links[0], location.href);
    if (!url) throw unreadable();
    return { files: [await behind(url)] };
  }
  if (links.length > 1) {
    const had = async (link) => {
      try { return await behind(parsed(link) ?? (() => { throw unreadable(); })()); } catch (error) { return lost(link, (say) => (error.said ? error.said(say.t) : notFetched(say, error.address ?? link))); }
    };
    return { files: await Promise.all(links.slice(0, LINKS).map(had)), cut: links.length > LINKS };
  }
  if (!isToken && isPacked(trimmed)) return { files: [{ name: '#', bytes: await unpack(trimmed).catch(() => { throw unreadable(); }) }] };
  return { files: [{ name: '–', bytes: new TextEncoder().encode(trimmed) }] };
}
