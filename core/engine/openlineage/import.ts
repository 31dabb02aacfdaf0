/** Reads files of OpenLineage events into the evidence: each byte for byte, with one event of the ledger; what stands already is left. */
import type { Output } from '../../contract';
import type { Progress } from '../../contract/shared';
import { AuditError, toErrorData } from '../../errors';
import type { OpenLineageImported } from '../../evidence/ledger';
import { sha256Of } from '../../evidence/mirror';
import { importOfBytes, newestImport, outsideImports } from '../../index/queries/outside';
import { nowOf } from '../../now';
import { largestFile, readEvents } from '../../openlineage/read-events';
import { pause } from '../../pause';
import type { Ports } from '../../ports';
import { visibleText } from '../../preview/visible-text';
import type { OpenWorkspace } from '../context';
import { readStart } from '../read-start';

type Answer = Output<'openlineage.import'>;

const namedRefusals = 100;
const mostFiles = 10_000;

/** Files that are kept in one act, and their bytes: each act is fsynced and signed on its own. */
export const together = 100;
const bytesTogether = 16 * 1024 * 1024;

export interface ReadFile {
  path: string;
  bytes: Uint8Array;
  event: Pick<OpenLineageImported, 'file' | 'events' | 'refused' | 'refusedCount'>;
}

/** Stopped, it answers with what is kept by then. */
export async function* importEvents(ports: Ports, workspace: OpenWorkspace, paths: readonly string[], signal: AbortSignal): AsyncGenerator<Progress, Answer> {
  const { files, failed } = await filesOf(ports, paths, signal);
  const numbers = new Set<number>();
  const known: Answer['known'] = [];
  let waiting: ReadFile[] = [];
  let events = 0;
  let refused = 0;
  let looked = 0;
  const keepWaiting = () => {
    const kept = keepFiles(ports, workspace, waiting);
    waiting = [];
    known.push(...kept.known);
    for (const one of kept.made) {
      numbers.add(one.number);
      events += one.events;
      refused += one.refusedCount;
    }
  };
  try {
    for (const path of files) {
      yield* pause({ phase: 'reading events', done: looked, total: files.length, note: `${events} events kept, ${refused} refused` }, signal);
      try {
        waiting.push(readFile(ports, path, await readWhole(ports, path, signal)));
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof AuditError) || !['bad-input', 'file-unreadable'].includes(error.code)) throw error;
        failed.push({ path, message: toErrorData(error).message });
      }
      looked++;
      if (waiting.length >= together || waiting.reduce((sum, { bytes }) => sum + bytes.length, 0) >= bytesTogether) keepWaiting();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  keepWaiting();
  return { imports: outsideImports(workspace.db).filter(({ number }) => numbers.has(number)), known, failed, notReached: files.length - looked };
}

/** Throws `bad-input` where it holds no event of a run. */
function readFile(ports: Ports, path: string, bytes: Uint8Array): ReadFile {
  const read = eventsIn(ports, path, bytes);
  const { file, events, refused } = read.event;
  if (events === 0) {
    const [first] = refused;
    throw new AuditError(
      'bad-input',
      `"${visibleText(file.name)}" holds no OpenLineage event of a run${first === undefined ? '' : `; the first thing in it, number ${first.at}: ${first.why}`}. Nothing of it was kept.`,
    );
  }
  return read;
}

export function eventsIn(ports: Pick<Ports, 'sha256'>, path: string, bytes: Uint8Array): ReadFile {
  const { events, refused } = readEvents(bytes);
  const file = { name: path.split(/[/\\]/).at(-1) ?? path, sha256: sha256Of(ports, bytes), size: bytes.length };
  return { path, bytes, event: { file, events: events.length, refused: refused.slice(0, namedRefusals), refusedCount: refused.length } };
}

/** One event of the ledger for each, in one act; those whose bytes stand already, or come twice, are told with their number. */
export function keepFiles(ports: Ports, workspace: OpenWorkspace, files: readonly ReadFile[]): { made: OpenLineageImported[]; known: Answer['known'] } {
  if (files.length === 0) return { made: [], known: [] };
  const kept = workspace.keepEvidence('importing OpenLineage events', () => {
    const made: OpenLineageImported[] = [];
    const known: Answer['known'] = [];
    const contents = new Map<string, Uint8Array>();
    let newest = newestImport(workspace.db);
    for (const { path, bytes, event } of files) {
      const { sha256 } = event.file;
      const number = made.find(({ file }) => file.sha256 === sha256)?.number ?? importOfBytes(workspace.db, sha256);
      if (number !== null) known.push({ name: path, number });
      else {
        made.push({ type: 'openlineage-imported', number: ++newest, at: nowOf(ports), by: ports.who.user, ...event });
        contents.set(sha256, bytes);
      }
    }
    return { events: made, contents, answer: { made, known } };
  });
  for (const { number, file, events, refused, refusedCount } of kept.made) workspace.journal('openlineage-imported', { number, file, events, refused, refusedCount });
  return kept;
}

/** A folder that holds none, and a path that is not there, are told; the rest goes on. */
async function filesOf(ports: Ports, paths: readonly string[], signal: AbortSignal): Promise<{ files: string[]; failed: Answer['failed'] }> {
  const files = new Set<string>();
  const failed: Answer['failed'] = [];
  for (const path of paths) {
    const stat = await ports.files.stat(path);
    if (stat.kind !== 'folder') {
      files.add(path);
      continue;
    }
    const found: string[] = [];
    for await (const entries of ports.files.walk(path, { signal }))
      for (const entry of entries) if (entry.kind === 'file' && /\.(json|jsonl|ndjson)$/i.test(entry.path)) found.push(`${path.replace(/[/\\]+$/, '')}/${entry.path}`);
    if (found.length === 0) failed.push({ path, message: `The folder ${path} holds no file that ends in .json, .jsonl or .ndjson.` });
    for (const one of found.sort()) files.add(one);
  }
  if (files.size > mostFiles) throw new AuditError('bad-input', `These are ${files.size} files; at most ${mostFiles} are imported at once. Name fewer folders.`);
  return { files: [...files], failed };
}

async function readWhole(ports: Ports, path: string, signal: AbortSignal): Promise<Uint8Array> {
  const bytes = await readStart(ports, path, { limit: largestFile + 1, signal });
  if (bytes.length > largestFile) throw new AuditError('bad-input', `${path} is larger than ${largestFile} bytes, the most that a file of events may have. Split it by lines.`);
  return bytes;
}
