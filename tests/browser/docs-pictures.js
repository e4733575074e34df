// The pictures of README and `docs/`, taken anew. In: the binary and `sample-site/`. Out: `docs/img/*.png`, each below 150 KB.
// As a program: `npm ci` in this folder, then `node tests/browser/docs-pictures.js`; names after it take only those pictures.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { indexedPng } from './indexed.js';
import { accolade, build, inTheme, launch, ownPath, root, serve, temporary } from './sites.js';

/** The day that the pages speak of. */
const AS_OF = '2026-11-24T12:00:00Z';
process.env.SOURCE_DATE_EPOCH ??= String(Date.parse(AS_OF) / 1000);

const LARGEST = 150 * 1024;
const WIDE = { width: 1280, height: 1000 };
const NARROW = { width: 390, height: 844 };
/** Each picture: its file, what is built, which page is shown, in which window, and what a reader does there first. */
const PICTURES = [
  { name: 'portfolio', site: 'portfolio', viewport: { width: 1280, height: 1110 } },
  ...['default', 'broadside'].flatMap((theme) => both(`theme-${theme}`, { site: 'portfolio', theme })),
  ...both('theme-catalogue', { site: 'registry', theme: 'catalogue' }),
  ...both('credential-default', { site: 'portfolio', theme: 'default', path: 'credentials/public-speaking-foundations/index.html' }),
  ...both('credential-broadside', { site: 'portfolio', theme: 'broadside', path: 'credentials/public-speaking-foundations/index.html' }),
  { name: 'check-credential', site: 'portfolio', path: 'credentials/public-speaking-foundations/', viewport: { width: 1000, height: 1160 }, act: pressed },
  { name: 'check-verify', site: 'portfolio', path: 'verify/', viewport: { width: 1000, height: 1400 }, act: dropped },
  { name: 'gallery-shapes', gallery: 'Shapes' },
  { name: 'gallery-levels', gallery: 'Levels' },
  { name: 'gallery-palettes', gallery: 'Palettes' },
];

function both(name, picture) {
  return [{ ...picture, name: `${name}-1280`, viewport: WIDE }, { ...picture, name: `${name}-390`, viewport: NARROW }];
}

async function takePictures(wanted) {
  const folder = join(root, 'docs/img');
  mkdirSync(folder, { recursive: true });
  const browser = await launch();
  const built = new Map();
  const tooLarge = [];
  for (const picture of PICTURES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    const file = join(folder, `${picture.name}.png`);
    const taken = await (picture.gallery ? ofGallery(browser, picture) : ofPage(browser, picture, built));
    const small = indexedPng(await pixels(browser, taken));
    writeFileSync(file, small);
    console.log(`docs/img/${picture.name}.png ${Math.ceil(small.length / 1024)} KB`);
    if (small.length > LARGEST) tooLarge.push(picture.name);
  }
  await browser.close();
  return tooLarge;
}

async function ofPage(browser, { site, theme, path = 'index.html', viewport, act }, built) {
  const what = `${site} ${theme}`;
  if (!built.has(what)) built.set(what, build(theme ? inTheme(site, theme) : join(root, 'sample-site', site)));
  const out = built.get(what);
  const server = await serve(out, ownPath(site));
  const page = await browser.newPage({ viewport, colorScheme: 'light' });
  const address = act ? await published(page, out) : server.url;
  await page.goto(address + path, { waitUntil: 'networkidle' });
  await act?.(page, out);
  const taken = await page.screenshot();
  await page.close();
  await server.close();
  return taken;
}

/** The portfolio at its own address, and what its issuer publishes at another; on the day of the samples. */
async function published(page, out) {
  const [home, issuer] = ['https://maya-lindqvist.example/', 'https://credentials.alderbay.example/'];
  const { documents } = JSON.parse(readFileSync(join(out, 'verify/known.json'), 'utf8'));
  const file = (url) => (url.href.startsWith(home) ? url.pathname.replace(/\/$/, '/index.html') : documents.find((one) => one.url === url.href).file);
  await page.clock.setFixedTime(new Date(AS_OF));
  await page.route((url) => url.href.startsWith(home) || url.href.startsWith(issuer), (route) => {
    const path = join(out, file(new URL(route.request().url())));
    return route.fulfill({ path, headers: { 'access-control-allow-origin': '*' } });
  });
  return home;
}

async function pressed(page) {
  await page.click('.check button');
  await told(page);
}

async function dropped(page, out) {
  const file = join(out, 'credentials/public-speaking-foundations/certificate.pdf');
  await page.setInputFiles('input[type=file]', file);
  await told(page);
  await page.evaluate(() => { document.activeElement.blur(); scrollTo({ top: 0, behavior: 'instant' }); });
}

/** Until the hosts have answered, and the seal is drawn. */
async function told(page) {
  await page.waitForFunction(() => document.querySelector('.check-verdict')?.textContent.includes('24 November 2026'));
  await page.mouse.move(0, 0);
  await page.waitForTimeout(1500);
}

/** One section of the sheet that `accolade gallery` makes. */
async function ofGallery(browser, { gallery }) {
  const sheet = join(temporary(), 'gallery.html');
  accolade(['gallery', '-o', sheet]);
  const page = await browser.newPage({ viewport: { width: 900, height: 800 }, colorScheme: 'light' });
  await page.goto(pathToFileURL(sheet).href);
  const taken = await page.locator('section', { has: page.locator('h2', { hasText: new RegExp(`^${gallery}$`) }) }).screenshot();
  await page.close();
  return taken;
}

/** The pixels of a PNG, as the browser decodes it. */
async function pixels(browser, png) {
  const page = await browser.newPage();
  const { width, height, data } = await page.evaluate(async (address) => {
    const picture = await createImageBitmap(await (await fetch(address)).blob());
    const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    const rgb = new Uint8Array((data.length / 4) * 3);
    for (let i = 0, o = 0; i < data.length; i += 4) for (let n = 0; n < 3; n++) rgb[o++] = data[i + n];
    let text = '';
    for (let i = 0; i < rgb.length; i += 32768) text += String.fromCharCode(...rgb.subarray(i, i + 32768));
    return { width: picture.width, height: picture.height, data: btoa(text) };
  }, `data:image/png;base64,${png.toString('base64')}`);
  await page.close();
  return { width, height, rgb: Buffer.from(data, 'base64') };
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const tooLarge = await takePictures(process.argv.slice(2));
  if (tooLarge.length > 0) {
    console.error(`larger than ${LARGEST / 1024} KB: ${tooLarge.join(', ')}`);
    process.exitCode = 1;
  }
}
