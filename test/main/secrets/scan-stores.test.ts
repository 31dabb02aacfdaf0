/** The whole call on real stores: no false alarm of a secret, what is personal is found, the journal and the answer hold no secret. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MaskingRules } from '../../../core/redact/policy';
import { openWorkbench, unpack, type Workbench } from '../../workbench';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
  await bench.sync('trial', join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'trial')), 'lineage'));
});
afterAll(() => bench.close());

describe('secrets.scan', () => {
  it('finds no secret in trial-042, but its people and samples', async () => {
    const result = await bench.job('secrets.scan', { workspace: 'trial' });
    expect(result.scanned).toBe(result.total);
    expect(result.scanned).toBeGreaterThanOrEqual(666);
    const counts = Object.fromEntries(result.findings.map(({ rule, records }) => [rule, records]));
    expect(result.findings.filter(({ group }) => group === 'secret')).toEqual([]);
    expect(counts).toMatchObject({ person: 8, 'home-folder': 15 });
    expect(counts.sample).toBeGreaterThan(100);
    expect(result.sentence).toContain('Rules cannot find all.');
  });

  it('tells a secret by kind and place; neither the answer nor the journal holds it', async () => {
    const secret = 'hunter2Zx9Q';
    const store = join(bench.folder, 'leaky');
    mkdirSync(join(store, 'a'.repeat(32)), { recursive: true });
    const record = {
      version: 'lineage/v1beta1',
      kind: 'WorkflowRun',
      spec: { name: 'leaky', params: [{ type: 'String', name: 'db_password', value: secret }], metadata: { commandLine: `run --db_password ${secret}` } },
    };
    writeFileSync(join(store, 'a'.repeat(32), '.data.json'), JSON.stringify(record));
    await bench.sync('leaky', store);
    const result = await bench.job('secrets.scan', { workspace: 'leaky' });
    expect(result.findings).toMatchObject([{ rule: 'named-value', group: 'secret', records: 1, places: 2 }]);
    expect(result.findings[0]?.examples.map(({ path }) => path).sort()).toEqual(['$.spec.metadata.commandLine', '$.spec.params[0].value']);
    const journal = await bench.engine.call('journal.list', { workspace: 'leaky' });
    expect(JSON.stringify([result, journal])).not.toContain(secret);
    expect(journal.events[0]).toMatchObject({ act: 'secrets-scanned', detail: { scanned: 1 } });
  });

  it('keeps the lists over a restart, and the journal does not repeat them', async () => {
    const rules: MaskingRules = {
      personal: ['email'],
      deny: [{ pattern: 'HG###', reason: 'names of samples are names of patients' }],
      allow: [{ pattern: 'analyst', reason: 'the role' }],
    };
    await bench.engine.call('masking.set', { workspace: 'trial', ...rules, reason: 'protocol 4.2' });
    await expect(bench.engine.call('masking.set', { workspace: 'trial', ...rules, deny: [{ pattern: '*', reason: '' }] })).rejects.toMatchObject({ code: 'bad-input' });
    bench = await bench.restart();
    expect(await bench.engine.call('masking.get', { workspace: 'trial' })).toMatchObject({ ...rules, number: 1 });
    const result = await bench.job('secrets.scan', { workspace: 'trial' });
    expect(result.findings.map(({ rule }) => rule)).toContain('denied');
    expect(result.findings.map(({ rule }) => rule)).not.toContain('person');
    expect(result.allowed).toBeGreaterThan(0);
    const journal = await bench.engine.call('journal.list', { workspace: 'trial' });
    expect(JSON.stringify(journal)).not.toContain('HG###');
  });
});
