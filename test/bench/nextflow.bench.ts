/**
 * The same questions to `nextflow lineage find` and to us, on the same store: inside a process that is warm, and with the start of the process.
 * NEXTFLOW names the program to ask (a path, without arguments); without it nothing is measured, in words. BENCH_RECORDS and BENCH_ROUNDS take other sizes.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Term } from '../../core/nextflow/term';
import { buildMain } from '../build-main';
import { openWorkbench, type Workbench } from '../workbench';
import { type GeneratedStore, generateStore } from './generate-store';
import { type Measured, median, report } from './table';

const nextflow = process.env.NEXTFLOW;
const records = Number(process.env.BENCH_RECORDS ?? 20_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const warmRounds = 5;
const workspace = 'w';
const goals = { warm: 100, started: 15 };
const title = 'Beside nextflow lineage';

/** Milliseconds, by the clock and of the processor. */
interface Taken {
  clock: number;
  processor: number;
}

/** Runs in Nextflow itself (`nextflow run`), on its own store and search; two questions warm it. */
const script = `
def store = nextflow.lineage.LinStoreFactory.create(new nextflow.lineage.config.LineageConfig([store: [location: params.store]]))
def processor = { ProcessHandle.current().info().totalCpuDuration().get().toNanos() }
def answers = new groovy.json.JsonSlurper().parse(new File(params.questions)).collect { question ->
    def times = []
    def found = 0
    for( int round = -2; round < ${warmRounds}; round++ ) {
        def before = processor()
        def start = System.nanoTime()
        def stream = store.search(question)
        found = stream.collect(java.util.stream.Collectors.toList()).size()
        stream.close()
        def taken = [clock: (System.nanoTime() - start) / 1e6, processor: (processor() - before) / 1e6]
        if( round >= 0 ) times << taken
    }
    [found: found, times: times]
}
println 'ANSWERS ' + groovy.json.JsonOutput.toJson(answers)
`;

if (nextflow === undefined) process.stdout.write(`\n${title}: not measured. Set NEXTFLOW to the path of a Nextflow (25.10 or later) to ask it the same questions.\n`);

describe.skipIf(nextflow === undefined)('the same questions', () => {
  const rows: Measured[] = [];
  let bench: Workbench;
  let made: GeneratedStore;
  /** Where Nextflow is started: with the store in its configuration, and without (a run there leaves the store alone). */
  let asking: string;
  let running: string;
  let store: string;
  let questions: { what: string; term: Term }[];
  let version = '';

  beforeAll(async () => {
    // Of the version that the command line has: neither uses what another one made ahead.
    const ourVersion = spawnSync(process.execPath, [buildMain('cli'), '--version'], { encoding: 'utf8' }).stdout.trim();
    bench = await openWorkbench({ change: (ports) => ({ ...ports, who: { ...ports.who, version: ourVersion } }) });
    store = join(bench.folder, 'store');
    made = generateStore(store, records);
    await bench.sync(workspace, store);
    [asking, running] = [join(bench.folder, 'asking'), join(bench.folder, 'running')];
    for (const folder of [asking, running]) mkdirSync(folder);
    writeFileSync(join(asking, 'nextflow.config'), `lineage { enabled = true; store { location = '${store}' } }\n`);
    writeFileSync(join(running, 'questions.nf'), script);
    questions = [
      { what: 'type=WorkflowRun', term: { key: 'type', value: 'WorkflowRun' } },
      { what: 'type=TaskRun', term: { key: 'type', value: 'TaskRun' } },
      { what: 'label=deliverable', term: { key: 'label', value: 'deliverable' } },
      { what: 'workflowRun=LID', term: { key: 'workflowRun', value: made.runs[1] ?? '' } },
    ];
    version = /version ([\w.-]+)/.exec(theirs(['-version']).stdout)?.[1] ?? 'of an unknown version';
  }, 3_600_000);
  afterAll(() => {
    bench.close();
    report(`${title} ${version}, ${made.records.toLocaleString('en')} records`, rows);
  });

  const theirs = (args: string[]) => started(asking, nextflow ?? '', args);
  const ours = (args: string[]) => started(asking, process.execPath, [buildMain('cli'), '--home', bench.home, ...args]);
  const asked = ({ key, value }: Term) => `${key}=${value}`;

  function row(what: string, their: Taken[], our: Taken[], goal: number | null): void {
    const ratio = (of: keyof Taken) => median(their.map((one) => one[of])) / median(our.map((one) => one[of]));
    const both = (taken: Taken[]) => `${shown(median(taken.map(({ clock }) => clock)))} (processor ${shown(median(taken.map(({ processor }) => processor)))})`;
    const asGoal = goal === null ? '' : `, goal ${goal}`;
    const load = (loadavg()[0] ?? Number.NaN).toFixed(0);
    rows.push({
      what,
      value: `${ratio('clock').toFixed(1)} ×`,
      against: `processor ${ratio('processor').toFixed(1)} ×${asGoal}; theirs ${both(their)}, ours ${both(our)}, median of ${our.length}, load ${load}`,
    });
  }

  it('have the same answers, the start of the process included', () => {
    for (const { what, term } of questions) {
      const [their, our]: [Taken[], Taken[]] = [[], []];
      let count = 0;
      for (let round = 0; round < rounds; round++) {
        const answer = theirs(['lineage', 'find', asked(term)]);
        const mine = ours(['find', asked(term)]);
        const lids = lines(mine.stdout);
        expect(lines(answer.stdout)).toEqual(lids);
        count = lids.length;
        their.push(answer.taken);
        our.push(mine.taken);
      }
      expect(count).toBeGreaterThan(0);
      row(`find ${what}, process started: ${count.toLocaleString('en')} LIDs, the same`, their, our, goals.started);
    }
  }, 3_600_000);

  it.each([
    // None of a run: a Nextflow of before 26.04 leaves out the metadata of its record.
    ['view of a published file', () => ['view', made.published]],
  ])(
    '%s has the same answer',
    (what, args) => {
      const [their, our]: [Taken[], Taken[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        const answer = theirs(['lineage', ...args()]);
        const mine = ours(args());
        expect(mine.stdout).toBe(answer.stdout);
        their.push(answer.taken);
        our.push(mine.taken);
      }
      row(`${what}, process started: the same bytes`, their, our, null);
    },
    3_600_000,
  );

  it('are answered inside a process that is warm', async () => {
    const file = join(running, 'questions.json');
    writeFileSync(file, JSON.stringify(questions.map(({ term: { key, value } }) => ({ [key === 'label' ? 'labels' : key]: [value] }))));
    const { stdout } = started(running, nextflow ?? '', ['run', 'questions.nf', '-ansi-log', 'false', '--store', store, '--questions', file], { NXF_SYNTAX_PARSER: 'v1' });
    const answers = JSON.parse(/^ANSWERS (.*)$/m.exec(stdout)?.[1] ?? '[]') as { found: number; times: Taken[] }[];
    expect(answers.length).toBe(questions.length);
    for (const [i, { what, term }] of questions.entries()) {
      const our: Taken[] = [];
      let found = 0;
      for (let round = -2; round < warmRounds; round++) {
        const cpu = process.cpuUsage();
        const start = performance.now();
        found = (await bench.engine.call('lineage.find', { workspace, terms: [term] })).lids.length;
        const clock = performance.now() - start;
        const { user, system } = process.cpuUsage(cpu);
        if (round >= 0) our.push({ clock, processor: (user + system) / 1000 });
      }
      expect(answers[i]?.found).toBe(found);
      row(`find ${what}, warm: ${found.toLocaleString('en')} LIDs`, answers[i]?.times ?? [], our, goals.warm);
    }
  }, 3_600_000);
});

/** Runs a program to its end; throws with what it said if it fails. The shell's `times` gives the processor time of all that it started. */
function started(cwd: string, command: string, args: string[], more: NodeJS.ProcessEnv = {}): { stdout: string; taken: Taken } {
  const out = join(cwd, 'stdout.txt');
  const shell = 'out=$1; shift; "$@" > "$out"; code=$?; times; exit $code';
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync('sh', ['-c', shell, 'sh', out, command, ...args], { cwd, encoding: 'utf8', env: { ...process.env, ...more } });
  const clock = performance.now() - start;
  const said = readFileSync(out, 'utf8');
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}${said.slice(0, 2000)}`);
  const children = stdout.trim().split('\n').at(-1) ?? '';
  const processor = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000, 0);
  return { stdout: said, taken: { clock, processor } };
}

function lines(text: string): string[] {
  return text.split('\n').filter(Boolean).sort();
}

function shown(ms: number): string {
  return ms < 10 ? `${ms.toFixed(2)} ms` : ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
