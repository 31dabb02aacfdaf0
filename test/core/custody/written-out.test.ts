/** A processing history as a file: nothing that the page says is missing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workbench } from '../../workbench';
import { openStores, type RawStore, runNamed, type StoreName } from '../queries/real-stores';
import { historyOf } from './asked';
import { lid } from './made-store';

let bench: Workbench;
let raw: Record<StoreName, RawStore>;
beforeAll(async () => {
  ({ bench, raw } = await openStores('trial'));
}, 120_000);
afterAll(() => bench?.close());

describe('written out', () => {
  it('CSV holds every step, input, run and outside file; text holds what the page says; both are told in the journal', async () => {
    const file = lid(`${runNamed(raw.trial, 'v13')}/cohort/cohort.tsv`);
    const page = await historyOf(bench, 'trial', file);
    const out = join(bench.folder, 'history.csv');
    const made = await bench.job('custody.save', { workspace: 'trial', lid: file, form: 'csv', out });
    const rows = readFileSync(out, 'utf8').trim().split('\r\n');
    const count = (row: string) => rows.filter((line) => line.split('","')[1] === row).length;
    expect([count('step'), count('input'), count('outside file'), count('run')]).toEqual([
      page.stepCount,
      page.steps.reduce((sum, { inputCount }) => sum + inputCount, 0),
      page.outsideCount,
      page.runCount,
    ]);
    expect(made).toMatchObject({ steps: page.stepCount, stepCount: page.stepCount, path: out });
    const text = join(bench.folder, 'history.txt');
    await bench.job('custody.save', { workspace: 'trial', lid: file, form: 'text', out: text });
    const written = readFileSync(text, 'utf8');
    for (const sentence of [...page.summary, ...page.notProven, ...page.proven, ...page.steps.map((step) => step.text)]) expect(written).toContain(sentence);
    const { events } = await bench.engine.call('journal.list', { workspace: 'trial', limit: 50 });
    expect(events.filter(({ act }) => act === 'custody-saved')).toHaveLength(2);
    expect(events.some(({ act }) => act === 'custody-opened')).toBe(true);
  });
});
