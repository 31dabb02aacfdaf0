import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportBlock, ReportOutline } from '../../../core/contract/reports';
import { codeCheckWords } from '../../../core/verify/code/words';
import { strongerProof } from '../../../core/verify/standing';
import { overlaps, plainText, textOf, wordsOf } from '../../main/pdf/tools';
import { fixtures, openWorkbench, unpack, type Workbench } from '../../workbench';
import { made, madeRun, makeRun, secret } from './made-run';

const runs = {
  release: 'lid://743f3d10fce32490142d3833990f2427',
  strict: 'lid://87cf4e7e67eebdbcf18cc6b623acf905',
  deepmode: 'lid://7c6c73a99887871270d84830fd9cf8a0',
  failed: 'lid://911e8983f359a11d86becd50da9983bb',
} as const;

const section = (outline: ReportOutline, title: string) => {
  const found = outline.sections.find((one) => one.title === title);
  if (found === undefined) throw new Error(`no section ${title}`);
  return found;
};
const tables = (blocks: readonly ReportBlock[]) => blocks.filter((block) => block.type === 'table');
const words = (value: unknown) => JSON.stringify(value);

describe('reports of real runs', () => {
  let bench: Workbench;
  let store: string;
  const outlineOf = async (run: keyof typeof runs) => (await bench.engine.call('report.outline', { workspace: 'trial', about: { kind: 'run', run: runs[run] } })).outline;
  beforeAll(async () => {
    bench = await openWorkbench();
    store = join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'unpacked')), 'lineage');
    await bench.sync('trial', store);
  });
  afterAll(() => bench.close());

  it('has its sections in order, and what it calls section N is section N', async () => {
    const outline = await outlineOf('release');
    expect(outline.sections.map((one) => one.title)).toEqual([
      'Summary',
      'Scope and method',
      'Counts',
      'Limits of this report',
      'Identity of the run',
      'Parameters',
      'Software and environment',
      'Lineage',
      'Inputs',
      'Outputs and verdicts',
      'What the checks rule out',
      'Tasks',
      'Record digests',
      'Comparison with another run',
      'Findings of syncs',
      'Chain of custody of the outputs',
      'Pipeline code',
      'Tags of this workbench',
      'Journal extract',
      'How to verify this yourself',
      'Clauses that this report bears on',
      'Definitions',
    ]);
    const named = { 4: /Limits/, 8: /Lineage/, 9: /Inputs/, 10: /Outputs/, 13: /Record digests/, 15: /Findings/, 17: /Pipeline code/ } as Record<number, RegExp>;
    const numbers = [...words(outline).matchAll(/section (\d+)/g)].map((match) => Number(match[1]));
    expect(numbers.length).toBeGreaterThan(3);
    for (const number of numbers) expect(outline.sections[number - 1]?.title).toMatch(named[number] ?? /nothing/);
  });

  it('says on page 1 that nothing was checked, with the denominator, and that the list may be incomplete', async () => {
    const summary = words(section(await outlineOf('release'), 'Summary'));
    expect(summary).toContain('Nothing has been checked: 0 of 23 published files');
    expect(summary).toContain('runs launched with lineage off leave no record, so this list may be incomplete');
    expect(summary).toContain('no record holds an exit status, a success flag or an end time');
    expect(summary).not.toMatch(/"tone":"good"/);
  });

  it('says of every group of outputs what its checks rule out, in the words of the window, and nothing where nobody looked', async () => {
    const [table] = tables(section(await outlineOf('release'), 'What the checks rule out').blocks);
    expect(table?.rows.map((row) => [row[0]?.text.split(':')[0], row[2]?.text, row[3]?.text])).toEqual([
      ['23', 'Nothing: nobody has looked.', `Stronger proof: ${strongerProof['not-checked']}`],
    ]);
  });

  it('says of the pipeline code who proved it against what, or that nobody did and how it is done', async () => {
    const never = await outlineOf('release');
    expect(words(section(never, 'Pipeline code'))).toContain('Nobody has checked the code of this run against a repository.');
    expect(words(section(never, 'Pipeline code'))).toContain('verify-code --run LID --repo pipeline.bundle');
    expect(words(section(never, 'Limits of this report'))).toContain('nobody has held them against a repository (section 17)');

    const repo = join(fixtures, 'trial-042-pipeline.bundle');
    const check = await bench.job('code.verify', { workspace: 'trial', run: runs.release, repo });
    const code = section(await outlineOf('release'), 'Pipeline code');
    expect(code.blocks[0]).toEqual({ type: 'paragraph', text: codeCheckWords(check).answer, tone: 'good' });
    const text = words(code);
    for (const part of [
      check.commit,
      repo,
      check.repository.sha256,
      `by ${check.by}`,
      'nextflow.config: configuration',
      'SHA-1',
      'MurmurHash3',
      'not covered by any recorded checksum',
    ])
      expect(text).toContain(part);
    const [files, tasks] = tables(code.blocks);
    expect(files?.rows.map((row) => [row[0]?.text, row[1]?.verdict, row[2]?.text])).toEqual(check.files.map((file) => [file.path, 'content-verified', file.sha256]));
    expect(tasks?.rows).toHaveLength(check.tasks.length);
    expect(words(section(await outlineOf('release'), 'Limits of this report'))).toContain('5 of 5 recorded files of code with the recorded checksum at the recorded commit');
    expect(words(section(await outlineOf('strict'), 'Pipeline code'))).toContain('Nobody has checked');
  });

  it('never claims success or validity', async () => {
    for (const run of ['release', 'failed', 'deepmode'] as const) {
      const text = words(await outlineOf(run));
      expect(text).not.toMatch(/\b(valid|validated|pass|passed|successful|successfully|ok|certified|guarantee\w*)\b/i);
      // The word stands only where it is denied.
      for (const [sentence] of text.matchAll(/[^".]*\bsucce\w+[^".]*/gi))
        expect(sentence).toMatch(/not (recorded|proven|prove)|no record|No record|cannot|End, success|That the run succeeded/i);
    }
  });

  it('marks the tasks that strict reused with the run they came from', async () => {
    const outline = await outlineOf('strict');
    expect(words(section(outline, 'Summary'))).toContain(
      'The run executed 5 tasks. As far as links are recorded, its published files rest on 18 tasks, 13 of them reused from “reproduce”.',
    );
    const [table] = tables(section(outline, 'Tasks').blocks);
    expect(table?.rows).toHaveLength(18);
    expect(table?.rows.filter((row) => row[2]?.text === 'reused from “reproduce”')).toHaveLength(13);
    expect(table?.rows.filter((row) => row[2]?.text === 'this run').map((row) => row[0]?.text.split(' ')[0])).toEqual(expect.arrayContaining(['FILTER', 'COHORT']));
  });

  it('says of the failed run what it left behind, and no more', async () => {
    const outline = await outlineOf('failed');
    expect(words(section(outline, 'Summary'))).toMatch(/The run executed 16 tasks, \d+ of which led to no published file that is recorded/);
  });

  it('gives the digest of each record as sha256sum gives it', async () => {
    const [table] = tables(section(await outlineOf('release'), 'Record digests').blocks);
    expect(table?.rows.length).toBe(1 + 1 + 23 + 18);
    for (const row of (table?.rows ?? []).filter((_, at) => at % 9 === 0)) {
      const path = join(store, (row[0]?.text ?? '').slice('lid://'.length), '.data.json');
      expect(execFileSync('sha256sum', [path], { encoding: 'utf8' }).split(' ')[0]).toBe(row[2]?.text);
    }
  });

  it('draws at most 40 boxes, none on another or on an arrow’s way, and says the same in the table', async () => {
    for (const run of ['release', 'strict', 'failed'] as const) {
      const { blocks } = section(await outlineOf(run), 'Lineage');
      const picture = blocks.find((block) => block.type === 'picture');
      if (picture === undefined) throw new Error('no picture');
      expect(picture.nodes.length).toBeGreaterThan(8);
      expect(picture.nodes.length).toBeLessThanOrEqual(40);
      const places = [...picture.nodes, ...picture.edges.flatMap((edge) => edge.via ?? [])].map((one) => `${one.column},${one.row}`);
      expect(new Set(places).size).toBe(places.length);
      const [twin] = tables(blocks);
      expect(twin?.rows.map((row) => `${row[0]?.text}  ${row[1]?.text}`)).toEqual(picture.nodes.map((node) => node.title));
      const links = twin?.rows.map((row) => (row[5]?.text === 'none' ? 0 : (row[5]?.text.split(', ').length ?? 0))).reduce((sum, count) => sum + count, 0);
      expect(links).toBe(picture.edges.length);
    }
  });

  it('has the same id for the same facts, also after a report was made, and another after something happened', async () => {
    const before = await outlineOf('release');
    const out = join(bench.folder, 'same.pdf');
    const first = await bench.job('report.pdf', { workspace: 'trial', about: { kind: 'run', run: runs.release }, out });
    const after = await outlineOf('release');
    expect(after.id).toBe(before.id);
    expect(first.id).toBe(before.id);
    expect((await outlineOf('strict')).id).not.toBe(before.id);
    await bench.job('sync.run', { workspace: 'trial' });
    expect((await outlineOf('release')).id).not.toBe(before.id);
  });

  it('writes the PDF, keeps its digest in the journal, and gives progress', async () => {
    const out = join(bench.folder, 'out', 'strict.pdf');
    mkdirSync(join(bench.folder, 'out'));
    const seen: string[] = [];
    const answer = await bench.job('report.pdf', { workspace: 'trial', about: { kind: 'run', run: runs.strict }, out }, (progress) => seen.push(progress.phase));
    const bytes = readFileSync(out);
    expect(execFileSync('sha256sum', [out], { encoding: 'utf8' }).split(' ')[0]).toBe(answer.sha256);
    expect(answer.bytes).toBe(bytes.length);
    expect(seen).toContain('drawing pages');
    const { events } = await bench.engine.call('journal.list', { workspace: 'trial', limit: 1 });
    expect(events[0]).toMatchObject({ act: 'report', detail: { id: answer.id, sha256: answer.sha256, path: out, run: runs.strict } });
    const pages = textOf(bytes);
    expect(pages).toHaveLength(answer.pages);
    pages.forEach((page, at) => {
      expect(page).toContain('DRAFT – UNSIGNED');
      expect(page).toContain(`Page ${at + 1} of ${answer.pages}`);
      expect(page).toContain(answer.id);
    });
    expect(pages[0]).toContain('What is not proven');
    expect(pages.at(-1)).toContain('End of report');
    const placed = wordsOf(bytes);
    expect(placed.filter((word) => word.right > 595.28 - 53 || word.left < 53 || word.bottom > 841.89 - 24)).toEqual([]);
    expect(overlaps(placed)).toEqual([]);
  });

  it('says in words that a folder cannot be written to, and writes nothing into the store', async () => {
    const file = join(bench.folder, 'a file, no folder');
    writeFileSync(file, '');
    const out = join(file, 'report.pdf');
    await expect(bench.job('report.pdf', { workspace: 'trial', about: { kind: 'run', run: runs.release }, out })).rejects.toMatchObject({
      code: 'disk',
      message: expect.stringContaining(out),
    });
    await expect(bench.job('report.pdf', { workspace: 'trial', about: { kind: 'run', run: runs.release }, out: join(store, 'x', '..', 'report.pdf') })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('never writes'),
    });
  });

  it('stops when asked and leaves no file and no entry', async () => {
    const stop = new AbortController();
    const out = join(bench.folder, 'stopped.pdf');
    const { total } = await bench.engine.call('journal.list', { workspace: 'trial', limit: 1 });
    const job = bench.job('report.pdf', { workspace: 'trial', about: { kind: 'run', run: runs.release }, out }, () => stop.abort(), stop.signal);
    await expect(job).rejects.toThrow(/abort/i);
    expect(() => readFileSync(out)).toThrow();
    expect((await bench.engine.call('journal.list', { workspace: 'trial', limit: 1 })).total).toBe(total);
  });

  it('names a run that is not there', async () => {
    await expect(bench.engine.call('report.outline', { workspace: 'trial', about: { kind: 'run', run: 'lid://nothing' } })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a report of checked files', () => {
  let bench: Workbench;
  let folder: string;
  const outline = async () => (await bench.engine.call('report.outline', { workspace: 'made', about: { kind: 'run', run: madeRun } })).outline;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'made-'));
    const { store } = makeRun(folder);
    bench = await openWorkbench();
    await bench.sync('made', store);
    await bench.job('verify.run', { workspace: 'made', run: madeRun });
  });
  afterAll(() => {
    bench.close();
    rmSync(folder, { recursive: true });
  });

  it('says what is amiss first, with denominators', async () => {
    const { blocks } = section(await outline(), 'Summary');
    const answer = blocks.filter((block) => block.type === 'paragraph').slice(1);
    expect(answer[0]).toEqual({ type: 'paragraph', tone: 'bad', text: '2 of 5 published files need attention: 1 not as recorded, 1 missing.' });
    expect(words(answer)).toContain('2 of 5 published files: content verified');
    expect(words(answer)).toContain('1 of 5 published files cannot be checked against what is recorded');
  });

  it('lists exceptions first and by themselves, each with why', async () => {
    const [exceptions, all] = tables(section(await outline(), 'Outputs and verdicts').blocks);
    expect(exceptions?.rows.map((row) => [row[0]?.text, row[1]?.verdict])).toEqual([
      [made.edited, 'mismatch'],
      [made.missing, 'missing'],
    ]);
    for (const row of exceptions?.rows ?? []) expect(row[2]?.text.length).toBeGreaterThan(10);
    expect(all?.rows.map((row) => row[1]?.verdict)).toEqual(['mismatch', 'missing', 'not-checkable', 'content-verified', 'content-verified']);
    const intact = all?.rows.find((row) => row[0]?.text === made.intact);
    expect(intact?.[4]?.text).toBe(execFileSync('sha256sum', [join(folder, 'results', made.intact)], { encoding: 'utf8' }).split(' ')[0]);
  });

  it('masks secrets wherever they stand, and shows the mask', async () => {
    const text = words(await outline());
    expect(text).not.toContain(secret);
    expect(text).toContain('masked');
    expect(words(section(await outline(), 'Parameters'))).toContain('1 value is masked');
  });

  it('names the container by its digest', async () => {
    expect(words(section(await outline(), 'Software and environment'))).toContain('1 of 1 task by digest, 0 by tag only');
  });

  it('prints hostile names visibly and lets the reader repeat the check with the printed command', async () => {
    const out = join(folder, 'made.pdf');
    await bench.job('report.pdf', { workspace: 'made', about: { kind: 'run', run: madeRun }, out });
    const bytes = readFileSync(out);
    const text = plainText(bytes);
    expect(text).toMatch(/Größe_ ?U\+691C ?U\+4F53/);
    expect(text).toMatch(/U\+202E/);
    expect(text).not.toContain('\u202e');
    expect(text).not.toContain(secret);
    const { blocks } = section(await outline(), 'How to verify this yourself');
    const lines = blocks.flatMap((block) => (block.type === 'code' ? block.lines : []));
    const at = lines.findIndex((line) => line.includes(made.intact));
    const printed = execFileSync('sh', ['-c', lines[at] ?? 'false'], { encoding: 'utf8' }).split(' ')[0];
    expect(lines[at + 1]).toBe(`# expected: ${printed}`);
  });

  it('calls a check out of date once its record has changed, and takes its colour away', async () => {
    const before = (await outline()).id;
    makeRun(folder, '2026-03-01T11:11:11.000000000Z');
    const path = join(folder, 'store', madeRun.slice('lid://'.length), made.intact, '.data.json');
    const record = JSON.parse(readFileSync(path, 'utf8'));
    record.spec.labels = ['edited later'];
    writeFileSync(path, JSON.stringify(record));
    await bench.job('sync.run', { workspace: 'made' });
    const now = await outline();
    expect(now.id).not.toBe(before);
    const [, all] = tables(section(now, 'Outputs and verdicts').blocks);
    const row = all?.rows.find((one) => one[0]?.text === made.intact);
    expect(row?.[1]?.text).toContain('OUT OF DATE');
    expect(row?.[1]?.verdict).not.toBe('content-verified');
    expect(words(section(now, 'Summary'))).toContain('out of date: the record has changed since');
    expect(words(section(now, 'Record digests'))).toContain('seen with more than one content');
    expect(words(section(now, 'Findings of syncs'))).toContain('changed in the store');
  });
});
