/** An index read from the disk page by page: the same as in memory, never changed in place, found out where it is damaged, and of no harm to another process. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLedger } from '../../../core/evidence/ledger';
import { openMirror } from '../../../core/evidence/mirror';
import { openImageBlocks, readImage } from '../../../core/index/image';
import { type IndexSource, openIndex } from '../../../core/index/open-index';
import { pagedImage } from '../../../core/index/paged-image';
import type { Ports, SqlDatabase } from '../../../core/ports';
import { generateStore } from '../../bench/generate-store';
import { openWorkbench, type Workbench } from '../../workbench';

const page = 4096;
let bench: Workbench;
beforeEach(async () => {
  bench = await openWorkbench();
  bench.ports.home.makeFolder('x/index');
});
afterEach(() => bench.close());

const at = (path: string) => join(bench.home, path);
const unbroken = (place: number): Error => new Error(`broken at ${place}`);
const open = (path: string, ports = bench.ports) => {
  const blocks = existsSync(at(path)) ? openImageBlocks(ports, path, 0) : null;
  return pagedImage(ports, path, blocks, 0, unbroken);
};
/** Pages that differ, each made of its number and a round. */
const filled = (number: number, round: number) => new Uint8Array(page).fill((number * 31 + round * 7 + 1) % 251);

/** A deterministic disorder. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

it.each([
  ['with room on the disk', (ports: Ports) => ports],
  ['where no scratch file can be made', (ports: Ports): Ports => ({ ...ports, home: { ...ports.home, scratch: () => null } })],
  [
    'where the disk is full after a while',
    (ports: Ports): Ports => ({
      ...ports,
      home: {
        ...ports.home,
        scratch(folder) {
          const file = ports.home.scratch(folder);
          let left = 9000;
          return file && { ...file, writeAt: (place, bytes) => (left-- > 0 ? file.writeAt(place, bytes) : fail()) };
        },
      },
    }),
  ],
])('holds what was written to it, %s, and the file holds what was kept', (_, change) => {
  const ports = change(bench.ports);
  const path = 'x/index/pages.db';
  const random = numbers(5);
  const below = (most: number) => Math.floor(random.next().value * most);
  const right = new Map<number, Uint8Array>();
  let count = 0;
  let image = open(path, ports);
  for (let round = 0; round < 4; round++) {
    for (let i = 0; i < 6000; i++) {
      const number = below(10) === 0 ? below(count + 1) : count;
      image.write(number * page, filled(number, round));
      right.set(number, filled(number, round));
      count = Math.max(count, number + 1);
    }
    image.write(page + 100, new Uint8Array([1, 2, 3]));
    right.get(1)?.set([1, 2, 3], 100);
    if (round === 2) {
      count -= 500;
      image.truncate(count * page);
    }
    expect(image.size()).toBe(count * page);
    const seen = new Uint8Array(page);
    const check = () => {
      for (let number = 0; number < count; number++) {
        image.read(number * page, seen);
        if (Buffer.compare(seen, right.get(number) ?? new Uint8Array()) !== 0) throw new Error(`round ${round}: page ${number} is not what was written`);
      }
    };
    check();
    if (round === 1) image.keep([]);
    check();
    if (round !== 1) continue;
    image.write(0, filled(0, 99)); // and is let go of with the process
    image.close();
    image = open(path, ports);
    check();
  }
  const [head] = [new Uint8Array(100)];
  expect(image.read(count * page - 50, head)).toBe(50);
  image.keep([]);
  expect(readImage(bench.ports, path)).toMatchObject({ seal: image.seal() });
  image.close();
  expect(readdirSync(at('x/index'))).toEqual(['pages.db']);
});

function fail(): never {
  throw new Error('ENOSPC');
}

it('leaves the file as it is, whoever writes to it, and rests on it though another takes its place', () => {
  const path = 'x/index/pages.db';
  const first = open(path);
  for (let number = 0; number < 40; number++) first.write(number * page, filled(number, 0));
  first.keep([]);
  const bytes = readFileSync(at(path));
  const [one, other] = [open(path), open(path)];
  one.write(3 * page, filled(3, 1));
  const seen = new Uint8Array(page);
  other.read(3 * page, seen);
  expect(seen).toEqual(filled(3, 0));
  expect(Buffer.compare(readFileSync(at(path)), bytes)).toBe(0);
  one.keep([]);
  other.read(39 * page, seen);
  expect(seen).toEqual(filled(39, 0));
  const third = open(path);
  third.read(3 * page, seen);
  expect(seen).toEqual(filled(3, 1));
  // Written by one, and replaced by another before it could rest on it.
  const swapped: Ports = {
    ...bench.ports,
    home: {
      ...bench.ports.home,
      replace(to, parts) {
        bench.ports.home.replace(to, parts);
        writeFileSync(`${at(path)}.other`, bytes);
        renameSync(`${at(path)}.other`, at(path));
      },
    },
  };
  const late = open(path, swapped);
  late.write(5 * page, filled(5, 2));
  late.keep([]);
  late.read(5 * page, seen);
  expect(seen).toEqual(filled(5, 2));
  for (const image of [first, one, other, third, late]) image.close();
});

it('answers as one in memory does, and is made anew where a block is not what was written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paged-'));
  generateStore(folder, 1500);
  await bench.sync('w', folder);
  bench.engine.close();
  const told: string[] = [];
  const source = (ports: Ports): IndexSource => ({
    ports,
    imagePath: 'w/index/index.db',
    ledger: openLedger(ports, 'w/evidence/ledger'),
    mirror: openMirror(ports, 'w/evidence/packs'),
    onTail: () => undefined,
    onBroken: () => void told.push('broken'),
    mostAtOnce: 0,
  });
  const content = (db: SqlDatabase) =>
    db
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'meta' ORDER BY name")
      .all()
      .map(([name]) => [name, db.prepare(`SELECT * FROM ${name}`).all()]);
  const paged = openIndex(source(bench.ports));
  expect(paged.imageWasBroken).toBe(false);
  const right = content(paged.db);
  paged.close();
  const inMemory = openIndex(source({ ...bench.ports, openSqlFile: null }));
  expect(JSON.stringify(content(inMemory.db))).toBe(JSON.stringify(right));
  // Made ready ahead: no question inflates anything any more.
  let inflated = 0;
  const counting: Ports = {
    ...bench.ports,
    unbrotli(bytes, limit) {
      inflated++;
      return bench.ports.unbrotli(bytes, limit);
    },
  };
  const held = openIndex({ ...source(counting), mostAtOnce: undefined });
  inflated = 0;
  for (const _ of held.pagesAhead());
  expect(inflated).toBeGreaterThan(20);
  inflated = 0;
  expect(JSON.stringify(content(held.db))).toBe(JSON.stringify(right));
  for (const _ of held.pagesAhead());
  expect(inflated).toBe(0);
  held.close();
  inMemory.close();

  const path = at('w/index/index.db');
  const whole = readFileSync(path);
  const flip = (place: number) => {
    const bytes = Buffer.from(whole);
    bytes[place] = (bytes[place] ?? 0) ^ 4;
    writeFileSync(path, bytes);
  };
  // In what is read first it is made anew at once; farther on whoever comes there is told, and so is the workspace.
  flip(200);
  const anew = openIndex(source(bench.ports));
  expect(anew.imageWasBroken).toBe(true);
  expect(told).toEqual([]);
  expect(JSON.stringify(content(anew.db))).toBe(JSON.stringify(right));
  anew.close();
  flip(Math.floor(whole.length / 2));
  const broken = openIndex(source(bench.ports));
  expect(() => content(broken.db)).toThrow(expect.objectContaining({ code: 'evidence-damaged', message: expect.stringContaining('w/index/index.db, is damaged near byte') }));
  expect(told).toEqual(['broken']);
  broken.close();
  // In the SHA-256s themselves, behind the tables.
  flip(whole.length - 100);
  const sealed = openIndex(source(bench.ports));
  expect(sealed.imageWasBroken).toBe(true);
  sealed.close();
  rmSync(folder, { recursive: true });
}, 120_000);
