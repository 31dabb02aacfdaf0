/** What is found out of a record beside its reading is what the index would find out itself, to the last value and through JSON; and of whatever is odd, nothing. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRecord } from '../../../core/record/envelope';
import { odditiesOf } from '../../../core/record/oddities';
import { saidBy, saidPlainly } from '../../../core/record/said';
import { factMasker } from '../../../core/redact/facts';
import { classify } from '../../../core/store/classify';
import { murmur3 } from '../../../main/ports/hashes';
import { unpack } from '../../workbench';

const mask = factMasker({ key: () => ({ id: 'k', kept: 'session', where: '' }), hmac: () => '0'.repeat(64), known: () => [] });

/** Holds one against the other; gives whether anything was said. */
function holds(path: string, bytes: Uint8Array): boolean {
  const plain = saidPlainly(path, bytes, murmur3);
  if (plain === null) return false;
  const what = classify(path, bytes.length);
  const parsed = parseRecord(bytes);
  if (what.class !== 'record' || !('record' in parsed)) throw new Error(`${path} is no record, and yet says something`);
  expect(parsed.record.problem).toBeNull();
  expect(odditiesOf(parsed.record, () => new TextDecoder().decode(bytes), what.key, mask)).toEqual([]);
  const own = saidBy(parsed.record, what.key, murmur3, mask);
  expect(plain).toStrictEqual(own);
  // Members that are undefined are left out by JSON, and read as undefined.
  expect(JSON.parse(JSON.stringify(plain))).toEqual(own);
  return true;
}

it.each([
  ['trial-042-lineage.tar.gz', 0.85],
  ['assay-legacy.tar.gz', 0.5],
] as const)('of every object of %s', (archive, most) => {
  const folder = mkdtempSync(join(tmpdir(), 'said-'));
  const store = join(unpack(archive, folder), 'lineage');
  const paths = readdirSync(store, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.data.json'));
  const said = paths.filter((path) => holds(path, readFileSync(join(store, path))));
  rmSync(folder, { recursive: true });
  expect(paths.length).toBeGreaterThan(20);
  expect(said.length / paths.length).toBeGreaterThan(most);
});

it('of no run, whose facts take the key of masks', () => {
  const run = { version: 'lineage/v1beta1', kind: 'WorkflowRun', spec: { name: 'a', params: [] } };
  expect(holds('0f/.data.json', new TextEncoder().encode(JSON.stringify(run)))).toBe(false);
});

it('of records with any values and names', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('lid://a/b', 'lid://', 'lid://null', '/a/b', 'file:///a', '2026-01-01T00:00:00Z', '\ud800'));
  const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom('1e400', '-0', '9007199254740993'));
  const value = fc.oneof(
    text,
    number,
    fc.jsonValue(),
    fc.record({ path: text, checksum: fc.record({ value: text, algorithm: fc.constant('nextflow'), mode: text }, { requiredKeys: [] }) }),
  );
  const fields = ['path', 'size', 'createdAt', 'modifiedAt', 'checksum', 'source', 'taskRun', 'workflowRun', 'labels', 'name', 'input', 'output', 'container', 'codeChecksum'];
  const spec = fc.array(fc.tuple(fc.constantFrom(...fields), value), { maxLength: 12 });
  let said = 0;
  fc.assert(
    fc.property(
      fc.constantFrom('FileOutput', 'TaskRun', 'TaskOutput', 'WorkflowOutput', 'AgentRun', 'WorkflowRun', 'X'),
      spec,
      fc.constantFrom('a', `${'0f'.repeat(16)}/x y`, `${'0f'.repeat(16)}#output`),
      (kind, members, key) => {
        const json = members.map(([name, one]) => `${JSON.stringify(name)}:${one === '1e400' || one === '-0' || one === '9007199254740993' ? one : JSON.stringify(one)}`);
        if (holds(`${key}/.data.json`, new TextEncoder().encode(`{"version":"lineage/v1beta1","kind":"${kind}","spec":{${json.join(',')}}}`))) said++;
      },
    ),
    { numRuns: 700 },
  );
  expect(said).toBeGreaterThan(30);
});
