/** No format claims more than the evidence: digests, endings, inferred links, and the list of what is left out. */
import { expect, it } from 'vitest';
import { bcoOf, etagOf } from '../../../core/export/bco';
import { crateEntities, profilesOf } from '../../../core/export/crate-entities';
import { outputsCsv } from '../../../core/export/csv';
import { notCarried } from '../../../core/export/facts';
import { formatIds } from '../../../core/export/format';
import { formats } from '../../../core/export/formats';
import { crateMetadata } from '../../../core/export/ro-crate';
import { stepNumbers } from '../../../core/export/steps';
import { digests, ids, madeFile, madeRun, madeScope, textOf } from './made-scope';

const sha = 'a'.repeat(64);
const other = 'b'.repeat(64);
const recorded = '0123456789abcdef0123456789abcdef';
const making = { digests, left: [] };

it('puts no recorded checksum of Nextflow and no SHA-256 of unproven content where a digest of the content stands', () => {
  const scope = madeScope();
  const crate = [...crateEntities(scope, making, true)];
  const digested = crate.filter((entity) => 'sha256' in entity);
  expect(digested.map((entity) => [entity['@id'], entity.sha256])).toEqual([[`${ids.task}/out.bam`, sha]]);
  expect(JSON.stringify(crate)).not.toContain('"sha256":"bbb');
  for (const line of textOf('openlineage', scope).trimEnd().split('\n'))
    for (const { facets } of [...(JSON.parse(line).inputs ?? []), ...(JSON.parse(line).outputs ?? [])]) {
      const { sha256, observedSha256 } = facets.lineageAudit_record;
      expect([null, sha]).toContain(sha256);
      expect([null, sha, other]).toContain(observedSha256);
    }
  expect(textOf('bco', scope)).not.toContain(recorded);
  expect(textOf('bco', scope)).not.toContain('sha1_checksum');
  expect(textOf('prov-n', scope).match(/law:sha256="/g)?.length).toBe(1);
  for (const line of textOf('jsonl', scope).trimEnd().split('\n')) {
    const one = JSON.parse(line);
    if (one.type === 'file') expect(one.sha256).toBe(one.id === `${ids.task}/out.bam` ? sha : null);
  }
});

it('draws each link that records state, or counts it as not carried', () => {
  const scope = madeScope();
  const left = (id: 'dot' | 'mermaid' | 'csv-links' | 'graphml') =>
    notCarried(scope, formats[id].carries)
      .filter(({ what }) => what.startsWith('links that'))
      .reduce((sum, { count }) => sum + (count ?? 0), 0);
  const drawn = { dot: / -> /g, mermaid: /^ {2}n\d+ -/gm, graphml: /<edge /g };
  for (const id of ['dot', 'mermaid', 'graphml'] as const) expect((textOf(id, scope).match(drawn[id])?.length ?? 0) + left(id), id).toBe(scope.links.length);
  expect(left('csv-links')).toBe(0);
  expect(left('dot')).toBeGreaterThan(0);
});

it('lists for sha256sum what was read, and says of the rest why not', () => {
  const lines = textOf('sha256sum', madeScope()).trimEnd().split('\n');
  expect(lines.filter((line) => !line.startsWith('#'))).toEqual([`${other}  /data/calls.vcf`, `${sha}  /data/out.bam`]);
  const left = lines.filter((line) => line.startsWith('# NOT LISTED')).join('\n');
  expect(left).toContain('mismatch: what lay there is not what was recorded');
  expect(left).toContain('checked before its record changed');
  expect(left).toContain('not checked');
  const twice = madeScope({
    files: [sha, other].map((sha256, at) =>
      madeFile(`${ids.task}/${at}`, { check: { verdict: 'content-verified', reason: null, at: null, stale: false, checkedPath: '/data/same', sha256 } }),
    ),
  });
  expect(textOf('sha256sum', twice)).toContain('two SHA-256 for one path');
  expect(textOf('sha256sum', twice)).not.toMatch(/^[0-9a-f]{64}/m);
});

it('says of no run and no task that it ended or succeeded', () => {
  const scope = madeScope();
  for (const id of formatIds) expect(textOf(id, scope)).not.toMatch(/CompletedActionStatus|FailedActionStatus|"endTime"|"COMPLETE"|"FAIL"|"ABORT"|prov:endTime/);
  const [start, ended] = textOf('openlineage', scope)
    .split('\n')
    .map((line) => JSON.parse(line || '{}'));
  expect([start.eventType, start.eventTime]).toEqual(['START', '2026-11-21T05:08:28.1Z']);
  expect(ended.eventType).toBe('OTHER');
  const unknown = textOf('openlineage', madeScope({ runs: [madeRun({ start: null, startFrom: null, outputCreatedAt: null })] }));
  expect(JSON.parse(unknown.split('\n')[0] ?? '').run.facets.lineageAudit_record.eventTimeIs).toContain('of this export');
});

it('leaves inferred links out, or marks them', () => {
  const scope = madeScope();
  for (const id of formatIds) {
    const { carries } = formats[id];
    const left = notCarried(scope, carries).some(({ what, count }) => what.includes('inferred') && count === 1);
    expect(left).toBe(!carries.includes('inferred'));
    if (carries.includes('inferred')) expect(textOf(id, scope)).toMatch(/inferred/);
  }
  expect(textOf('prov-n', scope)).not.toContain('wasInfluencedBy');
});

it('counts what a format leaves out, and writes it where the format has a place for remarks', () => {
  const scope = madeScope({ masked: 3 });
  const left = notCarried(scope, formats.dot.carries);
  expect(left).toContainEqual({ what: 'parameters of runs', count: 1 });
  expect(left.at(-1)?.count).toBeNull();
  for (const id of ['dot', 'mermaid', 'graphml', 'prov-n', 'prov-json', 'sha256sum', 'bco', 'ro-crate', 'openlineage'] as const) {
    const text = textOf(id, scope);
    expect(text).toContain('NOT CARRIED: whether a run or a task succeeded');
    expect(text).toContain('3 values are masked');
  }
});

it('gives a BioCompute object the etag of its domains, whatever their order', () => {
  const object = bcoOf(madeScope(), making);
  expect(object.etag).toMatch(/^[0-9a-f]{64}$/);
  const turned = Object.fromEntries(Object.entries(object).reverse());
  expect(etagOf(turned, digests)).toBe(object.etag);
  expect(etagOf({ ...object, object_id: 'x', spec_version: 'y', etag: 'z' }, digests)).toBe(object.etag);
  expect(etagOf({ ...object, usability_domain: ['changed'] }, digests)).not.toBe(object.etag);
  expect(formats.bco.refuses?.(madeScope({ of: { kind: 'file', ids: ['x'], title: 'x' } }))).toContain('one pipeline run');
});

it('numbers steps by recorded links, and takes circles', () => {
  const scope = madeScope();
  expect([...stepNumbers(scope)]).toEqual([
    [ids.task, 1],
    [ids.reused, 2],
  ]);
  const circle = madeScope({ links: [...scope.links, { from: `${ids.reused}/calls.vcf`, to: ids.task, relation: 'read', inferred: false }] });
  expect([...stepNumbers(circle).values()].every((number) => number >= 1)).toBe(true);
});

it('claims the profiles of RO-Crate that the facts suffice for', () => {
  const names = (scope: ReturnType<typeof madeScope>) => profilesOf(scope).map(({ name }) => name);
  expect(names(madeScope())).toEqual(['Process Run Crate', 'Workflow Run Crate', 'Provenance Run Crate', 'Workflow RO-Crate']);
  expect(names(madeScope({ tasks: [] }))).toEqual(['Process Run Crate', 'Workflow Run Crate', 'Workflow RO-Crate']);
  expect(names(madeScope({ runs: [madeRun({ mainScript: null })] }))).toEqual(['Process Run Crate']);
  expect(names(madeScope({ of: { kind: 'file', ids: ['x'], title: 'x' } }))).toEqual(['Process Run Crate']);
  // What another run executed, this one did not orchestrate.
  const control = [...crateEntities(madeScope(), making, true)].filter((entity) => entity['@type'] === 'ControlAction');
  expect(control.map((entity) => entity.object)).toEqual([{ '@id': ids.task }]);
  const alone = [...crateMetadata(madeScope(), making, false)].join('');
  expect(alone).not.toContain('workflow.json');
  expect(JSON.parse(alone)['@graph'][1].mainEntity).toEqual({ '@id': 'file:///assets/main.nf' });
});

it('gives a report the published files alone, each with its verdict', () => {
  const lines = [...outputsCsv(madeScope())].join('').trimEnd().split('\r\n');
  expect(lines.length).toBe(3);
  expect(lines[1]).toContain('"mismatch"');
});
