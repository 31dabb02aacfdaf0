/** baseline.import: a list of checksums that others made becomes the fingerprint of files that have none; what differs is told. */
import { addTo } from '../../add-to';
import type { Output, Parsed } from '../../contract';
import type { ImportResult } from '../../contract/baseline';
import { AuditError } from '../../errors';
import type { BaselineImported } from '../../evidence/ledger';
import { sha256Of } from '../../evidence/mirror';
import { baselineLists } from '../../index/queries/baselines';
import { nowOf } from '../../now';
import type { Ports } from '../../ports';
import { type ChecksumEntry, checksumListText, parseChecksumList } from '../../verify/checksum-list';
import { pathMatcher } from '../../verify/match-paths';
import type { EngineContext } from '../context';
import { readStart } from '../read-start';
import { type BaselineFile, baselineFiles, nameOf, scopeWords } from './files';

/** A list of half a million long paths has some 100 MB. */
const listLimit = 200_000_000;
/** Of each kind of line, as many are named in the answer; all are counted. */
const namedAtMost = 1000;

export async function importBaseline({ ports, open, emit }: EngineContext, input: Parsed<'baseline.import'>): Promise<Output<'baseline.import'>> {
  const bytes = await listBytes(ports, input);
  const name = input.name ?? input.path?.split(/[\\/]/).pop() ?? 'list';
  const list = { name, sha256: sha256Of(ports, bytes), size: bytes.length };
  const { entries, problems } = parseChecksumList(checksumListText(bytes));
  if (entries.length === 0)
    throw new AuditError('bad-input', `"${name}" holds no usable line of a SHA-256 list${problems[0] === undefined ? '' : `: line ${problems[0].line}: ${problems[0].message}`}`, {
      problems: problems.slice(0, 20),
    });
  const workspace = open(input.workspace);
  const at = nowOf(ports);
  const { result, kept } = workspace.keepEvidence('reading in a list of fingerprints', () => {
    const files = baselineFiles(workspace, input);
    const sorted = sortLines(entries, files, input.base);
    const without = files.filter(({ fingerprint }) => fingerprint === null).length - sorted.taken.length;
    const result = answer(list, sorted, problems, without);
    const known = baselineLists(workspace.db).some(({ sha256 }) => sha256 === list.sha256);
    if (known && sorted.taken.length === 0) return { events: [], answer: { result, kept: false } };
    const event: BaselineImported = {
      type: 'baseline-imported',
      at,
      by: ports.who.user,
      list,
      files: sorted.taken.map(({ entry, file }) => ({ lid: file.lid, path: file.path, sha256: entry.sha256, line: entry.line })),
      agree: sorted.agree,
      conflicts: sorted.conflicts.map(({ entry, file }) => ({ lid: file.lid, path: file.path, sha256: entry.sha256, line: entry.line, has: file.fingerprint?.sha256 ?? '' })),
    };
    return { events: [event], contents: new Map([[list.sha256, bytes]]), answer: { result, kept: true } };
  });
  workspace.journal('baseline-imported', {
    event: kept ? at : null,
    list,
    path: input.path ?? null,
    base: input.base ?? null,
    scope: scopeWords(input),
    counts: result.counts,
    conflicts: result.conflicts.slice(0, 100).map((one) => ({ file: one.lid ?? one.recordedPath, listed: one.sha256, kept: one.has })),
  });
  emit({ type: 'workspace-changed', workspace: input.workspace });
  return result;
}

async function listBytes(ports: Ports, { path, text }: Parsed<'baseline.import'>): Promise<Uint8Array> {
  if ((path === undefined) === (text === undefined)) throw new AuditError('bad-input', 'Give a list: either the path of its file or its text.');
  if (path === undefined) return new TextEncoder().encode(text);
  const stat = await ports.files.stat(path);
  if (stat.kind === 'file' && stat.size > listLimit)
    throw new AuditError('bad-input', `${path} has ${stat.size} bytes; a list of more than ${listLimit} is not read. Is it a list of checksums?`, { path });
  return readStart(ports, path, { limit: listLimit });
}

interface Line {
  entry: ChecksumEntry;
  file: BaselineFile;
}
interface Sorted {
  taken: Line[];
  conflicts: Line[];
  agree: number;
  ambiguous: { entry: ChecksumEntry; candidates: BaselineFile[] }[];
  unmatched: ChecksumEntry[];
}

/** Two lines that mean one file and differ are ambiguous both: nothing tells which is right. */
function sortLines(entries: readonly ChecksumEntry[], files: readonly BaselineFile[], base: string | undefined): Sorted {
  const sorted: Sorted = { taken: [], conflicts: [], agree: 0, ambiguous: [], unmatched: [] };
  const match = pathMatcher(files, base);
  const byFile = new Map<BaselineFile, ChecksumEntry[]>();
  for (const entry of entries) {
    const found = match(entry.path);
    if ('file' in found) addTo(byFile, found.file, entry);
    else if ('ambiguous' in found) sorted.ambiguous.push({ entry, candidates: found.ambiguous });
    else sorted.unmatched.push(entry);
  }
  for (const [file, lines] of byFile) {
    const [entry] = lines;
    if (entry === undefined) continue;
    const { fingerprint } = file;
    if (lines.some(({ sha256 }) => sha256 !== entry.sha256)) for (const one of lines) sorted.ambiguous.push({ entry: one, candidates: [file] });
    else if (fingerprint === null) sorted.taken.push({ entry, file });
    else if (fingerprint.kind === 'file' && fingerprint.sha256 === entry.sha256) sorted.agree++;
    else sorted.conflicts.push({ entry, file });
  }
  return sorted;
}

function answer(list: ImportResult['list'], sorted: Sorted, problems: ImportResult['problems'], without: number): ImportResult {
  const { taken, conflicts, agree, ambiguous, unmatched } = sorted;
  const line = ({ entry, file }: Line) => ({ line: entry.line, path: entry.path, sha256: entry.sha256, lid: file.lid, recordedPath: file.path });
  const some = <T>(all: readonly T[]) => all.slice(0, namedAtMost);
  return {
    list,
    counts: {
      lines: taken.length + agree + conflicts.length + ambiguous.length + unmatched.length,
      taken: taken.length,
      agree,
      conflicts: conflicts.length,
      ambiguous: ambiguous.length,
      unmatched: unmatched.length,
      problems: problems.length,
    },
    taken: some(taken).map(line),
    conflicts: some(conflicts).map((one) => ({
      ...line(one),
      has: one.file.fingerprint?.sha256 ?? '',
      hasSince: one.file.fingerprint?.at ?? '',
      locked: one.file.fingerprint?.locked ?? false,
    })),
    ambiguous: some(ambiguous).map(({ entry, candidates }) => ({ line: entry.line, path: entry.path, candidates: candidates.slice(0, 10).map(nameOf) })),
    unmatched: some(unmatched).map(({ line: at, path }) => ({ line: at, path })),
    problems: some(problems),
    without,
  };
}
