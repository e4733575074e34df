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
        settle(within, box, differs.length > 0 || isAgainst(report, within));
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

const count = (say, n) => new Intl.NumberFormat(say.locale).format(n);

function onVerifyPage(root) {
  const [form, place] = [root.querySelector('form'), root.querySelector('.check')];
  const [input, paste, drop] = [form.querySelector('input'), form.querySelector('textarea'), form.querySelector('.verify-drop')];
  place.setAttribute('aria-live', 'polite');
  place.tabIndex = -1;

  // What was asked last is what is told: an earlier answer that comes late says nothing any more.
  let turn = 0;
  async function run(bring) {
    // What asks no network gets no other answer.
    const again = given ? null : () => run(bring);
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
    const reading = bring?.();
    reading?.catch(() => {}); // told when it is awaited
    let say;
    try {
      say = speaker(await words());
      tell(el('p', { class: 'quiet' }, bring ? say.t.check_running : say.t.check_empty));
      if (!bring) return;
      const { chunks, large, notes } = await reading;
      const [loaded] = await chunks[0];
      const aside = () => large.slice(0, 5).map((file) => trouble(say, tooLarge(file)));
      await examine(chunks, async (all, sought) => {
        const lines = (await Promise.all(chunks)).flat().some((file) => file.cut) ? say.fill('check_first', { shown: count(say, LINES) }) : null;
        const note = [...notes.map((one) => one(say)), lines].filter(Boolean).map((text) => el('p', { class: 'quiet' }, text));
        if (all.length !== 1) {
          tell(...aside(), ...note, many(say, all, sought, { again }));
          if (!arrived) setTimeout(arrive); // once the list stands there
          arrived = true;
          return;
        }
        const [report] = all;
        if (report.trouble ?? report.lost) throw report.trouble ?? { said: () => headline(say, report)[0] };
        // Of a file that stands alone, its place on the reader's disk is nobody else's business.
        const here = given ? loaded.file ?? location.pathname.split('/').pop() : location.href.split('#')[0];
        const address = /^https?:/.test(report.file) ? report.file : here;
        tell(...aside(), ...note, panel(say, { report, sought, address, again }).box);
        if (!arrived) arrive();
        arrived = true;
      }, () => mine === turn);
    } catch (error) {
      tell(say ? trouble(say, error) : el('p', { lang: 'en', dir: 'ltr' }, `This page could not load all that it needs: ${error.message}`));
    }
    if (!arrived) arrive();
  }

  // Files, or what a folder has in it once it is opened.
  function fromFiles(chosen, folders) {
    const isLarge = ({ size }) => size > LARGEST;
    if (!folders) warm(Math.ceil(chosen.length / CHUNK));
    run(async () => {
      const { files, gone, cut } = folders ? await folders : { files: chosen, gone: [], cut: false };
      const [large, fit] = [files.filter(isLarge), files.filter((file) => !isLarge(file))];
      if (large.length > 0 && fit.length === 0) throw tooLarge(large[0]);
      const told = fit.length + gone.length > 0 ? gone.map((name) => lost(name, (say) => say.t.no_folder)) : [lost('', (say) => say.t.check_empty)];
      return { chunks: [...inGroups(fit), told].filter(({ length }) => length !== 0), large, notes: cut ? [(say) => say.fill('cut_folder', { shown: count(say, FILES) })] : [] };
    });
  }
  async function fromOne(text) {
    const { files, cut } = await fromText(text);
    return { chunks: [files.map(firstLines).flatMap(each)], large: [], notes: cut ? [(say) => say.fill('cut_links', { shown: count(say, LINKS) })] : [] };
  }
  const soon = () => warm(judges.length, true);
  input.addEventListener('change', () => { if (input.files.length) fromFiles([...input.files]); input.value = ''; });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = paste.value;
    run(text.trim() ? () => fromOne(text) : null);
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
    const folders = opened(event.dataTransfer);
    if (files.length === 0 && !folders && (!text.trim() || event.target === paste)) return;
    event.preventDefault();
    if (files.length || folders) fromFiles([...files], folders); else run(() => fromOne(text));
  });
  const comes = () => {
    const text = location.hash.slice(1);
    if (text && text !== 'content') run(async () => fromOne(/^(https?%3A|\.{0,2}%2F)/i.test(text) ? unescaped(text) : text));
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
