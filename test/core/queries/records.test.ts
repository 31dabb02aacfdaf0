/** Pages of records on real stores. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../../core/contract';
import type { Workbench } from '../../workbench';
import { keyOf, openStores, type RawStore, runNamed, type StoreName, texts } from './real-stores';

let bench: Workbench;
let raw: Record<StoreName, RawStore>;
beforeAll(async () => {
  ({ bench, raw } = await openStores('trial', 'legacy'));
}, 120_000);
afterAll(() => bench?.close());

const title = (store: RawStore, key: string) =>
  store.get(key)?.kind === 'FileOutput'
    ? key.split('/').at(-1)
    : store.get(key)?.kind.endsWith('Run')
      ? store.get(key)?.spec.name
      : store.get(key)?.kind === 'TaskOutput'
        ? 'outputs of the task'
        : 'outputs of the run';

describe('records.get', () => {
  it.each(['trial', 'legacy'] as StoreName[])('%s: fields, links, who names it, labels and versions, as the raw records have them', async (store) => {
    const records = [...raw[store]].filter((_, at) => store !== 'trial' || at % 7 === 0);
    for (const [key, { kind, spec }] of records) {
      const lid = `lid://${key}`;
      const { record } = await bench.engine.call('records.get', { workspace: store, lid });
      const { version: _version, kind: _kind, ...fields } = spec;
      expect(record).toMatchObject({
        lid,
        key,
        kind,
        recordedKind: kind,
        version: 'lineage/v1beta1',
        shape: store === 'legacy' ? 'root' : 'spec',
        state: 'present',
        problem: null,
        masked: 0,
        title: title(raw[store], key),
      });
      expect(record.fields).toEqual(fields);
      const named = [...new Set([...texts(spec)].filter((text) => text.startsWith('lid://')))];
      expect(record.links).toEqual(named.map((one) => ({ lid: one, kind: raw[store].get(keyOf(one))?.kind, title: title(raw[store], keyOf(one)), present: true })));
      const naming = [...raw[store]].filter(([, other]) => [...texts(other.spec)].includes(lid)).map(([one]) => `lid://${one}`);
      expect(record.referencedByCount).toBe(naming.length);
      expect(record.referencedBy).toHaveLength(Math.min(100, naming.length));
      expect(naming).toEqual(expect.arrayContaining(record.referencedBy.map((one) => one.lid)));
      expect(record.labels).toEqual([...(spec.labels ?? [])].sort());
      expect(record.run?.lid ?? null).toBe(spec.workflowRun ?? null);
      const bytes = readFileSync(join(bench.folder, store, 'lineage', key, '.data.json'));
      expect(record.versions).toEqual([
        {
          sha256: createHash('sha256').update(bytes).digest('hex'),
          size: bytes.length,
          firstSeen: expect.stringMatching(/Z$/),
          lastSeen: expect.stringMatching(/Z$/),
          sync: 1,
          current: true,
        },
      ]);
      expect(record.storePath).toBe(`${key}/.data.json`);
    }
    const one = await bench.engine.call('records.get', { workspace: store, lid: records[0]?.[0] ?? '' });
    expect(contract['records.get'].output.parse(one)).toEqual(one);
  });

  it('a fragment is cut off', async () => {
    const lid = `lid://${runNamed(raw.trial, 'release')}`;
    expect((await bench.engine.call('records.get', { workspace: 'trial', lid: `${lid}#params` })).record.lid).toBe(lid);
    expect((await bench.engine.call('records.get', { workspace: 'trial', lid: `${lid}#output` })).record.lid).toBe(`${lid}#output`);
  });

  it('raw bytes are the bytes of the file, and asking is journalled', async () => {
    const key = runNamed(raw.trial, 'release');
    const bytes = readFileSync(join(bench.folder, 'trial', 'lineage', key, '.data.json'));
    const answer = await bench.engine.call('records.raw', { workspace: 'trial', lid: key });
    expect(Buffer.from(answer.base64, 'base64').equals(bytes)).toBe(true);
    expect(answer).toMatchObject({ text: bytes.toString('utf8'), size: bytes.length, truncated: false, validUtf8: true });
    const { events } = await bench.engine.call('journal.list', { workspace: 'trial' });
    expect(events[0]).toMatchObject({ act: 'record-viewed-raw', detail: { lid: `lid://${key}`, sha256: answer.sha256 } });
    await expect(bench.engine.call('records.get', { workspace: 'trial', lid: key, sha256: '0'.repeat(64) })).rejects.toMatchObject({ code: 'not-found' });
  });
});
