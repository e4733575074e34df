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

function onVerifyPage(root) {
  const [form, place] = [root.querySelector('form'), root.querySelector('.check')];
  const [input, paste, drop] = [form.querySelector('input'), form.querySelector('textarea'), form.querySelector('.verify-drop')];
  place.setAttribute('aria-live', 'polite');
  place.tabIndex = -1;

  // What was asked last is what is told: an earlier answer that comes late says nothing any more.
  let turn = 0;
  async function run(files, large = []) {
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
      const aside = () => large.slice(0, 5).map((file) => trouble(say, tooLarge(file)));
      await examine(chunks, async (all, documents, failed) => {
        if (all.length > 1) {
          const open = [...place.querySelectorAll('[data-n][open]')].map((row) => row.dataset.n);
          tell(...aside(), many(say, all));
          open.forEach((n) => { place.querySelector(`[data-n="${n}"]`)?.setAttribute('open', ''); });
          return;
        }
        const [report] = all;
        // Of a file that stands alone, its place on the reader's disk is nobody else's business.
        const here = given ? loaded.file ?? location.pathname.split('/').pop() : location.href.split('#')[0];
        const address = /^https?:/.test(report.file) ? report.file : here;
        const title = report.credential ? [el('h2', {}, el('bdi', {}, short(report.credential.title ?? say.t.untitled, 200))), el('p', {}, sentence(say, report))] : [];
        tell(...aside(), ...title, panel(say, { report, documents, failed, address, compare: false }).box);
      }, () => mine === turn);
    } catch (error) {
      tell(say ? trouble(say, error) : el('p', { lang: 'en', dir: 'ltr' }, `This page could not load all that it needs: ${error.message}`));
    }
    if (mine !== turn) return;
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: 'nearest' });
  }

  const tooLarge = ({ name, size }) => new Error(`larger than ${LARGEST / 1024 / 1024} MB: ${name} (${Math.ceil(size / 1024 / 1024)} MB)`);

  // One reading of many is ten times as fast as one of each.
  async function readAll(some) {
    const all = await new Blob(some).arrayBuffer();
    let end = 0;
    return some.map(({ name, size }) => ({ name, file: name, bytes: new Uint8Array(all.slice(end, end += size)) }));
  }

  function fromFiles(chosen) {
    const [large, fit] = [chosen.filter(({ size }) => size > LARGEST), chosen.filter(({ size }) => size <= LARGEST)];
    warm(Math.ceil(fit.length / CHUNK));
    run(async () => {
      if (fit.length === 0) throw tooLarge(large[0]);
      if (fit.reduce((sum, { size }) => sum + size, 0) > MOST) throw new Error(`too much at once: more than ${MOST / 1024 / 1024} MB`);
      const groups = [[]];
      let size = 0;
      for (const file of fit) {
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
    }, large);
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
if (able && document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
else if (able) begin();
