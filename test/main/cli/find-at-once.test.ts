/** `find` out of the columns beside the image: the same answer and the same line of the journal, and nothing of it where anything is not as it was when they were made. */
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FindPorts, findAtOnce } from '../../../core/engine/find-at-once';
import { readAhead } from '../../../core/index/ahead-file';
import type { Term } from '../../../core/nextflow/term';
import { createFewPorts } from '../../../main/ports/few';
import { createMasking } from '../../../main/ports/masking-key';
import { hasKey } from '../../../main/ports/vault/key-files';
import { openWorkbench, unpack, type Workbench } from '../../workbench';
import { type CommandLine, commandLine } from './command-line';

const terms: Term[] = [
  { key: 'labels', value: 'gxp' },
  { key: 'type', value: 'FileOutput' },
];
/** A home whose workspace `w` was synced and asked, and what was answered. */
let made: Workbench;
let store: string;
let right: string[];
let home: string;
let homes = 0;

beforeAll(async () => {
  made = await openWorkbench({ change: (ports) => ({ ...ports, brief: true }) });
  store = `${unpack('trial-042-lineage.tar.gz', join(made.folder, 'store'))}/lineage`;
  await made.sync('w', store);
  right = (await made.engine.call('lineage.find', { workspace: 'w', terms })).lids;
  expect(right.length).toBeGreaterThan(10);
});
afterAll(() => made.close());
beforeEach(() => {
  home = join(made.folder, `home-${++homes}`);
  cpSync(made.home, home, { recursive: true });
});

const at = (...names: string[]) => join(home, 'w', ...names);
const columns = () => at('index', 'ahead-lids');
const journal = (of = at()) => readFileSync(join(of, 'journal', '000001.log'));
function ask(named: string | null = null, asked = terms, change: (ports: FindPorts) => FindPorts = (ports) => ports): string[] | null {
  const ports = createFewPorts({ home, surface: 'test', version: '0.0.0-test', testRuntime: false });
  return findAtOnce(change({ ...ports, masking: createMasking(home), isEncrypted: (folder) => hasKey(ports.home, folder) }), named, asked);
}
/** That of another process, on the home of now. */
async function withEngine(act: (bench: Workbench) => Promise<unknown>) {
  const folder = join(made.folder, `beside-${homes}`);
  mkdirSync(folder);
  cpSync(home, join(folder, 'home'), { recursive: true });
  const bench = await openWorkbench({ folder, change: (ports) => ({ ...ports, brief: true }) });
  try {
    await act(bench);
  } finally {
    bench.close();
  }
}

it('answers as the engine does, and says so in the journal', async () => {
  const before = journal().length;
  expect(ask()).toEqual(right);
  expect(ask('w')).toEqual(right);
  const [ours, theirs] = [journal().subarray(before).toString('latin1'), made.ports.home.read('w/journal/000001.log')];
  const detail = /"act":"searched-by-field","detail":\{.*?\},"prev"/g;
  const told = Buffer.from(theirs).toString('latin1').match(detail)?.at(-1);
  expect(told).toContain(`"hits":${right.length}`);
  expect(ours.match(detail)).toEqual([told, told]);
  expect(existsSync(at('journal.lock'))).toBe(false);
  await withEngine(async ({ engine, job }) => {
    const { events } = await engine.call('journal.list', { workspace: 'w', limit: 3 });
    expect(events.map(({ act }) => act)).toEqual(['searched-by-field', 'searched-by-field', 'searched-by-field']);
    expect(await job('evidence.verify', { workspace: 'w' })).toMatchObject({ ok: true });
  });
});

describe('leaves it to the engine, and writes nothing', () => {
  const put = (path: string, change: (bytes: Buffer) => Uint8Array) => writeFileSync(path, change(readFileSync(path)));
  const flip = (path: string, byte: number) =>
    put(path, (bytes) => {
      bytes[byte] = (bytes[byte] ?? 0) ^ 1;
      return bytes;
    });
  const cases: [string, () => unknown][] = [
    ['there are none', () => rmSync(columns())],
    ['they are cut', () => put(columns(), (bytes) => bytes.subarray(0, -1))],
    ['they are empty', () => writeFileSync(columns(), '')],
    ['the ledger grew, whoever wrote', () => appendFileSync(at('evidence', 'ledger', '000001.log'), 'x')],
    ['the ledger is shorter', () => put(at('evidence', 'ledger', '000001.log'), (bytes) => bytes.subarray(0, -1))],
    ['the ledger has another file', () => writeFileSync(at('evidence', 'ledger', '000002.log'), '')],
    ['the ledger is gone', () => rmSync(at('evidence', 'ledger'), { recursive: true })],
    ['the image is another one', () => flip(at('index', 'index.db'), readFileSync(at('index', 'index.db')).length - 1)],
    ['there is no image', () => rmSync(at('index', 'index.db'))],
    ['the settings are others', () => appendFileSync(at('workspace.json'), ' ')],
    ['the key of masks is another one', () => writeFileSync(join(home, 'keys', 'masking-key.hex'), `${'ab'.repeat(32)}\n`, { mode: 0o600 })],
    ['a workspace of the home is encrypted', () => cpSync(columns(), join(home, 'other', 'encrypted.json'))],
    ['a removal has not ended', () => cpSync(columns(), join(home, 'retired', 'x.removing.json'))],
    ['there are two workspaces', () => cpSync(at(), join(home, 'v'), { recursive: true })],
  ];
  it.each(cases)('where %s', (_, change) => {
    const before = journal();
    change();
    expect(ask()).toBeNull();
    expect(journal()).toEqual(before);
    expect(existsSync(at('journal.lock'))).toBe(false);
  });
  it('where any byte of them is another', () => {
    const { length } = readFileSync(columns());
    for (let byte = 0; byte < length; byte += byte < 1200 || byte > length - 100 ? 1 : 997) {
      flip(columns(), byte);
      let answer: string[] | null | undefined;
      try {
        answer = ask();
      } catch {
        answer = null; // as the command line takes it
      }
      if (answer !== null) throw new Error(`byte ${byte}`);
      flip(columns(), byte);
    }
    expect(ask()).toEqual(right);
  });
  it('where another version wrote them', () => {
    expect(ask(null, terms, (ports) => ({ ...ports, who: { ...ports.who, version: '0.0.1' } }))).toBeNull();
  });
  it('where the workspace is not there, or what is asked for stands in records alone', () => {
    for (const named of ['nosuch', '', '.', '..', 'w/', `w@2026-11-20T10:00:00.000Z`]) expect(ask(named)).toBeNull();
    for (const asked of [[], [{ key: 'name', value: 'x' }], [...terms, { key: 'path', value: '/x' }], Array.from({ length: 101 }, () => terms[0] as Term)])
      expect(ask('w', asked)).toBeNull();
  });
  it('where the journal cannot be written, which the engine tells', () => {
    rmSync(at('journal'), { recursive: true });
    writeFileSync(at('journal'), '');
    expect(() => ask()).toThrow();
  });
});

it('finds what another process synced, and is made anew by the next question', async () => {
  mkdirSync(join(store, 'new'));
  writeFileSync(join(store, 'new', '.data.json'), JSON.stringify({ version: 'lineage/v1beta1', kind: 'FileOutput', spec: { path: '/x', labels: ['gxp'] } }));
  await withEngine(async (bench) => {
    home = bench.home;
    await bench.job('sync.run', { workspace: 'w' });
    rmSync(join(store, 'new'), { recursive: true });
    expect(ask()).toBeNull();
    const now = [...right, 'lid://new'].sort();
    expect((await bench.engine.call('lineage.find', { workspace: 'w', terms })).lids).toEqual(now);
    expect(ask()).toEqual(now);
  });
});

it('goes on with the columns where something else than records was kept since', async () => {
  await withEngine(async (bench) => {
    home = bench.home;
    const before = readAhead(bench.ports, 'w/index/ahead-lids', () => true);
    await bench.engine.call('tags.set', { workspace: 'w', items: [{ kind: 'record', text: right[0] ?? '' }], set: [{ key: 'a', value: 'b' }] });
    expect(ask()).toBeNull();
    expect((await bench.engine.call('lineage.find', { workspace: 'w', terms })).lids).toEqual(right);
    const after = readAhead(bench.ports, 'w/index/ahead-lids', () => true);
    if (before === null || before === 'broken' || after === null || after === 'broken') throw new Error('no columns');
    expect(after.parts).toEqual(before.parts);
    expect(after.from.stamp).not.toBe(before.from.stamp);
    expect(ask()).toEqual(right);
  });
});

it('keeps none of a store that was synced in part, which is said beside each answer', async () => {
  await withEngine(async (bench) => {
    const [run = ''] = (await bench.engine.call('lineage.find', { workspace: 'w', terms: [{ key: 'type', value: 'WorkflowRun' }] })).lids;
    await bench.engine.call('workspaces.add', { name: 'part', store: { type: 'folder', path: store }, maps: [] });
    await bench.job('sync.run', { workspace: 'part', runs: [run] });
    expect((await bench.engine.call('sync.list', { workspace: 'part' })).coverage.sentence).not.toBeNull();
    expect((await bench.engine.call('lineage.find', { workspace: 'part', terms })).lids.length).toBeGreaterThan(0);
    expect(readAhead(bench.ports, 'w/index/ahead-lids', () => true)).toMatchObject({ from: { what: 'lids' } });
    expect(existsSync(join(bench.home, 'part', 'index', 'ahead-lids'))).toBe(false);
  });
});

describe('on the command line', () => {
  let audit: CommandLine;
  beforeEach(async () => {
    audit = commandLine(home, made.folder);
    rmSync(columns());
  });
  const image = () => readFileSync(at('index', 'index.db'));
  /** Whoever opens the index finds it damaged, and makes it anew. */
  const damage = () => {
    const bytes = image();
    writeFileSync(at('index', 'index.db'), bytes.fill(0, 5000, 5100));
    return image();
  };
  const words = ['find', 'label=gxp', 'type=FileOutput'];
  const stdout = () => right.map((lid) => `${lid}\n`).join('');

  it('the second process does not open the index', async () => {
    expect(await audit(...words)).toEqual({ status: 0, stdout: stdout(), stderr: '' });
    const damaged = damage();
    expect(await audit(...words)).toEqual({ status: 0, stdout: stdout(), stderr: '' });
    expect(await audit(...words, '-w', 'w', '-q')).toEqual({ status: 0, stdout: stdout(), stderr: '' });
    expect(await audit('--workspace', 'w', ...words)).toEqual({ status: 0, stdout: stdout(), stderr: '' });
    expect(image().equals(damaged)).toBe(true);
    expect(await audit('find', 'type=Nothing')).toEqual({ status: 0, stdout: '', stderr: '' });
    const { answer } = await audit.json(...words);
    expect(answer).toEqual({ lids: right });
    expect(image().equals(damaged)).toBe(false);
  });

  it('what is not understood is told as ever', async () => {
    await audit(...words);
    expect(await audit('find')).toMatchObject({ status: 64, stderr: expect.stringContaining("missing required argument 'terms'") });
    expect(await audit('find', 'gxp')).toMatchObject({ status: 64, stderr: expect.stringContaining('no search term') });
    expect(await audit(...words, '-w', 'other')).toMatchObject({ status: 2, stderr: expect.stringContaining('no workspace "other"') });
    expect(await audit(...words, '--nosuch')).toMatchObject({ status: 64, stderr: expect.stringContaining('--nosuch') });
  });
});
