// What a site offers to other programs besides credentials, by their own rules: resume.json by the schema of JSON Resume, oembed.json by
// oEmbed 1.0, feeds by RFC 4287, the sitemap, and every drawing by an XML parser that forgives nothing.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import resumeSchema from '@jsonresume/schema';
import { SaxesParser } from 'saxes';

import { root, run } from './accolade.js';

for (const site of readdirSync(join(root, 'sample-site'))) {
  describe(`sample-site/${site}`, () => {
    let out;
    let base;
    let files;
    before(() => {
      out = mkdtempSync(join(tmpdir(), 'accolade-exports-'));
      run(['build', join(root, 'sample-site', site), '--output', join(out, 'public')]);
      base = /^url: *(\S+)/m.exec(readFileSync(join(root, 'sample-site', site, 'accolade.yaml'), 'utf8'))[1];
      files = readdirSync(join(out, 'public'), { recursive: true }).map((path) => path.replaceAll('\\', '/')).sort();
    });
    after(() => rmSync(out, { recursive: true, force: true }));
    const read = (path) => readFileSync(join(out, 'public', path), 'utf8');
    const named = (name) => files.filter((path) => path === name || path.endsWith(`/${name}`));
    // The file of the site behind an absolute address, as a static host finds it.
    const behind = (address) => {
      assert.ok(address.startsWith(base), `${address} is on ${base}`);
      const path = decodeURIComponent(address.slice(base.length).split(/[?#]/)[0]);
      return path === '' || path.endsWith('/') ? `${path}index.html` : path;
    };

    test('resume.json fits the schema of JSON Resume', async () => {
      const resumes = named('resume.json');
      assert.equal(resumes.length > 0, /^holder:/m.test(readFileSync(join(root, 'sample-site', site, 'accolade.yaml'), 'utf8')), 'for a person and only for one');
      for (const path of resumes) {
        assert.deepEqual(await faults(JSON.parse(read(path))), [], path);
        assert.notDeepEqual(await faults({ ...JSON.parse(read(path)), basics: { email: 5 } }), [], 'the validator can say no');
      }
    });

    test('oembed.json is what a page says it is, of type rich, and its frame shows a card', () => {
      const pages = files.filter((path) => path.endsWith('.html') && read(path).includes('application/json+oembed'));
      assert.ok(pages.length > 0);
      for (const page of pages) {
        const link = /<link rel="alternate" type="application\/json\+oembed" href="([^"]+)"/.exec(read(page));
        assert.ok(link, page);
        const path = behind(link[1]);
        assert.ok(`/${dirname(page)}`.endsWith(`/${dirname(path)}`), `${page} leads to the document of its own credential, which all languages share: ${path}`);
        const { version, type, title, html, width, height, provider_url: provider, author_name: author } = JSON.parse(read(path));
        assert.deepEqual([version, type], ['1.0', 'rich'], path);
        assert.ok(Number.isInteger(width) && width > 0 && Number.isInteger(height) && height > 0, path);
        assert.ok(typeof title === 'string' && title && (author === undefined || typeof author === 'string'), path);
        assert.equal(provider, base);
        const [, frame] = /^<iframe src="([^"]+)"[^<>]*><\/iframe>$/.exec(html) ?? assert.fail(`${path}: ${html}`);
        const card = behind(frame);
        assert.ok(existsSync(join(out, 'public', card)), card);
        assert.ok(Buffer.byteLength(read(card)) < 15_000 && !/<script/.test(read(card)), `${card} is small and has no script`);
      }
    });

    test('every feed is well-formed Atom with all that RFC 4287 asks for', () => {
      const feeds = named('feed.xml');
      assert.ok(feeds.length > 0);
      for (const path of feeds) {
        const feed = parse(read(path), path);
        assert.deepEqual([feed.name, feed.attributes.xmlns], ['feed', 'http://www.w3.org/2005/Atom']);
        const author = (of) => of.children.some((one) => one.name === 'author' && one.children.some((child) => child.name === 'name' && child.text));
        const entries = feed.children.filter((one) => one.name === 'entry');
        for (const one of [feed, ...entries]) {
          for (const name of ['id', 'title', 'updated']) {
            const found = one.children.filter((child) => child.name === name);
            assert.equal(found.length, 1, `${path}: ${one.name} has one ${name}`);
            assert.notEqual(found[0].text.trim(), '', `${path}: ${name}`);
          }
          const updated = one.children.find((child) => child.name === 'updated').text;
          assert.match(updated, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/, path);
        }
        assert.ok(author(feed) || entries.every(author), `${path}: there is an author`);
        const ids = entries.map((one) => one.children.find((child) => child.name === 'id').text);
        assert.equal(new Set(ids).size, ids.length, `${path}: every id once`);
        for (const entry of entries) {
          const link = entry.children.find((child) => child.name === 'link' && (child.attributes.rel ?? 'alternate') === 'alternate');
          assert.ok(files.includes(behind(link.attributes.href)), `${path}: ${link.attributes.href}`);
        }
      }
    });

    test('the sitemap names pages that are there', () => {
      const urls = parse(read('sitemap.xml'), 'sitemap.xml').children;
      assert.ok(urls.length > 5);
      for (const url of urls) {
        const { text } = url.children.find((child) => child.name === 'loc');
        assert.ok(files.includes(behind(text)), text);
      }
    });

    test('every drawing and every other XML is well-formed', () => {
      const drawings = files.filter((path) => /\.(svg|xml)$/.test(path));
      assert.ok(drawings.length > 5);
      for (const path of drawings) parse(read(path), path);
      assert.throws(() => parse('<svg><path></svg>', 'broken.svg'), 'the parser can say no');
    });
  });
}

// The root element: name, attributes, children, and the text directly in it.
function parse(xml, path) {
  const stack = [{ children: [], text: '' }];
  const parser = new SaxesParser();
  parser.on('error', (error) => { throw new Error(`${path}: ${error.message}`); });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, children: [], text: '' };
    stack.at(-1).children.push(element);
    stack.push(element);
  });
  parser.on('closetag', () => stack.pop());
  parser.on('text', (text) => { stack.at(-1).text += text; });
  parser.on('cdata', (text) => { stack.at(-1).text += text; });
  parser.write(xml).close();
  return stack[0].children[0];
}

function faults(resume) {
  return new Promise((done) => resumeSchema.validate(resume, (errors) => done((errors ?? []).map((one) => one.stack ?? String(one)))));
}
