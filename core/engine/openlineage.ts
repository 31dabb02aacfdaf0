/** OpenLineage events of others: read in as evidence of what was said, listed, looked at, and taken out of the graph again. */
import type { EngineHandlers } from '../contract';
import { AuditError, toErrorData } from '../errors';
import type { OpenLineageImported, OpenLineageRemoved } from '../evidence/ledger';
import { sha256Of } from '../evidence/mirror';
import { eventsOfRun, outsideImports } from '../index/queries/outside';
import { nowOf } from '../now';
import { eventText, largestFile, readEvents } from '../openlineage/read-events';
import { stateOf } from '../openlineage/state';
import { pause } from '../pause';
import type { Ports } from '../ports';
import type { Json } from '../record/json';
import { maskSecrets, maskTexts } from '../redact/mask';
import { splitName } from '../time/name';
import type { Decided, EngineContext, OpenWorkspace } from './context';
import { knownNode } from './graph';
import { readStart } from './read-start';
import type { Workspaces } from './workspaces';

type Names = 'openlineage.import' | 'openlineage.imports' | 'openlineage.remove' | 'openlineage.run';

const namedRefusals = 100;
const shownEvents = 200;
const mostFiles = 10_000;

export function openLineageHandlers({ ports, open, emit }: EngineContext, workspaces: Workspaces): Pick<EngineHandlers, Names> {
  function inside(name: string) {
    const workspace = workspaces.inside(name);
    if (splitName(name).at !== null) throw new AuditError('not-supported', 'This is the workspace as of an earlier time: events are imported into the workspace as it is now.');
    if (workspace.settings.store.type === 'bundle')
      throw new AuditError('not-supported', `"${name}" was imported from an evidence bundle of somebody else: it holds what its maker gave, and nothing is added to it.`);
    const readOnly = workspace.readOnly();
    if (readOnly !== null) throw new AuditError('not-supported', `Nothing can be kept in "${name}": ${readOnly}.`);
    return workspace;
  }

  return {
    'openlineage.import': async function* ({ workspace: name, paths }, signal) {
      const workspace = inside(name);
      const files = await filesOf(ports, paths, signal);
      const numbers: number[] = [];
      const known: { name: string; number: number }[] = [];
      const failed: { path: string; message: string }[] = [];
      for (const [done, path] of files.entries()) {
        yield* pause({ phase: 'reading events', done, total: files.length }, signal);
        try {
          const bytes = await readWhole(ports, path, signal);
          const kept = keepFile(ports, workspace, path.split(/[/\\]/).at(-1) ?? path, bytes);
          if (kept.isNew) numbers.push(kept.number);
          else known.push({ name: path, number: kept.number });
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof AuditError) || !['bad-input', 'file-unreadable'].includes(error.code)) throw error;
          failed.push({ path, message: toErrorData(error).message });
        }
      }
      if (numbers.length > 0) emit({ type: 'workspace-changed', workspace: name });
      return { imports: outsideImports(workspace.db).filter(({ number }) => numbers.includes(number)), known, failed };
    },
    'openlineage.imports': ({ workspace: name }) => ({ imports: outsideImports(open(name).db) }),
    'openlineage.remove': ({ workspace: name, number, reason }) => {
      const workspace = inside(name);
      const removed = workspace.keepEvidence('removing an import', () => {
        const one = outsideImports(workspace.db).find((each) => each.number === number);
        if (one === undefined) throw new AuditError('not-found', `There is no import ${number} of OpenLineage events in the workspace "${name}".`);
        if (one.removed !== null) throw new AuditError('not-supported', `Import ${number} was removed already, on ${one.removed.at}.`);
        const event: OpenLineageRemoved = { type: 'openlineage-removed', number, at: nowOf(ports), by: ports.who.user, reason };
        return { events: [event], answer: one };
      });
      workspace.journal('openlineage-removed', { number, name: removed.name, sha256: removed.sha256, reason });
      emit({ type: 'workspace-changed', workspace: name });
      return { imports: outsideImports(workspace.db) };
    },
    'openlineage.run': ({ workspace: name, lid }) => {
      const workspace = open(name);
      const node = knownNode(workspace, lid);
      if (node.kind !== 'OutsideRun') throw new AuditError('not-found', `"${node.lid}" is no run that OpenLineage events tell of.`, { lid });
      const { rows, total } = eventsOfRun(workspace.db, node.id, shownEvents);
      const texts = new Map<string, Uint8Array | null>();
      const bytesOf = (sha256: string) => {
        if (!texts.has(sha256)) texts.set(sha256, workspace.kept(sha256));
        return texts.get(sha256) ?? null;
      };
      const events = rows.map(({ number, at, type, time, sha256, unit }) => {
        const bytes = bytesOf(sha256);
        return { number, at, type, time, raw: maskedText(bytes === null ? null : eventText(bytes, unit, at)) };
      });
      const [first] = rows;
      return { lid: node.lid, title: maskTexts(node.title), state: stateOf(rows), namespace: maskTexts(first?.namespace ?? ''), job: maskTexts(first?.job ?? ''), events, total };
    },
  };
}

/** One event of the ledger, or the number under which these bytes stand already. */
function keepFile(ports: Ports, workspace: OpenWorkspace, name: string, bytes: Uint8Array): { number: number; isNew: boolean } {
  const { events, refused } = readEvents(bytes);
  if (events.length === 0) {
    const [first] = refused;
    throw new AuditError(
      'bad-input',
      `"${name}" holds no OpenLineage event of a run${first === undefined ? '' : `; the first thing in it, number ${first.at}: ${first.why}`}. Nothing of it was kept.`,
    );
  }
  const sha256 = sha256Of(ports, bytes);
  const made = workspace.keepEvidence('importing OpenLineage events', (): Decided<{ number: number; event: OpenLineageImported | null }> => {
    const all = outsideImports(workspace.db);
    const same = all.find((one) => one.sha256 === sha256 && one.removed === null);
    if (same !== undefined) return { events: [], answer: { number: same.number, event: null } };
    const event: OpenLineageImported = {
      type: 'openlineage-imported',
      number: (all.at(-1)?.number ?? 0) + 1,
      at: nowOf(ports),
      by: ports.who.user,
      file: { name, sha256, size: bytes.length },
      events: events.length,
      refused: refused.slice(0, namedRefusals),
      refusedCount: refused.length,
    };
    return { events: [event], contents: new Map([[sha256, bytes]]), answer: { number: event.number, event } };
  });
  if (made.event !== null)
    workspace.journal('openlineage-imported', { number: made.number, file: made.event.file, events: events.length, refused: made.event.refused, refusedCount: refused.length });
  return { number: made.number, isNew: made.event !== null };
}

async function filesOf(ports: Ports, paths: readonly string[], signal: AbortSignal): Promise<string[]> {
  const files = new Set<string>();
  for (const path of paths) {
    const stat = await ports.files.stat(path);
    if (stat.kind !== 'folder') {
      files.add(path);
      continue;
    }
    const found: string[] = [];
    for await (const entries of ports.files.walk(path, { signal }))
      for (const entry of entries) if (entry.kind === 'file' && /\.(json|jsonl|ndjson)$/i.test(entry.path)) found.push(`${path.replace(/[/\\]+$/, '')}/${entry.path}`);
    if (found.length === 0) throw new AuditError('not-found', `The folder ${path} holds no file that ends in .json, .jsonl or .ndjson.`);
    for (const one of found.sort()) files.add(one);
  }
  if (files.size > mostFiles) throw new AuditError('bad-input', `These are ${files.size} files; at most ${mostFiles} are imported at once. Name fewer folders.`);
  return [...files];
}

async function readWhole(ports: Ports, path: string, signal: AbortSignal): Promise<Uint8Array> {
  const bytes = await readStart(ports, path, { limit: largestFile + 1, signal });
  if (bytes.length > largestFile) throw new AuditError('bad-input', `${path} is larger than ${largestFile} bytes, the most that a file of events may have. Split it by lines.`);
  return bytes;
}

function maskedText(text: string | null): string {
  if (text === null) return '';
  try {
    return JSON.stringify(maskSecrets(JSON.parse(text) as Json).value, null, 2);
  } catch {
    return '';
  }
}
