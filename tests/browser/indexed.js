// A smaller PNG of a screenshot. In: pixels as RGB bytes. Out: a PNG with at most 256 colours (median cut), which for pages of text and
// drawings is a third of the size and looks the same.
import { crc32 as crc, deflateSync } from 'node:zlib';

/** Encodes `width` by `height` pixels; `rgb` has three bytes for each. */
export function indexedPng({ width, height, rgb }) {
  const { palette, place } = quantised(rgb);
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) lines[y * (width + 1) + 1 + x] = place(rgb, (y * width + x) * 3);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const chunks = [['IHDR', head], ['PLTE', Buffer.from(palette.flat())], ['IDAT', deflateSync(lines, { level: 9 })], ['IEND', Buffer.alloc(0)]];
  return Buffer.concat([signature, ...chunks.map(([type, data]) => chunk(type, data))]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body) >>> 0, out.length - 4);
  return out;
}

/** The palette, and the place in it of the colour at an offset. */
function quantised(rgb) {
  const counts = new Map();
  for (let i = 0; i < rgb.length; i += 3) {
    const colour = (rgb[i] << 16) | (rgb[i + 1] << 8) | rgb[i + 2];
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const part = (colour, n) => (colour >> (16 - 8 * n)) & 255;
  // What covers much of the picture, such as paper and ink, keeps its exact colour; the rest is cut into boxes.
  const all = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const boxes = all.slice(0, 64).map((one) => [one]);
  if (all.length > 64) boxes.push(all.slice(64));
  const spread = (box) => [0, 1, 2].map((n) => Math.max(...bounds(box, n)) - Math.min(...bounds(box, n)));
  const bounds = (box, n) => box.reduce(([least, most], [colour]) => [Math.min(least, part(colour, n)), Math.max(most, part(colour, n))], [255, 0]);
  const weight = (box) => (box.length < 2 ? 0 : Math.max(...spread(box)) * Math.sqrt(box.reduce((sum, [, count]) => sum + count, 0)));
  const weighed = boxes.map((box) => ({ box, weight: weight(box) }));
  while (weighed.length < 256) {
    const widest = weighed.reduce((most, one) => (one.weight > most.weight ? one : most));
    if (widest.weight === 0) break;
    const wide = spread(widest.box);
    const axis = wide.indexOf(Math.max(...wide));
    const sorted = widest.box.toSorted((a, b) => part(a[0], axis) - part(b[0], axis));
    const half = sorted.length >> 1;
    const halves = [sorted.slice(0, half), sorted.slice(half)].map((box) => ({ box, weight: weight(box) }));
    weighed.splice(weighed.indexOf(widest), 1, ...halves);
  }
  const places = new Map();
  const palette = weighed.map(({ box }, place) => {
    const total = box.reduce((sum, [, count]) => sum + count, 0);
    box.forEach(([colour]) => places.set(colour, place));
    return [0, 1, 2].map((n) => Math.round(box.reduce((sum, [colour, count]) => sum + part(colour, n) * count, 0) / total));
  });
  return { palette, place: (bytes, at) => places.get((bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2]) };
}
