/** Exports are valid by programs of others, and those programs find a spoiled one: RO-Crate, IEEE 2791, OpenLineage, PROV. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { gatherScope } from '../../core/engine/export/gather';
import { createWorkspaces } from '../../core/engine/workspaces';
import { notCarried } from '../../core/export/facts';
import type { FormatId } from '../../core/export/format';
import { formats } from '../../core/export/formats';
import type { ExportScope } from '../../core/export/scope';
import { digests, hostileScope, madeScope, textOf } from '../core/export/made-scope';
import { openWorkbench, unpack } from '../workbench';
import { commandOf, itBy, runValidator } from './validators';

const here = import.meta.dirname;
const folder = mkdtempSync(join(tmpdir(), 'conformance-exports-'));
const cache = join(folder, 'cache');
let strict: ExportScope;
let chain: ExportScope;
const run = 'lid://87cf4e7e67eebdbcf18cc6b623acf905';
const making = { at: '2026-11-26T09:00:00.000Z', by: 'auditor', product: 'Lineage Audit Workbench', version: '0.1.0' };

beforeAll(async () => {
  const bench = await openWorkbench();
  await bench.sync('trial', join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'trial')), 'lineage'));
  const workspaces = createWorkspaces(bench.ports);
  const gathered = async (kind: 'run' | 'file', lid: string) => {
    const steps = gatherScope(workspaces.open('trial'), kind, [lid], making, new AbortController().signal);
    for (;;) {
      const step = await steps.next();
      if (step.done) return step.value;
    }
  };
  strict = await gathered('run', run);
  chain = await gathered('file', `${run}/cohort/cohort.tsv`);
  workspaces.close();
  bench.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const hostile = () => hostileScope('a "b" \\ <c>\n\u202e\u0001 --> %20 é');

function laid(name: string, id: FormatId, scope: ExportScope, spoil: (text: string) => string = (text) => text): string {
  const path = join(folder, name);
  writeFileSync(path, spoil(textOf(id, scope)));
  return path;
}

function crate(name: string, scope: ExportScope, spoil: (text: string) => string = (text) => text): string {
  const at = join(folder, name);
  mkdirSync(at);
  const format = formats['ro-crate'];
  if (!('entries' in format)) throw new Error('a crate is several files');
  for (const { name: file, parts } of format.entries(scope, { digests, left: notCarried(scope, format.carries) })) {
    const text = [...parts].join('');
    writeFileSync(join(at, file), file === 'ro-crate-metadata.json' ? spoil(text) : text);
  }
  return at;
}

function crateFaults(path: string, profile: string): string[] {
  const contexts = [
    'https://w3id.org/ro/crate/1.1/context',
    join(here, 'schemas/ro-crate/context-1.1.jsonld'),
    'https://w3id.org/ro/terms/workflow-run/context',
    join(here, 'schemas/ro-crate/workflow-run-context.json'),
  ];
  const filled = runValidator('jsonschema', [join(here, 'fill_crate_cache.py'), cache, ...contexts]);
  if (filled.status !== 0) throw new Error(filled.stderr);
  const report = `${path}.report.json`;
  const { status, stderr, stdout } = runValidator('roc-validator', [
    '-y',
    'validate',
    '--offline',
    '--cache-path',
    cache,
    '--skip-availability-check',
    '-p',
    profile,
    '-f',
    'json',
    '-o',
    report,
    '--no-paging',
    path,
  ]);
  if (status !== 0 && status !== 1) throw new Error(`${dirname(commandOf('roc-validator')[0])}: ${stderr}${stdout}`);
  const { passed, issues } = JSON.parse(runValidator('jsonschema', ['-c', 'import sys;print(open(sys.argv[1]).read())', report]).stdout);
  const faults = issues.map(({ message }: { message: string }) => message);
  expect(passed).toBe(faults.length === 0);
  return faults;
}

itBy('roc-validator', 'jsonschema')('a run is a Provenance Run Crate 0.5, and a spoiled one is none', () => {
  expect(crateFaults(crate('strict', strict), 'provenance-run-crate-0.5')).toEqual([]);
  const spoiled = crateFaults(
    crate('spoiled', strict, (text) => text.replace('"programmingLanguage"', '"programming"').replaceAll('"HowToStep"', '"Thing"')),
    'provenance-run-crate-0.5',
  );
  expect(spoiled.join('\n')).toContain('programmingLanguage');
  expect(spoiled.join('\n')).toContain('HowToStep');
});

itBy('roc-validator', 'jsonschema')('without tasks it is a Workflow Run Crate, and a chain of a file or hostile text a Process or Provenance Run Crate', () => {
  expect(crateFaults(crate('workflow', madeScope({ tasks: [] })), 'workflow-run-crate-0.5')).toEqual([]);
  expect(crateFaults(crate('chain', chain), 'process-run-crate-0.5')).toEqual([]);
  expect(crateFaults(crate('hostile', hostile()), 'provenance-run-crate-0.5')).toEqual([]);
});

itBy('jsonschema')('a BioCompute object is one by the schema of IEEE 2791, and a spoiled one is none', () => {
  const judge = (path: string) => runValidator('jsonschema', [join(here, 'validate_json.py'), 'bco', path]);
  for (const [name, scope] of Object.entries({ strict, hostile: hostile() })) expect(judge(laid(`${name}.bco.json`, 'bco', scope)).stdout.trim()).toBe('');
  const spoiled = judge(laid('spoiled.bco.json', 'bco', strict, (text) => text.replace('"etag":"', '"etag":"W/').replace('"created":"2026', '"created":"later')));
  expect(spoiled.status).toBe(1);
  expect(spoiled.stdout).toContain('object.etag');
  expect(spoiled.stdout).toContain('created');
});

itBy('jsonschema')('OpenLineage events and their facets are valid by the schemas that they name, and spoiled ones are not', () => {
  const judge = (path: string) => runValidator('jsonschema', [join(here, 'validate_json.py'), 'openlineage', path]);
  for (const [name, scope] of Object.entries({ strict, chain, hostile: hostile() })) {
    const { stdout, stderr } = judge(laid(`${name}.events.jsonl`, 'openlineage', scope));
    expect(stdout.trim() + stderr).toBe('');
  }
  const spoiled = judge(
    laid('spoiled.events.jsonl', 'openlineage', strict, (text) =>
      text
        .replace(/"runId":"[0-9a-f-]*"/, '"runId":"1"')
        .replace('"processingType":', '"processing":')
        .replace('"version":"26', '"v":"26'),
    ),
  );
  expect(spoiled.status).toBe(1);
  expect(spoiled.stdout).toContain('runId');
  expect(spoiled.stdout).toContain("'version' is a required property");
});

itBy('prov')('PROV-JSON and PROV-N are read by the prov library and say the same, and spoiled ones do not', () => {
  const judge = (n: string, j: string) => runValidator('prov', [join(here, 'read_prov.py'), j, n]);
  for (const [name, scope] of Object.entries({ strict, hostile: hostileScope('a "b" \\ <c>\n é %20') })) {
    const { stdout, stderr } = judge(laid(`${name}.provn`, 'prov-n', scope), laid(`${name}.prov.json`, 'prov-json', scope));
    expect(stderr).toBe('');
    const { json, n, equal } = JSON.parse(stdout);
    expect([n, equal]).toEqual([json, true]);
    expect(json).toBeGreaterThan(5);
  }
  const other = judge(
    laid('other.provn', 'prov-n', strict, (text) => text.replace(/^used\(.*\n/m, '')),
    join(folder, 'strict.prov.json'),
  );
  expect(JSON.parse(other.stdout).equal).toBe(false);
  expect(
    judge(
      laid('broken.provn', 'prov-n', strict, (text) => text.replace('entity(', 'entity((')),
      join(folder, 'strict.prov.json'),
    ).status,
  ).not.toBe(0);
});
