// In: the judge, compiled, and questions about files. Out: the judge's own answers, as they are. Runs apart from the page, so that nothing in a
// file can hold the page up; what goes wrong in here ends this worker, and the page starts another.
'use strict';

// A credential whose verdict is known. A judge that gives another, or lets an altered one pass, is asked nothing: a browser may be broken.
const KNOWN = [
  '{"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],"id":"urn:uuid',
  ':6d1bd3c9-4a3f-4d0b-9a41-1c3a0a5f6e2d","type":["VerifiableCredential","OpenBadgeCredential"],"name":"Known answer","issuer":{"id',
  '":"did:key:z6MkgAnvkP45uNxwCKeNdt6wrYkEjpYX4f7Nrd8MQqFL8Fbn","type":["Profile"],"name":"accolade"},"validFrom":"2026-01-01T00:00',
  ':00Z","credentialSubject":{"type":["AchievementSubject"],"achievement":{"id":"urn:uuid:0f9a1f52-6c44-4a54-8a0e-6a1f6a8c2b11","ty',
  'pe":["Achievement"],"name":"Known answer","description":"Genuine as it stands, and altered when any letter is another.","criteri',
  'a":{"narrative":"The judge has to say so."}}},"proof":[{"type":"DataIntegrityProof","cryptosuite":"eddsa-rdfc-2022","created":"2',
  '026-01-01T00:00:00Z","verificationMethod":"did:key:z6MkgAnvkP45uNxwCKeNdt6wrYkEjpYX4f7Nrd8MQqFL8Fbn#z6MkgAnvkP45uNxwCKeNdt6wrYkE',
  'jpYX4f7Nrd8MQqFL8Fbn","proofPurpose":"assertionMethod","proofValue":"z3ikncT6tEMdJQhQxu1KKgyRuoVr7AYqDteR3ErNQmkx9amVfD1TRQGmyGh',
  'n4czCaiCTe19LFFtpHbD3m7fJmH6uh"}]}',
].join('');
const PRACTICE = 200; // milliseconds at most

let judge;
let asked = false;

self.onmessage = async ({ data: { id, module, header, parts, practise } }) => {
  try {
    asked ||= Boolean(header);
    const exports = await (judge ??= start(module));
    if (header) self.postMessage({ id, answer: ask(exports, header, parts) });
    else if (practise) await rehearse(exports);
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
};

async function start(module) {
  const { exports } = await WebAssembly.instantiate(module, {});
  const [genuine, altered] = verdicts(exports, [KNOWN, KNOWN.replace('Genuine', 'genuine')]);
  if (genuine !== 'verified' || altered !== 'refused') throw new Error('the judge gives wrong answers in this browser');
  return exports;
}

// Until it is asked something: the browser makes faster code of what runs often.
async function rehearse(exports) {
  for (const end = performance.now() + PRACTICE; !asked && performance.now() < end;) {
    verdicts(exports, Array(32).fill(KNOWN));
    await new Promise((next) => { setTimeout(next); });
  }
}

function verdicts(exports, texts) {
  const parts = texts.map((text) => new TextEncoder().encode(text));
  const files = parts.map(({ length }) => ({ name: 'known', length }));
  return ask(exports, { as_of: '2026-06-01T00:00:00Z', documents: [], files, issuers: [] }, parts).map((line) => JSON.parse(line).verdict);
}

// The bytes of `parts` follow each other, in the order in which the header names them.
function ask(exports, header, parts) {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const [head, body] = [exports.reserve(text.length) >>> 0, exports.reserve(length) >>> 0];
  const memory = new Uint8Array(exports.memory.buffer);
  memory.set(text, head);
  let at = body;
  for (const part of parts) {
    memory.set(part, at);
    at += part.length;
  }
  const answer = exports.check(head, text.length, body, length) >>> 0;
  const size = new DataView(exports.memory.buffer).getUint32(answer, true);
  const lines = new TextDecoder().decode(new Uint8Array(exports.memory.buffer, answer + 4, size));
  exports.release(answer, size + 4);
  if (size === 0 && header.files.length > 0) throw new Error('the question was not understood');
  return lines.split('\n').filter(Boolean);
}
