/** Every question that was put to Nextflow on the trial-042 store, put to our engine: the same bytes wherever Nextflow answered. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditError } from '../../../core/errors';
import { parseTerm } from '../../../core/nextflow/term';
import { fixtures, openWorkbench, unpack, type Workbench } from '../../workbench';

interface Question {
  args: string[];
  exit: number;
  stdout: string;
  stderr: string;
}
const questions = JSON.parse(readFileSync(join(fixtures, 'trial-042-answers.json'), 'utf8')) as Question[];
const release = 'lid://743f3d10fce32490142d3833990f2427';

/** Where Nextflow answers with an error on stdout, and what ours says: the number of LIDs found, text of the answer, or the error. */
const better: Record<string, number | { text: string } | { code: string; says: string }> = {
  'find kind=FileOutput': 418,
  'find metadata.nextflow.version=26.04.6': 8,
  [`view ${release}#config.docker`]: { text: '{\n  "enabled": true\n}\n' },
  'view lid://0000000000000000': { code: 'not-found', says: 'There is no record lid://0000000000000000 in the workspace "trial"' },
  [`view ${release}#nosuch`]: { code: 'not-found', says: 'has no field "nosuch". Its fields are: workflow, sessionId, name, params, config, metadata.' },
  [`view ${release}/cohort/nosuch.tsv`]: { code: 'not-found', says: `There is no record ${release}/cohort/nosuch.tsv` },
  [`diff ${release} lid://nosuch`]: { code: 'not-found', says: 'There is no record lid://nosuch' },
};
const nextflowFails = ({ stdout }: Question) => /^(Error |No entry found|ERROR)/.test(stdout);

let bench: Workbench;
beforeAll(async () => {
  bench = await openWorkbench();
  await bench.sync('trial', `${unpack('trial-042-lineage.tar.gz', join(bench.folder, 'store'))}/lineage`);
});
afterAll(() => bench.close());

async function ask(args: string[]): Promise<string | string[]> {
  const [verb, first = '', second = ''] = args;
  const { engine } = bench;
  const workspace = 'trial';
  if (verb === 'list') return (await engine.call('lineage.list', { workspace })).text;
  if (verb === 'view') return (await engine.call('lineage.view', { workspace, lid: first })).text;
  if (verb === 'diff') return (await engine.call('lineage.diff', { workspace, left: first, right: second })).text;
  if (verb === 'find') return (await engine.call('lineage.find', { workspace, terms: args.slice(1).map(parseTerm) })).lids;
  throw new Error(`no such question: ${verb}`);
}

const asked = questions.filter(({ args }) => ['list', 'view', 'find', 'diff'].includes(args[0] ?? ''));

describe('what Nextflow answered', () => {
  it('is asked in full', () => {
    expect(questions).toHaveLength(51);
    expect(
      asked
        .filter(nextflowFails)
        .map(({ args }) => args.join(' '))
        .sort(),
    ).toEqual(Object.keys(better).sort());
  });
  for (const question of asked.filter((one) => !nextflowFails(one))) {
    it(question.args.join(' '), async () => {
      const answer = await ask(question.args);
      if (Array.isArray(answer)) expect([...answer].sort()).toEqual(question.stdout.split('\n').filter(Boolean).sort());
      else expect(answer).toBe(question.stdout);
    });
  }
});

describe('where Nextflow fails', () => {
  for (const question of asked.filter(nextflowFails)) {
    const name = question.args.join(' ');
    it(name, async () => {
      const ours = better[name];
      if (typeof ours === 'number') expect(await ask(question.args)).toHaveLength(ours);
      else if (ours !== undefined && 'text' in ours) expect(await ask(question.args)).toBe(ours.text);
      else {
        const error = await ask(question.args).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(AuditError);
        expect((error as AuditError).code).toBe(ours?.code);
        expect((error as AuditError).message).toContain(ours?.says);
      }
    });
  }
});
