/** Makes one evidence bundle: everything in it follows from the leaves of one checkpoint, so that it can be made again, byte by byte. */
import type { EngineHandlers } from '../contract';
import type { ScanResult } from '../contract/secrets';
import type { Progress } from '../contract/shared';
import { base64Of } from '../engine/base64';
import { coverageIn, runCoverageSentence } from '../engine/coverage';
import type { DrawnReport } from '../engine/report/whole';
import { drawSealed } from '../engine/write-out';
import { AuditError } from '../errors';
import { bytesNamed } from '../evidence/ledger';
import { sha256Of } from '../evidence/mirror';
import { createTreeHash, sameBytes } from '../evidence/tree/hash';
import { verifierKey } from '../evidence/tree/signed-note';
import { writeProof } from '../evidence/tree/tlog-proof';
import type { IndexedRun } from '../index/queries/runs';
import { pause } from '../pause';
import type { KeysPort, Ports, ZipFile } from '../ports';
import { reportId } from '../report/report-id';
import type { OwnLists } from '../secrets/patterns';
import { storeText } from '../store/location';
import type { AtCheckpoint } from './at-checkpoint';
import { type Bag, openBag } from './bag';
import { type Chosen, chooseLeaves } from './choose-leaves';
import { type BundleInfo, bundleFormat, bundleId, bundleVersion } from './format';
import { lookThrough, type Redaction } from './look';
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
  /** The report of the run, as it is saved alone; of a redacted bundle with nothing of the evidence enclosed. null: none is asked for. */
  report: (() => AsyncGenerator<Progress, DrawnReport>) | null;
  /** Whether what holds a secret stays out: its digest and proofs stay in. */
  redacted: boolean;
  lists: OwnLists;
}

export interface MadeBundle {
  info: BundleInfo;
  pages: number | null;
  /** Published files, and how many of them are subjects of the statement. */
  published: number;
  subjects: number;
  /** What was found in the contents, those left out among them. */
  scan: ScanResult;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

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
  const { scan, redaction } = yield* lookThrough(at, chosen, source.lists, workspace.masker, source.redacted, () => allNamed(at), signal);
  const hidden = hiddenLeaves(at, chosen, redaction);
  const shown = redaction === null ? <T>(value: T) => value : redaction.mask;
  const of = { workspace: workspace.name, lid: scope.lid };
  const [{ run }, { tasks }, { outputs }] = await Promise.all([
    answers['runs.get'](of),
    answers['runs.tasks']({ ...of, effective: true, which: 'all' }),
    answers['runs.outputs'](of),
  ]);
  const report = source.report === null ? null : yield* reportIn(ports, source.report, redaction, signal);

  const info = infoOf(source, { run: scope.lid, indexed: scope.run, runName: run.row.name, unread: scope.unread, scan, redaction, hidden }, chosen);
  const bag = await openBag(ports, zip, info.id, signal);
  await bag.tag('READ-ME.txt', readMe(info, report !== null, verifierKeys(ports, at)));
  await bag.tag('verify.py', verifier);

  const files = new Map<string, string>();
  const put = async (path: string, parts: string | Uint8Array | Iterable<Uint8Array>) => {
    files.set(`data/${path}`, await bag.payload(path, typeof parts === 'string' ? encoder.encode(parts) : withoutLeaks(parts, path, redaction)));
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
  await put('leaves.jsonl', leafLines(ports, at, chosen, hidden));
  await put('checks.jsonl', checkLines(at, chosen, hidden));
  yield { phase: 'writing the journal', done: 0, total: null };
  await put('journal.jsonl', journalLines(ports, at, redaction));
  yield* addContents(bag, at, chosen, info, signal);
  yield* addProofs(bag, at, chosen, hidden, signal);
  const statement = statementOf({
    at,
    masker: workspace.masker,
    id: info.id,
    ...(info.coverage === undefined ? {} : { coverage: info.coverage }),
    run: shown(run.row),
    tasks: shown(tasks),
    outputs: shown(outputs),
    results: shownResults(chosen.results, hidden),
    files,
  });
  await bag.payload('statement.dsse.json', sealed(ports, statement, signer));
  await bag.close([
    ['External-Identifier', info.id],
    ['External-Description', `Evidence on the Nextflow run ${info.run}, of checkpoint ${checkpoint.number} of the log ${origin}`],
    ['Bagging-Date', checkpoint.dated.slice(0, 10)],
    ['Bag-Software-Agent', info.product],
  ]);
  const subjects = (statement as { subject: unknown[] }).subject.length - 1;
  return { info, pages: report?.pages ?? null, published: outputs.length, subjects, scan };
}

/** Records and lists that any leaf names: the bundle's own and all others. */
function allNamed(at: AtCheckpoint): ReadonlySet<string> {
  const named = new Set<string>();
  for (const { event } of at.leaves()) if (event.type !== 'bundle-imported') for (const sha256 of bytesNamed(event)) named.add(sha256);
  return named;
}

interface Found {
  run: string;
  runName: string | null;
  unread: number;
  indexed: IndexedRun;
  scan: ScanResult;
  redaction: Redaction | null;
  hidden: ReadonlySet<number>;
}

function infoOf({ ports, at }: BundleSource, { run, indexed, runName, unread, scan, redaction, hidden }: Found, chosen: Chosen): BundleInfo {
  const { origin, checkpoint, workspace, journalHead } = at;
  const named = [...chosen.records, ...chosen.lists];
  const leftOut = named.flatMap(([sha256, leaf]) => {
    const why = redaction?.leaveOut.get(sha256);
    return why === undefined ? [] : [{ sha256, leaf, why }];
  });
  const staysIn = (contents: ReadonlyMap<string, number>) => [...contents.keys()].filter((sha256) => !redaction?.leaveOut.has(sha256)).length;
  const shown = redaction === null ? <T>(value: T) => value : redaction.mask;
  const coverage = [runCoverageSentence(workspace, indexed), coverageIn(workspace).sentence].filter((one) => one !== null).join(' ');
  const { product, version, testRuntime } = ports.who;
  return {
    completeness: redaction === null ? 'complete' : 'redacted',
    format: bundleFormat,
    version: bundleVersion,
    id: bundleId(ports, origin, checkpoint, run),
    origin,
    checkpoint,
    run,
    runName: shown(runName),
    workspace: shown(workspace.name),
    store: shown(storeText(workspace.settings.store)),
    product: `${product} ${version}${testRuntime ? ' · TEST RUNTIME, never a release' : ''}`,
    leftOut,
    warnings: scan.findings.map(({ rule, records, places }) => ({ kind: rule, records, places })),
    ...(coverage === '' ? {} : { coverage }),
    unread,
    counts: {
      records: staysIn(chosen.records),
      lists: staysIn(chosen.lists),
      leaves: chosen.indexes.length,
      checks: [...checksShown(at, chosen, hidden)].length,
      journal: journalHead.seq,
    },
  };
}

function verifierKeys(ports: Ports, { signers }: Pick<AtCheckpoint, 'signers'>): string[] {
  return signers.map((signer) => verifierKey(ports, signer));
}

/** What a redacted bundle masks is masked in its report too, which says something else by that: it has an id of its own. */
async function* reportIn(ports: Ports, make: NonNullable<BundleSource['report']>, redaction: Redaction | null, signal: AbortSignal): ReturnType<typeof drawSealed> {
  const { outline, ...enclosed } = yield* make();
  if (redaction === null) return yield* drawSealed(ports, outline, signal, enclosed);
  const { id: _id, ...said } = redaction.mask(outline);
  return yield* drawSealed(ports, { id: reportId(said, ports.sha256()), ...said }, signal, enclosed);
}

async function* addContents(bag: Bag, at: AtCheckpoint, { records, lists }: Chosen, { leftOut }: BundleInfo, signal: AbortSignal): AsyncGenerator<Progress> {
  const absent = new Set(leftOut.map(({ sha256 }) => sha256));
  const contents = [
    ...[...lists.keys()].filter((sha256) => !absent.has(sha256)).map((sha256) => ['lists', sha256] as const),
    ...[...records.keys()].filter((sha256) => !absent.has(sha256)).map((sha256) => ['records', sha256] as const),
  ];
  for (const [done, [folder, sha256]] of contents.entries()) {
    if (done % 50 === 0) yield* pause({ phase: 'writing records', done, total: contents.length }, signal);
    await bag.payload(`${folder}/${sha256}`, at.content(sha256));
  }
}

async function* addProofs(bag: Bag, at: AtCheckpoint, { indexes }: Chosen, hidden: ReadonlySet<number>, signal: AbortSignal): AsyncGenerator<Progress> {
  const { tree, note: checkpoint } = at;
  const { size } = at.checkpoint;
  let done = 0;
  for (const { index, line } of chosenLeaves(at, indexes)) {
    if (done++ % 50 === 0) yield* pause({ phase: 'writing proofs', done, total: indexes.length }, signal);
    await bag.payload(`proofs/${index}.tlog-proof`, writeProof({ kind: 'inclusion', leaf: hidden.has(index) ? null : line, index, path: tree.inclusion(index, size), checkpoint }));
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

/** Leaves whose line holds a secret: known by their hash alone. Throws `bad-input` where such a line is one that the bundle cannot be checked without. */
function hiddenLeaves(at: AtCheckpoint, { indexes }: Chosen, redaction: Redaction | null): ReadonlySet<number> {
  const hidden = new Set<number>();
  if (redaction === null) return hidden;
  for (const { index, line, event } of chosenLeaves(at, indexes)) {
    if (!redaction.holds(decoder.decode(line))) continue;
    if (event.type === 'signer-enrolled' || event.type === 'journal-head' || event.type === 'checkpoint-handed-out')
      throw new AuditError(
        'bad-input',
        `Entry ${index} of the log (${event.type}) holds what your deny list names, such as who made it, and without it the bundle could not be checked. Take that off the deny list, or make a complete bundle.`,
      );
    hidden.add(index);
  }
  return hidden;
}

/** A last look at what is made of texts of ours: a secret here is a fault of this program, and nothing is handed out. */
function withoutLeaks(parts: Uint8Array | Iterable<Uint8Array>, path: string, redaction: Redaction | null): Uint8Array | Iterable<Uint8Array> {
  if (redaction === null || path === 'report.pdf') return parts; // the outline was masked before it was drawn
  const looked = (bytes: Uint8Array) => {
    if (redaction.leaks(new TextDecoder().decode(bytes))) throw new AuditError('internal', `A secret would have stood in ${path} of the redacted bundle. Nothing was written.`);
    return bytes;
  };
  return parts instanceof Uint8Array
    ? looked(parts)
    : (function* () {
        for (const part of parts) yield looked(part);
      })();
}

function* leafLines(ports: Pick<Ports, 'sha256'>, at: AtCheckpoint, { indexes }: Chosen, hidden: ReadonlySet<number>): Generator<Uint8Array> {
  const hash = createTreeHash(ports);
  for (const { index, line } of chosenLeaves(at, indexes)) {
    const leaf = hidden.has(index) ? { index, leafHash: base64Of(hash.leaf(line)) } : { index, line: decoder.decode(line) };
    yield encoder.encode(`${JSON.stringify(leaf)}\n`);
  }
}

function* checksShown(at: AtCheckpoint, { indexes }: Chosen, hidden: ReadonlySet<number>) {
  for (const { index, event } of chosenLeaves(at, indexes)) if ((event.type === 'checked' || event.type === 'code-checked') && !hidden.has(index)) yield { index, event };
}

function* checkLines(at: AtCheckpoint, chosen: Chosen, hidden: ReadonlySet<number>): Generator<Uint8Array> {
  for (const { index, event } of checksShown(at, chosen, hidden)) {
    const { type, record, check } = event;
    yield encoder.encode(`${JSON.stringify({ leaf: index, type, record, check })}\n`);
  }
}

/** A result whose line is left out is none that the statement could point to. */
function shownResults(results: Chosen['results'], hidden: ReadonlySet<number>): Chosen['results'] {
  return new Map([...results].map(([file, of]) => [file, of.filter(({ leaf }) => !hidden.has(leaf))]));
}

/**
 * A line left out is known by its SHA-256, so that the chain still leads over it. From the first that tells of own lists on, those with a digest of the
 * settings are: the lists are in what that digest is of, all the rest stands beside it, and so names on them could be guessed and tried.
 */
function* journalLines(ports: Pick<Ports, 'sha256'>, at: AtCheckpoint, redaction: Redaction | null): Generator<Uint8Array> {
  let seq = 0;
  let withLists = false;
  for (const line of at.journal()) {
    seq++;
    const text = decoder.decode(line);
    withLists ||= text.includes('"act":"masking-set"') || text.includes('"act":"secret-lists-set"');
    const out = redaction !== null && ((withLists && text.includes('"settingsSha256":')) || redaction.holds(text));
    const written = out ? encoder.encode(JSON.stringify({ leftOut: true, seq, sha256: sha256Of(ports, line) })) : line;
    const whole = new Uint8Array(written.length + 1);
    whole.set(written);
    whole[written.length] = 10;
    yield whole;
  }
}
