/**
 * QR codes (ISO/IEC 18004) of bytes, error correction M, versions 1 to 9: up to 180 bytes of text.
 */

const TOTAL = [26, 44, 70, 100, 134, 172, 196, 242, 292];
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5];
const SECOND_ALIGNMENT = [0, 18, 22, 26, 30, 34, 22, 24, 26];
const MASKS = [
  (x, y) => (x + y) % 2, (x, y) => y % 2, x => x % 3, (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2, (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** Returns rows of booleans, true for dark, without the quiet zone; null if the text is too long. */
export function qr(text) {
  const bytes = new TextEncoder().encode(text);
  const index = TOTAL.findIndex((total, i) => total - CORRECTION[i] * BLOCKS[i] - 2 >= bytes.length);
  if (index < 0) return null;
  const words = interleaved(dataWords(bytes, index), index);
  return MASKS.map((mask, number) => drawn(index, words, mask, number)).reduce((best, one) => (penalty(one) < penalty(best) ? one : best));
}

/** Draws a code with its quiet zone. */
export function paint(canvas, text) {
  const code = qr(text);
  if (!code) return false;
  const modules = code.length + 8;
  const scale = Math.max(4, Math.ceil(528 / modules));
  canvas.width = canvas.height = modules * scale;
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#000';
  code.forEach((row, y) => row.forEach((dark, x) => { if (dark) pen.fillRect((x + 4) * scale, (y + 4) * scale, scale, scale); }));
  return true;
}

/** Mode (bytes), length, content, end: shifted by half a byte; then padding. */
function dataWords(bytes, index) {
  const capacity = TOTAL[index] - CORRECTION[index] * BLOCKS[index];
  const words = [0x40 | (bytes.length >> 4)];
  let carry = bytes.length & 15;
  for (const byte of bytes) {
    words.push((carry << 4) | (byte >> 4));
    carry = byte & 15;
  }
  words.push(carry << 4);
  for (let pad = 0xec; words.length < capacity; pad ^= 0xec ^ 0x11) words.push(pad);
  return words;
}

// --- Reed–Solomon --------------------------------------------------------------------------------

const EXP = [1];
for (let i = 1; i < 255; i++) EXP[i] = (EXP[i - 1] << 1) ^ (EXP[i - 1] > 127 ? 0x11d : 0);
const LOG = [];
EXP.forEach((value, i) => { LOG[value] = i; });
const times = (a, b) => (a && b ? EXP[(LOG[a] + LOG[b]) % 255] : 0);

function correction(data, count) {
  let divisor = [1];
  for (let i = 0; i < count; i++) {
    divisor = [...divisor, 0].map((part, at) => part ^ (at ? times(divisor[at - 1], EXP[i]) : 0));
  }
  const rest = [...data, ...Array(count).fill(0)];
  for (let i = 0; i < data.length; i++) {
    const factor = rest[i];
    divisor.forEach((part, at) => { rest[i + at] ^= times(part, factor); });
  }
  return rest.slice(data.length);
}

function interleaved(words, index) {
  const blocks = BLOCKS[index];
  const short = Math.floor(words.length / blocks);
  const longer = words.length % blocks;
  const data = [];
  for (let i = 0, at = 0; i < blocks; i++) {
    const length = short + (i >= blocks - longer ? 1 : 0);
    data.push(words.slice(at, at + length));
    at += length;
  }
  const checks = data.map(block => correction(block, CORRECTION[index]));
  const across = (all, length) => Array.from({ length }, (_, i) => all.map(block => block[i])).flat().filter(word => word !== undefined);
  return [...across(data, short + 1), ...across(checks, CORRECTION[index])];
}

// --- the picture ---------------------------------------------------------------------------------

function drawn(index, words, mask, number) {
  const size = 21 + 4 * index;
  const rows = Array.from({ length: size }, () => Array(size).fill(null));
  const set = (x, y, dark) => { if (rows[y]?.[x] !== undefined) rows[y][x] = dark; };
  for (const [cx, cy] of [[3, 3], [size - 4, 3], [3, size - 4]]) square(set, cx, cy, 4, ring => ring !== 2 && ring !== 4);
  alignments(index, size).forEach(([cx, cy]) => square(set, cx, cy, 2, ring => ring !== 1));
  for (let i = 8; i < size - 8; i++) {
    set(i, 6, i % 2 === 0);
    set(6, i, i % 2 === 0);
  }
  format(set, size, number);
  if (index >= 6) version(set, size, index + 1);
  fill(rows, size, words, mask);
  return rows;
}

function square(set, cx, cy, radius, dark) {
  for (let dy = -radius; dy <= radius; dy++) {
    for (let dx = -radius; dx <= radius; dx++) set(cx + dx, cy + dy, dark(Math.max(Math.abs(dx), Math.abs(dy))));
  }
}

function alignments(index, size) {
  if (index === 0) return [];
  const places = index < 6 ? [6, size - 7] : [6, SECOND_ALIGNMENT[index], size - 7];
  const last = size - 7;
  return places.flatMap(x => places.map(y => [x, y])).filter(([x, y]) => !((x === 6 && y === 6) || (x === 6 && y === last) || (x === last && y === 6)));
}

function checked(value, bits, polynomial) {
  let rest = value;
  const top = polynomial.toString(2).length - 1;
  for (let i = 0; i < bits; i++) rest = (rest << 1) ^ ((rest >> (top - 1)) & 1 ? polynomial : 0);
  return (value << bits) | (rest & ((1 << bits) - 1));
}

function format(set, size, number) {
  const bits = checked(number, 10, 0x537) ^ 0x5412; // correction M is 00
  const bit = i => ((bits >> i) & 1) === 1;
  for (let i = 0; i < 6; i++) set(8, i, bit(i));
  set(8, 7, bit(6));
  set(8, 8, bit(7));
  set(7, 8, bit(8));
  for (let i = 9; i < 15; i++) set(14 - i, 8, bit(i));
  for (let i = 0; i < 8; i++) set(size - 1 - i, 8, bit(i));
  for (let i = 8; i < 15; i++) set(8, size - 15 + i, bit(i));
  set(8, size - 8, true);
}

function version(set, size, number) {
  const bits = checked(number, 12, 0x1f25);
  for (let i = 0; i < 18; i++) {
    const [far, near] = [size - 11 + (i % 3), Math.floor(i / 3)];
    set(far, near, ((bits >> i) & 1) === 1);
    set(near, far, ((bits >> i) & 1) === 1);
  }
}

/** Bits go in pairs of columns, from the right, up and down in turn. */
function fill(rows, size, words, mask) {
  let at = 0;
  let up = true;
  for (let right = size - 1; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (rows[y][x] !== null) continue;
        const dark = ((words[at >> 3] >> (7 - (at & 7))) & 1) === 1;
        at++;
        rows[y][x] = dark !== (mask(x, y) === 0);
      }
    }
  }
}

/** How hard it is to read: long runs, blocks of one colour, and too much of it. */
function penalty(rows) {
  let sum = 0;
  const size = rows.length;
  const columns = rows.map((_, x) => rows.map(row => row[x]));
  for (const line of [...rows, ...columns]) {
    for (let i = 1, run = 1; i <= size; i++) {
      if (line[i] === line[i - 1]) run++;
      else {
        if (run >= 5) sum += run - 2;
        run = 1;
      }
    }
  }
  for (let y = 1; y < size; y++) {
    for (let x = 1; x < size; x++) {
      if (rows[y][x] === rows[y - 1][x] && rows[y][x] === rows[y][x - 1] && rows[y][x] === rows[y - 1][x - 1]) sum += 3;
    }
  }
  const dark = rows.flat().filter(Boolean).length / size / size;
  return sum + Math.floor(Math.abs(dark - 0.5) * 20) * 10;
}
