// Pictures of pages and the sheet that shows them together. In: a folder of pictures that `pictureName` named. Out: `index.html` in it, one
// row a page or a section of badges, its widths and modes side by side. As a program: `node tests/browser/contact-sheet.js FOLDER` takes the pictures first.
import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The file that keeps a picture of `path` of `site` in a window of `width` pixels; `mode` is light, dark, forced or right-to-left. */
export function pictureName({ site, path, width, mode }) {
  return `${[site, path, width, mode].map((part) => String(part).replaceAll(/[^a-z0-9.,-]+/gi, '_')).join('~')}.png`;
}

/** Writes `index.html` over all pictures in `folder` and returns its path. */
export function contactSheet(folder) {
  const rows = new Map();
  for (const name of readdirSync(folder).sort()) {
    const [site, path, width, mode] = name.replace(/\.png$/, '').split('~');
    if (!name.endsWith('.png') || mode === undefined) continue;
    const row = `${site}: ${path}`;
    rows.set(row, [...(rows.get(row) ?? []), { name, width: Number(width), mode }]);
  }
  const file = join(folder, 'index.html');
  writeFileSync(file, sheet([...rows]));
  return file;
}

function sheet(rows) {
  const picture = ({ name, width, mode }) => `<figure style="--width: ${width}">
<a href="${encodeURIComponent(name)}"><img src="${encodeURIComponent(name)}" alt="${width} px, ${mode}" loading="lazy"></a><figcaption>${width} px, ${mode}</figcaption>
</figure>`;
  const section = ([title, pictures]) => `<section id="${title.replaceAll(/[^a-z0-9]+/gi, '-')}">
<h2>${title}</h2>
<div>${pictures.sort((a, b) => a.width - b.width || a.mode.localeCompare(b.mode)).map(picture).join('\n')}</div>
</section>`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Contact sheet: ${rows.length} pages</title>
<style>
body { margin: 24px; background: #777; color: #fff; font: 14px/1.4 system-ui, sans-serif; }
section > div { display: flex; gap: 16px; align-items: flex-start; overflow-x: auto; padding-block-end: 24px; }
figure { margin: 0; flex: none; inline-size: calc(var(--width) * .32px); }
a { display: block; max-block-size: 640px; overflow: hidden; color: inherit; }
img { display: block; inline-size: 100%; }
h2 { font-size: 15px; position: sticky; inset-inline-start: 24px; }
</style>
<h1>Contact sheet</h1>
<p>${rows.length} pages. A picture opens in full; here each is cut after its first screens.</p>
${rows.map(section).join('\n')}
</html>
`;
}

/** Every shape, level, palette and mark of badges, each section of `accolade gallery` a row of its own. */
export async function shapes(browser) {
  const { accolade, keepPicture, temporary } = await import('./sites.js');
  const sheet = join(temporary(), 'gallery.html');
  accolade(['gallery', '-o', sheet]);
  for (const mode of ['light', 'dark']) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: mode });
    await page.goto(pathToFileURL(sheet).href);
    for (const section of await page.locator('section').all()) {
      const heading = await section.locator('h2').innerText();
      await keepPicture(section, { site: 'gallery', path: heading.toLowerCase(), width: 1280, mode });
    }
    await page.close();
  }
}

async function takePictures(folder) {
  process.env.ACCOLADE_SHOTS = folder;
  const { build, ENGLISH, inLanguage, inTheme, keepPicture, launch, longest, ownPath, root, serve, SITES, THEMED, visit } = await import('./sites.js');
  const { MODES } = await import('./modes.js');
  const browser = await launch();
  const found = [];
  const look = async (site, label, out, { mode, widths, options }) => {
    const server = await serve(out, ownPath(site));
    for (const width of widths) {
      const pages = { base: server.url, pages: longest(out), options: { viewport: { width, height: 900 }, ...options } };
      found.push(...(await visit(browser, pages, async (page, { path }) => {
        await keepPicture(page, { site: label, path, width, mode });
        return [];
      })));
    }
    await server.close();
  };
  await shapes(browser);
  for (const site of SITES) {
    const builds = new Map();
    const built = (language) => {
      if (!builds.has(language)) builds.set(language, build(language ? inLanguage(site, language) : join(root, 'sample-site', site)));
      return builds.get(language);
    };
    for (const mode of MODES.filter((one) => !one.language || ENGLISH.includes(site))) await look(site, site, built(mode.language), mode);
  }
  for (const { site, theme } of THEMED) {
    const out = build(inTheme(site, theme));
    for (const mode of MODES.filter((one) => !one.language)) await look(site, `${site} in ${theme}`, out, mode);
  }
  await browser.close();
  return found;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder, ...more] = process.argv.slice(2);
  if (!folder || more.length > 0) {
    console.error('usage: node tests/browser/contact-sheet.js FOLDER');
    process.exit(2);
  }
  // Not awaited here: sites.js imports this file and would wait for it.
  takePictures(resolve(folder)).then((found) => {
    if (found.length > 0) console.error(found.join('\n'));
    console.log(contactSheet(resolve(folder)));
  });
}
