// Changes to a signed credential, one at a time, and the check that both sides refuse each. In: a signed credential. Out: how many changes
// were tried; a failed assertion names the place.
import assert from 'node:assert/strict';

import { AS_OF, verifyFiles } from './accolade.js';
import { verify } from './peer.js';

/**
 * Every value replaced by another of its type, those of the proof too. In a set of proofs the name of one's suite stays: a proof of a suite
 * that nobody knows is reported and set aside, and the others still hold.
 */
export function everyValue(document) {
  const suite = (path) => path.length === 3 && path[0] === 'proof' && ['type', 'cryptosuite'].includes(path[2]);
  return leaves(document).filter((path) => !suite(path)).map((path) => [path, altered(document, path, other)]);
}

/** Every member and every entry of a list taken away. Without one of its contexts a document may still mean the same, so these stay. */
export function everyMember(document) {
  const paths = members(document).filter((path) => path[0] !== '@context' && path[0] !== 'proof');
  return paths.map((path) => [path, altered(document, path, () => undefined)]);
}

/** A term that no context defines, and one that they do, added to every object outside the proof. */
export function everyAddition(document) {
  const objects = [[], ...members(document)].filter((path) => path[0] !== 'proof' && isObject(at(document, path)));
  const added = (path, extra) => (path.length ? altered(document, path, (owner) => ({ ...owner, ...extra })) : { ...document, ...extra });
  return objects.flatMap((path) => [
    [[...path, 'unknownTerm'], added(path, { unknownTerm: 'added' })],
    [[...path, 'description'], added(path, { description: 'added by somebody else' })],
  ]);
}

/**
 * Asserts that both sides take `original` and refuse all of `changes(original)`; returns their number. `documents` and `extra` are what
 * the two sides need besides: DID documents as a map, and arguments for `accolade verify`.
 */
export async function refusedByBoth(original, changes, { documents, extra = [] } = {}) {
  const options = { documents, now: new Date(AS_OF) };
  assert.ok((await verify(original, options)).verified, 'the other side takes the unchanged one');
  const all = changes(original).filter(([, document]) => JSON.stringify(document) !== JSON.stringify(original));
  const told = verifyFiles(new Map([['original.json', original], ...all.map(([, document], index) => [`${index}.json`, document])]), extra);
  assert.equal(told.get('original.json').verdict, 'verified', JSON.stringify(told.get('original.json')));
  const taken = [];
  for (const [index, [path, document]] of all.entries()) {
    const { verdict, signature } = told.get(`${index}.json`);
    if (verdict !== 'refused' || signature === 'good') taken.push(`accolade says ${verdict}, signature ${signature} after a change at ${path.join('.')}`);
    if ((await verify(document, options)).verified) taken.push(`the other side takes a change at ${path.join('.')}`);
  }
  assert.deepEqual(taken, [], `${taken.join('\n')}\n${JSON.stringify(original)}`);
  return all.length;
}

// Every place of `value` that holds a string, a number, a boolean or null, as paths of keys.
function leaves(value, path = []) {
  if (value === null || typeof value !== 'object') return [path];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]));
}

// Every path of a member or of a list's entry, inner ones too.
function members(value, path = []) {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [here, ...members(inner, here)];
  });
}

// A copy of `document` in which the value at `path` became `change(value)`; `undefined` removes it.
function altered(document, path, change) {
  const copy = structuredClone(document);
  const last = path.at(-1);
  const owner = path.slice(0, -1).reduce((at, key) => at[key], copy);
  const next = change(owner[last]);
  if (next !== undefined) owner[last] = next;
  else if (Array.isArray(owner)) owner.splice(last, 1);
  else delete owner[last];
  return copy;
}

// The nearest other value of the same type.
function other(value) {
  if (typeof value === 'string') return value.endsWith('x') ? `${value.slice(0, -1)}y` : `${value}x`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return 'not null';
}

function at(document, path) {
  return path.reduce((owner, key) => owner[key], document);
}

function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
