/** Makes one evidence bundle: everything in it follows from the leaves of one checkpoint, so that it can be made again, byte by byte. */
import type { EngineHandlers } from '../contract';
import type { ReportOutline } from '../contract/reports';
import type { Progress } from '../contract/shared';
import { AuditError } from '../errors';
import { sameBytes } from '../evidence/tree/hash';
import { verifierKey } from '../evidence/tree/signed-note';
import { writeProof } from '../evidence/tree/tlog-proof';
import type { KeysPort, Ports, ZipFile } from '../ports';
import { storeText } from '../store/location';
import { type AtCheckpoint, pause } from './at-checkpoint';
import { type Bag, openBag } from './bag';
import { type Chosen, chooseLeaves } from './choose-leaves';
import { type BundleInfo, type BundleWarning, bundleFormat, bundleId, bundleVersion } from './format';
import { readMe } from './read-me';
import { scopeOfRun } from './scope';
import { sealed, statementOf } from './statement';
import verifier from './verify.py?raw';

export interface BundleSource {
  ports: Ports;
  at: AtCheckpoint;
  /** LID of the run, as typed. */
  run: string;
  signer: ReturnType<KeysPort['signer']>;
  /** Answers over the workspace as it was. */
  answers: Pick<EngineHandlers, 'runs.get' | 'runs.tasks' | 'runs.outputs'>;
  /** null: no report is asked for. */
  outline: (() => Promise<ReportOutline>) | null;
  /** Contents that stay out, by SHA-256, and why; their leaves and proofs stay in. */
  leaveOut?: ReadonlyMap<string, string>;
  /** null: nobody looked. */
  warnings?: readonly BundleWarning[] | null;
}

export interface MadeBundle {
  info: BundleInfo;
  pages: number | null;
  /** Published files, and how many of them are subjects of the statement. */
  published: number;
  subjects: number;
}

const encoder = new TextEncoder();

/** Fills `zip` but does not finish it. Throws `bad-input` where the key that signs here was not enrolled by the checkpoint, `evidence-damaged`, `cancelled`. */
export async function* makeBundle(source: BundleSource, zip: ZipFile, signal: AbortSignal): AsyncGenerator<Progress, MadeBundle> {
  const { ports, at, signer, answers } = source;
  const { checkpoint, origin, workspace } = at;
  if (!at.signers.some((one) => sameBytes(one.publicKey, signer.publicKey)))
    throw new AuditError(
      'bad-input',
      `The key that this program signs with here (${signer.where}) was enrolled after checkpoint ${checkpoint.number}, so a bundle of that checkpoint cannot be signed with it. Take a later checkpoint, or make the bundle where the key of then is kept.`,
    );
  yield* pause({ phase: 'choosing what belongs to the run', done: 0, total: null }, signal);
  const scope = scopeOfRun(workspace, source.run);
  const chosen = chooseLeaves(at.leaves(), scope);
  const of = { workspace: workspace.name, lid: scope.lid };
  const [{ run }, { tasks }, { outputs }] = await Promise.all([answers['runs.get'](of), answers['runs.tasks']({ ...of, effective: true }), answers['runs.outputs'](of)]);
  const report = source.outline === null ? null : yield* drawn(ports, await source.outline(), signal);

  const info = infoOf(source, scope.lid, run.row.name, scope.unread, chosen);
  const bag = await openBag(ports, zip, info.id, signal);
  await bag.tag('READ-ME.txt', readMe(info, report !== null, verifierKeys(ports, at)));
  await bag.tag('verify.py', verifier);

  const files = new Map<string, string>();
  const put = async (path: string, parts: string | Uint8Array | Iterable<Uint8Array>) => {
    files.set(`data/${path}`, await bag.payload(path, typeof parts === 'string' ? encoder.encode(parts) : parts));
  };
  await put('bundle.json', `${JSON.stringify(info, null, 2)}\n`);
  await put('checkpoint', at.note);
  await put(
    'keys.txt',
    verifierKeys(ports, at)
      .map((key) => `${key}\n`)
      .join(''),
  );
  if (report !== null) await put('report.pdf', report.bytes);
  yield { phase: 'writing the leaves', done: 0, total: null };
  await put('leaves.jsonl', leafLines(at, chosen));
  await put('checks.jsonl', checkLines(at, chosen));
  yield { phase: 'writing the journal', done: 0, total: null };
  await put('journal.jsonl', journalLines(at));
  yield* addContents(bag, at, chosen, info, signal);
  yield* addProofs(bag, at, chosen, signal);
  const statement = statementOf({ at, id: info.id, run: run.row, tasks, outputs, results: chosen.results, files });
  await bag.payload('statement.dsse.json', sealed(ports, statement, signer));
  await bag.close([
    ['External-Identifier', info.id],
    ['External-Description', `Evidence on the Nextflow run ${info.run}, of checkpoint ${checkpoint.number} of the log ${origin}`],
    ['Bagging-Date', checkpoint.dated.slice(0, 10)],
    ['Bag-Software-Agent', info.product],
  ]);
  const subjects = (statement as { subject: unknown[] }).subject.length - 1;
  return { info, pages: report?.pages ?? null, published: outputs.length, subjects };
}

function infoOf({ ports, at, leaveOut, warnings = null }: BundleSource, run: string, runName: string | null, unread: number, chosen: Chosen): BundleInfo {
  const { origin, checkpoint, workspace, journalHead } = at;
  const leftOut = [...chosen.records].flatMap(([sha256, leaf]) => {
    const why = leaveOut?.get(sha256);
    return why === undefined ? [] : [{ sha256, leaf, why }];
  });
  const { product, version, testRuntime } = ports.who;
  return {
    format: bundleFormat,
    version: bundleVersion,
    id: bundleId(ports, origin, checkpoint, run),
    origin,
    checkpoint,
    run,
    runName,
    workspace: workspace.name,
    store: storeText(workspace.settings.store),
    product: `${product} ${version}${testRuntime ? ' · TEST RUNTIME, never a release' : ''}`,
    completeness: leftOut.length === 0 ? 'complete' : 'redacted',
    leftOut,
    warnings: warnings === null ? null : [...warnings],
    unread,
    counts: { records: chosen.records.size - leftOut.length, lists: chosen.lists.size, leaves: chosen.indexes.length, checks: chosen.checks, journal: journalHead.seq },
  };
}

function verifierKeys(ports: Ports, { signers }: Pick<AtCheckpoint, 'signers'>): string[] {
  return signers.map((signer) => verifierKey(ports, signer));
}

async function* drawn(ports: Ports, outline: ReportOutline, signal: AbortSignal): AsyncGenerator<Progress, { bytes: Uint8Array; pages: number }> {
  const drawing = ports.pdf.draw(outline, signal);
  for (;;) {
    const step = await drawing.next();
    if (step.done) return step.value;
    yield { phase: 'drawing the report', ...step.value };
  }
}

async function* addContents(bag: Bag, at: AtCheckpoint, { records, lists }: Chosen, { leftOut }: BundleInfo, signal: AbortSignal): AsyncGenerator<Progress> {
  const absent = new Set(leftOut.map(({ sha256 }) => sha256));
  const contents = [
    ...[...lists.keys()].map((sha256) => ['lists', sha256] as const),
    ...[...records.keys()].filter((sha256) => !absent.has(sha256)).map((sha256) => ['records', sha256] as const),
  ];
  for (const [done, [folder, sha256]] of contents.entries()) {
    if (done % 50 === 0) yield* pause({ phase: 'writing records', done, total: contents.length }, signal);
    await bag.payload(`${folder}/${sha256}`, at.content(sha256));
  }
}

async function* addProofs(bag: Bag, at: AtCheckpoint, { indexes }: Chosen, signal: AbortSignal): AsyncGenerator<Progress> {
  const { tree, note: checkpoint } = at;
  const { size } = at.checkpoint;
  let done = 0;
  for (const { index, line } of chosenLeaves(at, indexes)) {
    if (done++ % 50 === 0) yield* pause({ phase: 'writing proofs', done, total: indexes.length }, signal);
    await bag.payload(`proofs/${index}.tlog-proof`, writeProof({ kind: 'inclusion', leaf: line, index, path: tree.inclusion(index, size), checkpoint }));
  }
  const older = [...new Set(at.handedOut.map((one) => one.size))].filter((old) => old > 0 && old < size).sort((a, b) => a - b);
  for (const oldSize of older) await bag.payload(`consistency/${oldSize}.txt`, writeProof({ kind: 'consistency', oldSize, path: tree.consistency(oldSize, size), checkpoint }));
}

function* chosenLeaves(at: AtCheckpoint, indexes: readonly number[]) {
  let next = 0;
  for (const leaf of at.leaves()) {
    if (leaf.index !== indexes[next]) continue;
    yield leaf;
    if (++next === indexes.length) return;
  }
}

function* leafLines(at: AtCheckpoint, { indexes }: Chosen): Generator<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for (const { index, line } of chosenLeaves(at, indexes)) yield encoder.encode(`${JSON.stringify({ index, line: decoder.decode(line) })}\n`);
}

function* checkLines(at: AtCheckpoint, { indexes }: Chosen): Generator<Uint8Array> {
  for (const { index, event } of chosenLeaves(at, indexes))
    if (event.type === 'checked' || event.type === 'code-checked') {
      const { type, record, check } = event;
      yield encoder.encode(`${JSON.stringify({ leaf: index, type, record, check })}\n`);
    }
}

function* journalLines(at: AtCheckpoint): Generator<Uint8Array> {
  for (const line of at.journal()) {
    const whole = new Uint8Array(line.length + 1);
    whole.set(line);
    whole[line.length] = 10;
    yield whole;
  }
}
