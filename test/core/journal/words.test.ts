/** Acts in words: every one has a title, the same name of a field says what it means there, and how far a checkpoint covers is known after a restart. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { acts } from '../../../core/journal/acts';
import { sayAct, sayOnOneLine } from '../../../core/journal/words';
import { plainMasker } from '../../../core/redact/mask';
import { layLeakyStore, run } from '../../main/secrets/leaky-store';
import { openWorkbench } from '../../workbench';

it('each act has a title of its own', () => {
  const titles = Object.values(acts).map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
});

it('calls the id of a bundle, of a finding and of a report what each is', () => {
  expect(sayOnOneLine(sayAct(plainMasker, 'evidence-bundle', { id: 'lineage-evidence-1', report: true, size: 7 }))).toBe(
    'bundle: lineage-evidence-1 · with a report: yes · leaves: 7',
  );
  expect(sayOnOneLine(sayAct(plainMasker, 'finding-opened', { id: '3bee' }))).toBe('finding: 3bee');
  expect(sayOnOneLine(sayAct(plainMasker, 'report', { id: 'LAR-1' }))).toBe('report: LAR-1');
});

it('knows after a restart how far a checkpoint covers the journal', async () => {
  let bench = await openWorkbench();
  await bench.sync('w', layLeakyStore(join(bench.folder, 'store')));
  await bench.engine.call('findings.list', { workspace: 'w' });
  for (let i = 0; i < 2; i++) {
    await bench.job('verify.run', { workspace: 'w', run: `lid://${run}` });
    bench = await bench.restart();
    const { state } = await bench.engine.call('journal.list', { workspace: 'w' });
    expect(state.attested).toBeGreaterThan(1);
  }
  bench.close();
});
