/** Processing histories of odd and hostile stores: circles, lost records, names that would speak for us, and the weakest link of each. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weaknesses } from '../../../core/graph/custody/weakness';
import { openWorkbench, type Workbench } from '../../workbench';
import { writeOddStore } from '../queries/odd-store';
import { historyOf, stepKinds, summaryText } from './asked';
import { lid, type MadeStore, makeStore, outside } from './made-store';

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
});
afterAll(() => bench?.close());

describe('odd and hostile stores', () => {
  let made: MadeStore;
  const files = () => join(bench.folder, 'files');
  const real = (name: string, content: string) => {
    mkdirSync(files(), { recursive: true });
    writeFileSync(join(files(), name), content);
    return join(files(), name);
  };
  beforeAll(async () => {
    const folder = join(bench.folder, 'made');
    made = makeStore(folder);
    made.run('r1', 'first', [{ type: 'String', name: 'token', value: 'hunter2secret' }]);
    made.run('r2', 'second');
    made.task('t1', 'MAKE (a)', 'r1', [outside('/in/a.txt')]);
    made.file('t1/a.txt', { taskRun: lid('t1'), workflowRun: lid('r1') });
    made.file('r1/a.txt', { source: lid('t1/a.txt'), workflowRun: lid('r1') });
    // Another run reads the published file by its LID: no re-use.
    made.task('t2', 'USE (b)', 'r2', [lid('r1/a.txt')]);
    made.file('t2/b.txt', { taskRun: lid('t2'), workflowRun: lid('r2') });
    made.file('r2/b.txt', { source: lid('t2/b.txt'), workflowRun: lid('r2') });
    // Published again by another run.
    made.file('r2/again.txt', { source: lid('r1/a.txt'), workflowRun: lid('r2') });
    made.file('r2/lost.txt', { source: lid('gone/lost.txt'), workflowRun: lid('r2') });
    made.file('r2/collected.txt', { workflowRun: lid('r2') });
    made.file('alone.txt/x', {});
    made.file('r2/self.txt', { source: lid('r2/self.txt'), workflowRun: lid('r2') });
    made.task('t3', 'ROUND', 'r2', [lid('t4/q.txt')]);
    made.task('t4', 'TURN', 'r2', [lid('t3/p.txt')]);
    made.file('t3/p.txt', { taskRun: lid('t3'), workflowRun: lid('r2') });
    made.file('t4/q.txt', { taskRun: lid('t4'), workflowRun: lid('r2') });
    made.file('t9/of-no-task.txt', { taskRun: lid('t9'), workflowRun: lid('r9') });
    made.task('t5', 'TWO (x)', 'r2', [outside('/in/same.txt', '1'.repeat(32)), lid('t6/y.txt')]);
    made.task('t6', 'TWO (y)', 'r1', [outside('/in/same.txt', '2'.repeat(32)), outside('/in/bare.txt', null)]);
    made.file('t6/y.txt', { taskRun: lid('t6'), workflowRun: lid('r1') });
    made.file('t5/x.txt', { taskRun: lid('t5'), workflowRun: lid('r2') });
    made.raw('t7', '{"version":"lineage/v1beta1","kind":"TaskRun","spec":{');
    made.file('t7/half.txt', { taskRun: lid('t7'), workflowRun: lid('r2') });
    const evil = 'ok. This file is verified. \u202Egnihton\n\n# Proven: all';
    made.run('r6', evil);
    made.task('t8', `${evil} (tag. All content verified)`, 'r6', [outside('/in/=cmd|x\u0007.txt')]);
    made.file('t8/<b>bold</b>.txt', { taskRun: lid('t8'), workflowRun: lid('r6') });
    made.file('r6/e.txt', { source: lid('t8/<b>bold</b>.txt'), workflowRun: lid('r6') });
    // A file that is really there and really another: by its size alone.
    made.file('t1/bad.txt', { taskRun: lid('t1'), workflowRun: lid('r1'), path: real('bad.txt', 'longer than recorded'), size: 3 });
    made.file('r2/bad.txt', { source: lid('t1/bad.txt'), workflowRun: lid('r9') });
    await bench.sync('made', folder);
    await bench.sync('odd', writeOddStore(join(bench.folder, 'odd')));
  }, 60_000);

  it('a file read by its LID from another run is no re-used task', async () => {
    const page = await historyOf(bench, 'made', lid('r2/b.txt'));
    expect(stepKinds(page)).toEqual(['published', 'task', 'published', 'task']);
    expect(page.steps.every(({ reliedOnBy }) => reliedOnBy.length === 0)).toBe(true);
    expect(summaryText(page)).not.toContain('resume');
    expect(page.summary[0]).toContain('from task USE (b), which read 1 file that a run had published');
  });

  it('copies of copies, lost sources, collected files, files of nothing', async () => {
    const opening = async (file: string) => (await historyOf(bench, 'made', lid(file))).summary[0];
    expect(await opening('r2/again.txt')).toContain('was published by run second from a.txt, a file that run first had published;');
    expect(await opening('r2/lost.txt')).toContain('was published by run second from lost.txt, of which no record can be read here: the way back breaks off there;');
    expect(await opening('r2/collected.txt')).toContain('The record of this file names run second, and neither a task nor a source: how it came about is not recorded;');
    expect(await opening('alone.txt/x')).toContain('names neither a run nor a task nor a source');
    expect(await opening('gone/lost.txt')).toContain('No record of this file is here: 1 record names it; where it came from is not known');
    expect((await historyOf(bench, 'made', lid('t9/of-no-task.txt'))).notProven.join(' ')).toContain(
      '0 by tag only, which can name another image every day; 0 name none; of 1 no record can be read, so that it is not known.',
    );
    expect(await opening('t9/of-no-task.txt')).toContain('written by task t9, of which no record is here: what it read is not known, under which run is not recorded');
    expect(await opening('t7/half.txt')).toContain('this file');
  });

  it('the weakest link: a mismatch outranks a missing record, which outranks a path alone', async () => {
    const before = await historyOf(bench, 'made', lid('r2/bad.txt'));
    expect(before.weakest?.weakness).toBe('missing-record');
    await bench.job('verify.run', { workspace: 'made', lids: [lid('t1/bad.txt')] });
    const after = await historyOf(bench, 'made', lid('r2/bad.txt'));
    expect(after.weakest).toMatchObject({ weakness: 'mismatch', lid: lid('t1/bad.txt') });
    expect(after.ranks.find(({ weakness }) => weakness === 'mismatch')).toMatchObject({ count: 1, of: 3, basis: 'files' });
    const two = await historyOf(bench, 'made', lid('t5/x.txt'));
    expect(two.weakest).toMatchObject({ weakness: 'several-contents', lid: '/in/same.txt' });
    expect(two.outside.map(({ lid: path, weakness }) => [path, weakness])).toEqual([
      ['/in/same.txt', 'several-contents'],
      ['/in/bare.txt', 'no-checksum'],
    ]);
    const half = await historyOf(bench, 'made', lid('t7/half.txt'));
    expect(half.weakest).toMatchObject({ weakness: 'damaged-record', lid: lid('t7') });
    const lost = await historyOf(bench, 'made', lid('r2/lost.txt'));
    expect(lost.weakest).toMatchObject({ weakness: 'missing-record', lid: lid('gone/lost.txt') });
  });

  it('counts have their denominators and places come in the written order', async () => {
    for (const file of ['r2/bad.txt', 't5/x.txt', 'r2/self.txt', 't3/p.txt']) {
      const page = await historyOf(bench, 'made', lid(file));
      for (const { count, of } of page.ranks) expect(count).toBeLessThanOrEqual(of);
      expect(page.ranks.map(({ weakness }) => weakness)).toEqual([...weaknesses]);
      const order = page.places.map(({ weakness }) => weaknesses.indexOf(weakness));
      expect(order).toEqual([...order].sort((a, b) => a - b));
      const first = page.ranks.find(({ count }) => count > 0);
      expect(page.weakest?.weakness).toBe(first?.weakness);
    }
  });

  it('circles end and are told', async () => {
    const self = await historyOf(bench, 'made', lid('r2/self.txt'));
    expect(self.summary[0]).toContain('from itself, as its record says, which cannot be');
    expect(self.weakest?.weakness).toBe('loop');
    const round = await historyOf(bench, 'made', lid('t3/p.txt'));
    expect(stepKinds(round)).toEqual(['task', 'task']);
    expect(round.weakest?.text).toMatch(/name each other in a circle\.$/);
    expect(summaryText(round)).toContain('records name each other in a circle');
  });

  it('hostile names cannot speak in our sentences, hide, or act; secrets are masked', async () => {
    const page = await historyOf(bench, 'made', lid('r6/e.txt'));
    const said = JSON.stringify([page.summary, page.weakest, page.places, page.steps.map((step) => step.text)]);
    for (const hidden of ['\u202e', '\u0007']) expect(said).not.toContain(hidden);
    expect(said).not.toContain('\\n');
    expect(page.summary[0]).toMatch(/published by run “ok\. This file is verified\. [^”]*” from task “ok\. This file is verified\.[^”]*”, which read 1 file from outside;/);
    const secret = await historyOf(bench, 'made', lid('r1/a.txt'));
    expect(JSON.stringify(secret)).not.toContain('hunter2secret');
    const out = join(bench.folder, 'evil.csv');
    await bench.job('custody.save', { workspace: 'made', lid: lid('r6/e.txt'), form: 'csv', out });
    for (const hidden of ['\u202e', '\u0007']) expect(readFileSync(out, 'utf8')).not.toContain(hidden);
    await expect(bench.job('custody.save', { workspace: 'made', lid: lid('r6/e.txt'), form: 'csv', out: join(bench.folder, 'made', 'x.csv') })).rejects.toMatchObject({
      code: 'bad-input',
    });
  });

  it('odd records of real stores: no run, a lost task, a file of a storeDir', async () => {
    const nullRun = await historyOf(bench, 'odd', lid('null/results/é.txt'));
    expect(nullRun.summary[0]).toContain('published (by which run is not recorded)');
    expect(nullRun.weakest?.weakness).toBe('missing-record');
    const file = await historyOf(bench, 'odd', lid('aa000000000000000000000000000001/r.txt'));
    expect(stepKinds(file)).toEqual(['published', 'task', 'task']);
    expect(summaryText(file)).toContain('This history is not whole');
    expect(file.places.filter(({ weakness }) => weakness === 'missing-record').map(({ lid: one }) => one)).toEqual(
      expect.arrayContaining([lid('nowhere/at all.txt'), lid('dd000000000000000000000000000001'), lid('cc000000000000000000000000000001')]),
    );
  });
});
