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
import type { Decided, OpenWorkspace } from '../context';
import { readStart } from '../read-start';

type Answer = Output<'openlineage.import'>;

const namedRefusals = 100;
const mostFiles = 10_000;

/** Stopped, it answers with what is kept by then. */
export async function* importEvents(ports: Ports, workspace: OpenWorkspace, paths: readonly string[], signal: AbortSignal): AsyncGenerator<Progress, Answer> {
  const { files, failed } = await filesOf(ports, paths, signal);
  const numbers: number[] = [];
  const known: Answer['known'] = [];
  let events = 0;
  let refused = 0;
  let looked = 0;
  try {
    for (const path of files) {
      yield* pause({ phase: 'reading events', done: looked, total: files.length, note: `${events} events kept, ${refused} refused` }, signal);
      try {
        const bytes = await readWhole(ports, path, signal);
        const kept = keepFile(ports, workspace, path.split(/[/\\]/).at(-1) ?? path, bytes);
        if (kept.isNew) numbers.push(kept.number);
        else known.push({ name: path, number: kept.number });
        events += kept.events;
        refused += kept.refused;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof AuditError) || !['bad-input', 'file-unreadable'].includes(error.code)) throw error;
        failed.push({ path, message: toErrorData(error).message });
      }
      looked++;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  const made = new Set(numbers);
  return { imports: outsideImports(workspace.db).filter(({ number }) => made.has(number)), known, failed, notReached: files.length - looked };
}

/** One event of the ledger, or the number under which these bytes stand already. */
function keepFile(ports: Ports, workspace: OpenWorkspace, name: string, bytes: Uint8Array): { number: number; isNew: boolean; events: number; refused: number } {
  const sha256 = sha256Of(ports, bytes);
  const standing = importOfBytes(workspace.db, sha256);
  if (standing !== null) return { number: standing, isNew: false, events: 0, refused: 0 };
  const { events, refused } = readEvents(bytes);
  if (events.length === 0) {
    const [first] = refused;
    throw new AuditError(
      'bad-input',
      `"${visibleText(name)}" holds no OpenLineage event of a run${first === undefined ? '' : `; the first thing in it, number ${first.at}: ${first.why}`}. Nothing of it was kept.`,
    );
  }
  const made = workspace.keepEvidence('importing OpenLineage events', (): Decided<{ number: number; event: OpenLineageImported | null }> => {
    const same = importOfBytes(workspace.db, sha256);
    if (same !== null) return { events: [], answer: { number: same, event: null } };
    const event: OpenLineageImported = {
      type: 'openlineage-imported',
      number: newestImport(workspace.db) + 1,
      at: nowOf(ports),
      by: ports.who.user,
      file: { name, sha256, size: bytes.length },
      events: events.length,
      refused: refused.slice(0, namedRefusals),
      refusedCount: refused.length,
    };
    return { events: [event], contents: new Map([[sha256, bytes]]), answer: { number: event.number, event } };
  });
  if (made.event === null) return { number: made.number, isNew: false, events: 0, refused: 0 };
  workspace.journal('openlineage-imported', { number: made.number, file: made.event.file, events: events.length, refused: made.event.refused, refusedCount: refused.length });
  return { number: made.number, isNew: true, events: events.length, refused: refused.length };
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
