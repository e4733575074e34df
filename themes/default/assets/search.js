// Search in a register: fetches the part of the index that a query needs, and nothing from any other host.
// The index is a tree of beginnings of words (search/index/). Without this script the page is an index from A to Z.
(() => {
  'use strict';
  const own = document.currentScript;
  const MOST = 12;
  const parts = new Map();
  const same = {
    ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ƀ: 'b', ƃ: 'b', ɓ: 'b', ɖ: 'd', ɗ: 'd', ƌ: 'd',
    ǝ: 'e', ə: 'e', ɛ: 'e', ƒ: 'f', ǥ: 'g', ɠ: 'g', ɣ: 'g', ħ: 'h', ɦ: 'h', ɨ: 'i', ɩ: 'i', ƙ: 'k', ĸ: 'k', ƚ: 'l', ɫ: 'l',
    ŋ: 'n', ɲ: 'n', ɔ: 'o', ɵ: 'o', ƥ: 'p', ʂ: 's', ŧ: 't', ƭ: 't', ʈ: 't', ʉ: 'u', ʋ: 'v', ƴ: 'y', ƶ: 'z', ς: 'σ', ى: 'ي',
  };
  const fold = (text) => [...text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').toLowerCase()]
    .map((c) => same[c] ?? (/[ـ’'ʻʼ\p{M}]/u.test(c) ? '' : c)).join('');
  const words = (text) => fold(text).split(/[^\p{Alphabetic}\p{N}]+/u).filter(Boolean).map((word) => [...word].slice(0, 24).join(''));

  // A name with an apostrophe is found as one word and by its parts.
  const spoken = (title) => [...words(title), ...words(title.replace(/['’ʻʼ]/g, ' '))];

  const part = (prefix) => {
    const name = [...prefix].map((c) => c.codePointAt(0).toString(16)).join('-') || 'all';
    if (!parts.has(name)) {
      parts.set(name, fetch(`${own.dataset.root}search/index/${name}.json`).then((answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      }));
      parts.get(name).catch(() => parts.delete(name));
    }
    return parts.get(name);
  };

  // The smallest part that holds all that begins with the first word, as far as there is one. A word that very many names have
  // goes on with a blank and their other words; names that only begin with it are then elsewhere.
  const reach = async (words) => {
    let prefix = '';
    let at = await part('');
    for (const c of words.join(' ')) {
      if (!at.next) break;
      if (![...at.next].includes(c)) return c === ' ' ? at : { found: [], next: prefix.includes(' ') };
      prefix += c;
      at = await part(prefix);
    }
    const exact = prefix.includes(' ');
    return { found: at.found, next: at.next || exact, n: exact ? 0 : at.n };
  };

  const begins = (title, word) => spoken(title).some((one) => one.startsWith(word) || (/[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]/.test(one) && one.includes(word)));

  // The serial number that a certificate shows, alone or as a whole address. Of who is not listed nothing is in the index, so the page itself
  // is asked whether it is there; whoever has the number could open it as well.
  const SERIAL = /^(?:https?:\/\/\S+\/credentials\/)?([a-z2-7]{16})(?:\/(?:index\.html)?)?$/;
  async function serial(query) {
    const [, slug] = SERIAL.exec(query.trim().toLowerCase()) ?? [];
    if (!slug) return null;
    const path = `credentials/${slug}/index.html`;
    const answer = await fetch(own.dataset.pages + path, { method: 'HEAD' }).catch(() => null);
    return answer?.ok ? { found: [[slug, path, '']], more: false, count: 1 } : null;
  }

  async function look(query) {
    const numbered = await serial(query);
    if (numbered) return numbered;
    const wanted = [...new Set(words(query))];
    if (!wanted.length) return null;
    const reached = await Promise.all(wanted.map((first) => reach([first, ...wanted.filter((word) => word !== first)])));
    const all = new Map(reached.flatMap((at) => at.found).map((one) => [one[1], one]));
    // What has the words in its own name comes before what has them beside it, and what has none there is not meant.
    const near = ([title]) => wanted.filter((word) => begins(title, word)).length;
    const found = [...all.values()].filter((one) => near(one) > 0 && wanted.every((word) => begins(`${one[0]} ${one[2]}`, word)));
    found.sort((a, b) => near(b) - near(a));
    const more = reached.every((at) => at.next);
    // Of one word the part knows how many there are, also of those that it does not hold.
    return { found, more, count: more && wanted.length === 1 ? reached[0].n : 0 };
  }

  function start(box) {
    const input = box.querySelector('input');
    const list = box.querySelector('[role=listbox]');
    const status = box.querySelector('[role=status]');
    const say = box.dataset;
    let asked = 0;
    let chosen = -1;
    let looking = Promise.resolve();
    box.hidden = false;

    const options = () => [...list.children];
    const open = (is) => {
      list.hidden = !is;
      input.setAttribute('aria-expanded', String(is));
      if (!is) choose(-1);
    };
    const choose = (n) => {
      chosen = n;
      options().forEach((option, i) => option.setAttribute('aria-selected', String(i === n)));
      if (n < 0) input.removeAttribute('aria-activedescendant');
      else {
        input.setAttribute('aria-activedescendant', options()[n].id);
        options()[n].scrollIntoView({ block: 'nearest' });
      }
    };
    const go = (option) => { if (option) location.href = option.dataset.href; };

    // Says whether what is listed now is what was asked for.
    async function update() {
      const turn = (asked += 1);
      let answer;
      try {
        answer = await look(input.value);
      } catch {
        if (turn === asked) { list.replaceChildren(); status.textContent = say.failed; open(false); }
        return false;
      }
      if (turn !== asked) return false;
      list.replaceChildren();
      if (!answer) { status.textContent = ''; open(false); return false; }
      answer.found.slice(0, MOST).forEach(([title, path, note], i) => {
        const option = document.createElement('li');
        option.id = `${list.id}-${i}`;
        option.setAttribute('role', 'option');
        option.dataset.href = own.dataset.pages + path;
        const name = document.createElement('bdi');
        name.textContent = title;
        const more = document.createElement('span');
        more.className = 'quiet';
        more.textContent = note;
        option.append(name, ' ', more);
        option.addEventListener('mousedown', (event) => event.preventDefault());
        option.addEventListener('click', () => go(option));
        list.append(option);
      });
      const narrow = answer.more || answer.found.length > MOST ? ` · ${say.more}` : '';
      status.textContent = answer.found.length ? `${say.results} ${answer.count || answer.found.length}${answer.more && !answer.count ? '+' : ''}${narrow}` : say.none;
      choose(-1);
      open(answer.found.length > 0);
      return true;
    }

    input.addEventListener('input', () => { looking = update(); });
    input.addEventListener('focus', () => { if (list.children.length && input.value) open(true); });
    // The list is closed when the reader goes on. What is pressed with a pointer stays where it is until it was clicked.
    let pressed = false;
    addEventListener('pointerdown', () => { pressed = true; }, true);
    for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => setTimeout(() => { pressed = false; if (document.activeElement !== input) open(false); }), true);
    input.addEventListener('blur', () => { if (!pressed) open(false); });
    input.addEventListener('keydown', (event) => {
      // Enter that ends the composition of a word chooses letters, and no name; Safari sends it as key 229 when the composition is over.
      if (event.isComposing || event.keyCode === 229) return;
      const all = options();
      if (event.key === 'Escape') { if (list.hidden) { input.value = ''; looking = update(); } open(false); }
      else if (event.key === 'Enter') {
        event.preventDefault();
        // What is still being looked up is waited for: the first of an older query is not meant.
        if (chosen >= 0) go(all[chosen]); else looking.then((found) => { if (found) go(options()[0]); });
      }
      else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && all.length) {
        event.preventDefault();
        open(true);
        const step = event.key === 'ArrowDown' ? 1 : -1;
        choose(chosen < 0 ? (step > 0 ? 0 : all.length - 1) : (chosen + step + all.length) % all.length);
      }
    });
    const query = new URLSearchParams(location.search).get('q');
    if (query && box.dataset.page) input.value = query;
    if (input.value) looking = update(); // also what was typed before this script came
  }

  addEventListener('DOMContentLoaded', () => document.querySelectorAll('[data-search]').forEach(start));
})();
