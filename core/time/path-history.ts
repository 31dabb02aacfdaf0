/** What was published under one path over the runs, and, told apart, under the same name below other output folders. */
import type { Output } from '../contract';
import type { PathRow } from '../contract/time';
import type { OpenWorkspace } from '../engine/context';
import { AuditError } from '../errors';
import { fingerprintsOf } from '../index/queries/baselines';
import { checksOfNodes, newestCheck } from '../index/queries/checks';
import { syncTimes } from '../index/queries/findings';
import { findNode } from '../index/queries/nodes';
import { type PublishedFile, publishedAs, publishedFile, publishedUnder, runsNamed, taskFilesUnder } from '../index/queries/published';
import { plainPath } from '../record/lid';
import { grouped } from '../report/words';

const mostElsewhere = 1000;

/** `asked`: a recorded path, or the LID of a published file. Throws `not-found` where no run published it. */
export function pathHistory(workspace: OpenWorkspace, asked: string): Output<'time.pathHistory'> {
  const { db } = workspace;
  const node = asked.startsWith('lid://') ? findNode(db, asked) : undefined;
  const file = node === undefined ? undefined : publishedFile(db, node.id);
  const path = file?.path ?? (asked.startsWith('lid://') ? null : asked);
  const here = path === null ? (file === undefined ? [] : [file]) : publishedUnder(db, plainPath(path));
  const name = file?.name ?? here[0]?.name ?? null;
  if (here.length === 0) throw new AuditError('not-found', notFoundWords(workspace, asked, node?.kind));
  const own = new Set(here.map((one) => one.node));
  const others = name === null ? [] : publishedAs(db, name).filter((one) => !own.has(one.node));
  return {
    path: path === null ? null : plainPath(path),
    name,
    rows: rowsOf(workspace, here),
    elsewhere: rowsOf(workspace, others.slice(0, mostElsewhere)),
    elsewhereCount: others.length,
    task: path === null ? 0 : taskFilesUnder(db, plainPath(path)),
  };
}

function notFoundWords({ name, db }: OpenWorkspace, asked: string, kind: string | undefined): string {
  const tasks = asked.startsWith('lid://') ? 0 : taskFilesUnder(db, plainPath(asked));
  if (kind !== undefined) return `"${asked}" is no file that a run published, but a ${kind === 'FileOutput' ? "task's own file" : kind}. Name a published file.`;
  return `No run in workspace "${name}" published "${asked}"${tasks > 0 ? `: ${tasks === 1 ? 'one task has' : `${tasks} tasks have`} a file of its own there` : ''}. Give the path as it is recorded, or the LID of the file.`;
}

function rowsOf(workspace: OpenWorkspace, files: readonly PublishedFile[]): PathRow[] {
  const { db } = workspace;
  const nodes = files.map(({ node }) => node);
  const checks = checksOfNodes(db, nodes);
  const prints = fingerprintsOf(db, nodes);
  const times = syncTimes(db);
  const runs = runsNamed(
    db,
    files.flatMap(({ run }) => run ?? []),
  );
  let before: Known | null = null;
  return files.map((file) => {
    const check = newestCheck(checks.get(file.node));
    const print = prints.get(file.node) ?? null;
    const seen = file.firstSync === null ? undefined : times.get(file.firstSync);
    const proven = check !== null && !check.stale && check.verdict === 'content-verified' ? check.sha256 : null;
    const now: Known = { size: file.size, sum: file.checksum?.value ?? null, proven };
    const related = relation(before, now);
    before = now;
    return {
      lid: file.lid,
      run: file.run === null ? null : (runs.get(file.run) ?? null),
      path: file.path,
      createdAt: file.created,
      firstSeen: file.firstSync === null || seen === undefined ? null : { sync: file.firstSync, at: seen.began },
      versions: file.versions,
      vanished: file.vanished,
      size: file.size,
      checksum: file.checksum,
      verdict: check?.verdict ?? 'not-checked',
      checkedAt: check?.at ?? null,
      stale: check?.stale ?? false,
      baseline: check?.baseline ?? null,
      fingerprint: print === null ? null : { sha256: print.sha256, at: print.at, origin: print.origin },
      ...related,
    };
  });
}

interface Known {
  size: number | null;
  sum: string | null;
  /** SHA-256 of bytes that were proven to be those that the record speaks of. */
  proven: string | null;
}

/**
 * A fingerprint of ours is of what lay there when it was read, which may be a later run's: so it decides nothing here. Only content that
 * each record's own checksum proves can be the same; recorded sizes that differ make it another.
 */
function relation(before: Known | null, now: Known): Pick<PathRow, 'same' | 'why'> {
  if (before === null) return { same: 'first', why: 'The first of this list, by its recorded time.' };
  if (before.size !== null && now.size !== null && before.size !== now.size)
    return { same: 'other', why: `The records name other sizes: ${grouped(before.size)} bytes before, ${grouped(now.size)} here.` };
  if (before.proven !== null && now.proven !== null)
    return before.proven === now.proven
      ? { same: 'same', why: 'Both were read and their content proven to be as each record says; the SHA-256 is the same.' }
      : { same: 'other', why: 'Both were read and their content proven to be as each record says; the SHA-256 differs.' };
  const sums =
    before.sum === null || now.sum === null
      ? 'at least one record has no checksum'
      : before.sum === now.sum
        ? 'the recorded checksums are equal, which without a check may rest on path, size and date alone'
        : 'the recorded checksums differ, which without a check may rest on the date alone';
  return { same: 'unknown', why: `Nobody has proven the content of both; ${sums}.` };
}
