// Every kind of page by keyboard alone: Tab comes to everything that can be used, in the order in which it is seen, and leaves again; where
// one is can be seen; the skip link skips; Enter opens what is folded.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { build, inLanguage, launch, longest, ownPath, root, serve, SITES, visit } from './sites.js';

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const cases = [
  ...SITES.map((site) => [site, 1280, () => join(root, 'sample-site', site)]),
  ...SITES.map((site) => [site, 390, () => join(root, 'sample-site', site)]),
  ['portfolio', 1280, () => inLanguage('portfolio', 'ar')],
];

for (const [i, [site, width, project]] of cases.entries()) {
  describe(`sample-site/${site} at ${width} px${i === cases.length - 1 ? ', in Arabic' : ''}`, () => {
    test('can be walked by keyboard', async () => {
      const out = build(project());
      const server = await serve(out, ownPath(site));
      const options = { viewport: { width, height: 900 }, reducedMotion: 'reduce' };
      const found = await visit(browser, { base: server.url, pages: longest(out), options }, walk);
      await server.close();
      assert.deepEqual(found, []);
    });
  });
}

async function walk(page) {
  const found = [];
  const stops = await page.evaluate(prepare);
  if (stops === 0) return [];
  found.push(...(await skip(page)));
  await page.evaluate(() => { document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0); });
  await page.locator('body').evaluate((body) => { body.tabIndex = -1; body.focus(); body.removeAttribute('tabindex'); });
  for (let i = 0; i < stops; i++) {
    await page.keyboard.press('Tab');
    const { trouble, folded, lost } = await page.evaluate(arrive, i);
    found.push(...trouble);
    if (lost) return found;
    if (folded) {
      await page.keyboard.press('Enter');
      if (!(await page.evaluate(() => document.activeElement.parentElement.open))) found.push(`Enter does not open: ${folded}`);
    }
  }
  await page.keyboard.press('Tab');
  if (await page.evaluate((last) => document.activeElement === globalThis.stops[last].element, stops - 1)) found.push('a trap: Tab does not leave the last place');
  return found;
}

// The skip link is the first place, is seen when it has the focus, and leads into the content.
async function skip(page) {
  if (!(await page.evaluate(() => document.querySelector('header nav') !== null))) return [];
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => {
    const { element } = globalThis.stops[0];
    const { top, left, width, height } = element.getBoundingClientRect();
    return { here: document.activeElement === element, leads: element.getAttribute('href'), seen: top >= 0 && left >= 0 && width > 1 && height > 1 };
  });
  if (!first.here || !first.leads?.startsWith('#')) return ['the first place is no skip link'];
  if (!first.seen) return ['the skip link is not seen when it has the focus'];
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const inside = await page.evaluate((target) => {
    const content = document.querySelector(target);
    const any = globalThis.stops.some(({ element }) => content?.contains(element));
    return content !== null && (!any || content.contains(document.activeElement));
  }, first.leads);
  return inside ? [] : ['the skip link does not lead into the content'];
}

// Runs in the page: remembers every place that Tab must come to, in order, with how it looks while it has not the focus.
function prepare() {
  const closed = [...document.querySelectorAll('details:not([open])')];
  for (const one of document.querySelectorAll('details')) one.open = true;
  const usable = 'a[href], area[href], button, input, select, textarea, summary, iframe, [tabindex]:not([tabindex="-1"])';
  const look = (element) => {
    const styles = [element, ...element.querySelectorAll('*')].slice(0, 12).map((one) => getComputedStyle(one));
    return styles.flatMap((style) => [
      style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.backgroundColor, style.borderColor, style.borderWidth, style.color,
      style.textDecorationLine, style.textDecorationColor, style.textDecorationThickness, style.transform,
    ]).join('|');
  };
  const elements = [...document.querySelectorAll(usable)].filter((one) => !one.disabled && one.checkVisibility({ visibilityProperty: true }));
  globalThis.look = look;
  globalThis.stops = elements.map((element) => ({ element, plain: look(element) }));
  for (const one of document.querySelectorAll('details')) one.open = false;
  return closed.length === 0 && elements.length === 0 ? 0 : elements.length;
}

// Runs in the page after Tab: is this the place that was expected, is it seen, and does it come after the one before?
function arrive(i) {
  const name = (element) => element?.outerHTML.replaceAll(/\s+/g, ' ').slice(0, 120);
  const { element, plain } = globalThis.stops[i];
  const active = document.activeElement;
  if (active !== element) return { trouble: [`Tab came to ${name(active)} where ${name(element)} was expected`], lost: true };
  const trouble = [];
  if (globalThis.look(element) === plain) trouble.push(`the focus is not seen: ${name(element)}`);
  const boxes = [...element.getClientRects()].filter((box) => box.width > 0 && box.height > 0);
  const spots = boxes.flatMap((box) => [0.5, 0.1, 0.9].map((part) => document.elementFromPoint(box.left + box.width * part, box.top + box.height / 2)));
  // Of a tall box, its beginning is enough: that is where the caret stands.
  spots.push(...boxes.map((box) => document.elementFromPoint(box.left + box.width / 2, box.top + 8)));
  if (!spots.some((one) => one && (element.contains(one) || one.contains(element) && getComputedStyle(element).display === 'inline'))) {
    trouble.push(`outside the window or covered while it has the focus: ${name(element)}`);
  }
  const before = globalThis.stops[i - 1]?.element;
  if (before && i > 1) {
    const [a, b] = [before.getBoundingClientRect(), element.getBoundingClientRect()];
    const sameColumn = a.left < b.right - 1 && b.left < a.right - 1;
    const sameRow = Math.abs(a.top - b.top) < 2 && Math.abs(a.bottom - b.bottom) < 2;
    const backwards = getComputedStyle(element.parentElement).direction === 'rtl' ? b.left >= a.right - 1 : b.right <= a.left + 1;
    if (sameColumn && b.bottom <= a.top + 1) trouble.push(`seen above the place before: ${name(element)}`);
    if (sameRow && backwards) trouble.push(`seen ahead of the place before, in the same line: ${name(element)}`);
  }
  return { trouble, folded: element.localName === 'summary' && !element.parentElement.open ? name(element) : null };
}
