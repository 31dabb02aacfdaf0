/** Records read tolerantly: every kind, the old shape, every oddity seen in real stores, and hostile bytes. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecord } from '../../../core/record/envelope';
import type { RecordFacts } from '../../../core/record/facts';
import { parseHistory } from '../../../core/record/history';
import { readerOf } from '../../../core/record/kinds';
import { keyOfLid, plainPath, splitFragment } from '../../../core/record/lid';
import { factMasker } from '../../../core/redact/facts';
import { createMasking } from '../../../main/ports/masking-key';

const mask = factMasker({ ...createMasking(mkdtempSync(join(tmpdir(), 'record-'))), known: () => [] });
const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const read = (value: unknown) => {
  const parsed = parseRecord(bytes(value));
  if (!('record' in parsed)) throw new Error(parsed.quarantine);
  return parsed.record;
};
const why = (value: unknown) => {
  const parsed = parseRecord(value instanceof Uint8Array ? value : bytes(value));
  return 'quarantine' in parsed ? parsed.quarantine : 'read';
};
function factsOf(kind: string, key: string, spec: object): RecordFacts {
  const record = read({ version: 'lineage/v1beta1', kind, spec });
  const reader = readerOf(record.kind);
  if (reader === undefined) throw new Error(`no reader for ${kind}`);
  return reader.facts(record.spec, key, mask);
}

describe('the envelope', () => {
  it('reads the shape with spec and the one of 25.04', () => {
    expect(read({ version: 'lineage/v1beta1', kind: 'TaskRun', spec: { name: 'A' } })).toMatchObject({ kind: 'TaskRun', shape: 'spec', spec: { name: 'A' }, problem: null });
    expect(read({ version: 'lineage/v1beta1', kind: 'TaskRun', name: 'A' })).toMatchObject({ kind: 'TaskRun', shape: 'root', spec: { name: 'A' }, problem: null });
  });
  it('keeps unknown kinds and versions as Unknown, with the reason', () => {
    expect(read({ version: 'lineage/v1beta1', kind: 'Spell', spec: {} })).toMatchObject({
      kind: 'Unknown',
      recordedKind: 'Spell',
      problem: expect.stringContaining('unknown kind'),
    });
    expect(read({ version: 'lineage/v2', kind: 'TaskRun', spec: {} })).toMatchObject({
      kind: 'Unknown',
      recordedKind: 'TaskRun',
      problem: expect.stringContaining('unknown version'),
    });
    expect(read({})).toMatchObject({ kind: 'Unknown', recordedKind: null, version: null });
  });
  it('quarantines what is no record, with the reason in words', () => {
    expect(why('')).toContain('empty');
    expect(why('{"version":"lineage/v1')).toContain('not JSON');
    expect(why('[1]')).toContain('no object');
    expect(why(new Uint8Array([0x7b, 0xff, 0x7d]))).toContain('UTF-8');
    expect(why(new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d]))).toContain('byte order mark');
    expect(why('['.repeat(10_000))).toContain('deeper');
  });
  it('never throws, and never touches the prototype of objects', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (any) => void parseRecord(any)));
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('WorkflowRun', 'WorkflowOutput', 'TaskRun', 'TaskOutput', 'FileOutput', 'AgentRun'), (spec, kind) => {
        const record = read(
          `{"version":"lineage/v1beta1","kind":"${kind}","spec":{"input":${spec},"output":${spec},"params":${spec},"path":${spec},"labels":${spec},"name":${spec},"source":${spec},"metadata":${spec},"workflow":${spec},"checksum":${spec},"size":${spec}}}`,
        );
        readerOf(record.kind)?.facts(record.spec, 'key', mask);
      }),
    );
    const hostile = read('{"version":"lineage/v1beta1","kind":"TaskRun","spec":{"__proto__":{"polluted":1},"name":"x"}}');
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect(hostile.spec.name).toBe('x');
  });
});

describe('links', () => {
  it('follow source, task and run of a file, each by its own word', () => {
    const published = factsOf('FileOutput', 'run1/a.txt', { path: '/r/a.txt', source: 'lid://task1/a.txt', workflowRun: 'lid://run1', taskRun: null });
    expect(published.links).toEqual([
      { to: { key: 'task1/a.txt' }, relation: 'published' },
      { to: { key: 'run1' }, relation: 'executed' },
    ]);
    const index = factsOf('FileOutput', 'run1/index.csv', { path: '/r/index.csv', source: 'lid://run1', workflowRun: 'lid://run1', taskRun: null });
    expect(index.links).toEqual([{ to: { key: 'run1' }, relation: 'produced' }]);
    const ofTask = factsOf('FileOutput', 'task1/a.txt', { path: '/w/a.txt', source: 'lid://task1', workflowRun: 'lid://run1', taskRun: 'lid://task1' });
    expect(ofTask.links).toEqual([
      { to: { key: 'task1' }, relation: 'produced' },
      { to: { key: 'run1' }, relation: 'executed' },
    ]);
  });
  it('read inputs that are LIDs, staged files of a storeDir, and outside files with their checksum', () => {
    const checksum = { value: 'ab', algorithm: 'nextflow', mode: 'standard' };
    const task = factsOf('TaskRun', 't', {
      name: 'ALIGN (HG002)',
      workflowRun: 'lid://run1',
      input: [
        { type: 'path', name: 'in', value: ['lid://a/x y#1.txt', 'lid://lid:/b/z.txt', { path: 'file:///data/ref.fa', checksum }] },
        { type: 'val', name: 'n', value: 4 },
        null,
        'odd',
      ],
    });
    expect(task.links).toEqual([
      { to: { key: 'a/x y#1.txt' }, relation: 'read' },
      { to: { key: 'b/z.txt' }, relation: 'read' },
      { to: { path: '/data/ref.fa', checksum }, relation: 'read' },
      { to: { key: 'run1' }, relation: 'executed' },
    ]);
    expect(task).toMatchObject({ title: 'ALIGN (HG002)', detail: 'ALIGN' });
  });
  it('tell a run that is named as lid:// alone', () => {
    expect(factsOf('FileOutput', 'null/a', { workflowRun: 'lid://', source: 'lid://' })).toMatchObject({ nullRun: true, run: null, links: [] });
  });
  it('walk nested output values: maps, lists, plain paths, null', () => {
    const output = factsOf('TaskOutput', 't#output', {
      taskRun: 'lid://t',
      workflowRun: 'lid://r',
      output: [
        { name: 'o', value: { a: ['lid://t/1', null, { b: 'lid://t/2' }], c: '/plain' } },
        { name: 'n', value: null },
      ],
    });
    expect(output.links.filter((link) => link.relation === 'listed')).toEqual([
      { to: { key: 't/1' }, relation: 'listed' },
      { to: { key: 't/2' }, relation: 'listed' },
    ]);
  });
});

describe('LIDs', () => {
  it('are never decoded', () => {
    expect(keyOfLid('lid://abc/100%25 ü?#x.txt')).toBe('abc/100%25 ü?#x.txt');
    expect(keyOfLid('lid://lid:/abc/f')).toBe('abc/f');
    expect(keyOfLid('abc/')).toBe('abc');
  });
  it('have a fragment only behind a known key', () => {
    const known = new Set(['t', 't#output', 't/a#b.txt']);
    const split = (lid: string) => splitFragment(lid, (key) => known.has(key));
    expect(split('lid://t#output')).toEqual({ key: 't#output', fragment: null });
    expect(split('lid://t#params.name')).toEqual({ key: 't', fragment: 'params.name' });
    expect(split('lid://t/a#b.txt#labels')).toEqual({ key: 't/a#b.txt', fragment: 'labels' });
    expect(split('lid://unknown#x')).toEqual({ key: 'unknown', fragment: 'x' });
  });
  it('compare paths without file://', () => {
    for (const path of ['file:///a/b', 'file:/a/b', '/a/b']) expect(plainPath(path)).toBe('/a/b');
    expect(plainPath('s3://bucket/a')).toBe('s3://bucket/a');
  });
});

it('reads history lines and nothing else', () => {
  expect(parseHistory(bytes('2026-11-21 05:08:31 UTC\trelease\t1439\tlid://abc'))).toMatchObject({ name: 'release', key: 'abc', time: '2026-11-21 05:08:31 UTC' });
  for (const bad of ['', 'a\tb\tc', 'a\tb\tc\td', '\t\t\t', 'x\ty\tz\tlid://k\nmore']) expect(parseHistory(bytes(bad))).toBeNull();
});

describe('the parameters of a run', () => {
  it('have their values as JSON text, and no secret in them', () => {
    const params = [
      { type: 'Integer', name: 'min_qual', value: 20 },
      { type: 'String', name: 'api_token', value: 'hunter2hunter2' },
      { type: 'Map', name: 'more', value: { a: [1, null] } },
      { type: 'String', value: 'without a name' },
      'not a parameter',
    ];
    const facts = factsOf('WorkflowRun', 'a', { params }).parameters ?? [];
    expect(facts.map(({ name }) => name)).toEqual(['min_qual', 'api_token', 'more']);
    expect(facts[0]?.value).toBe('20');
    expect(facts[2]?.value).toBe('{"a":[1,null]}');
    expect(facts[1]?.value).not.toContain('hunter2');
    expect(factsOf('WorkflowRun', 'a', { params: 7 }).parameters).toEqual([]);
  });
});
