// In: the judge, compiled, and questions about files. Out: the judge's own answers, as they are. Runs apart from the page, so that nothing in a
// file can hold the page up; what goes wrong in here ends this worker, and the page starts another.
'use strict';

let judge;

self.onmessage = async ({ data: { id, module, question, header, parts } }) => {
  try {
    judge ??= WebAssembly.instantiate(module, {});
    const { exports } = await judge;
    self.postMessage(question ? { id, answer: ask(exports, question, header, parts) } : { id, answer: [] });
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
};

// The bytes of `parts` follow each other, in the order in which the header names them.
function ask(exports, question, header, parts) {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const [head, body] = [exports.reserve(text.length), exports.reserve(length)];
  const memory = new Uint8Array(exports.memory.buffer);
  memory.set(text, head);
  let at = body;
  for (const part of parts) {
    memory.set(part, at);
    at += part.length;
  }
  const answer = exports[question](head, text.length, body, length) >>> 0;
  const size = new DataView(exports.memory.buffer).getUint32(answer, true);
  const lines = new TextDecoder().decode(new Uint8Array(exports.memory.buffer, answer + 4, size));
  exports.release(answer, size + 4);
  if (size === 0 && header.files.length > 0 && question === 'check') throw new Error('the question was not understood');
  return lines.split('\n').filter(Boolean);
}
