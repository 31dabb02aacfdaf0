/** `baseline`: first fingerprints, shown, read in from lists, written out as lists, renewed on purpose, signed off. */
import { resolve } from 'node:path';
import type { BaselineCounts, BaselineLock, BaselineRow, ImportResult } from '../../../core/contract/baseline';
import { AuditError } from '../../../core/errors';
import { exitCodes } from '../exit-codes';
import type { Session } from '../session';
import { type Column, table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { counted, countText, timeText } from '../words';

interface ScopeOptions {
  run?: string;
  work?: boolean;
  inputs?: boolean;
  all?: boolean;
}

const originWords = { read: 'first reading', imported: 'imported', renewed: 'renewed' } as const;
const columns: Column<BaselineRow>[] = [
  { title: 'sha-256', text: ({ fingerprint }) => fingerprint?.sha256 ?? 'none', whole: true },
  { title: 'of', text: ({ fingerprint }) => (fingerprint === null ? '' : fingerprint.kind === 'folder' ? 'manifest' : 'file') },
  { title: 'origin', text: originText },
  { title: 'when', text: ({ fingerprint }) => (fingerprint === null ? '' : timeText(fingerprint.at)), whole: true },
  { title: 'lock', text: ({ fingerprint }) => (fingerprint?.lock == null ? '' : `locked (${fingerprint.lock})`) },
  { title: 'file', text: ({ lid, path }) => lid ?? path ?? '', whole: true },
];

export const baselineVerb: Verb = (program, act) => {
  const baseline = program.command('baseline').description('first fingerprints (SHA-256) of files: shown, imported, exported, renewed, locked');

  baseline
    .command('show [lids...]')
    .description('the fingerprints of a run, of some files, or of all')
    .option('--run <lid>', 'the files that a run published')
    .option('--work', "with --run: its tasks' files as well")
    .option('--inputs', 'with --run: the files from outside as well')
    .option('--all', 'every file of the store, without those from outside')
    .action(
      act(async (session, lids: string[], options: ScopeOptions) => {
        const shown = await session.call('baseline.show', { workspace: await session.workspace(), ...(await scopeOf(session, lids, options)), limit: 100_000 });
        const lines = [table(shown.files, columns, session.width), ...shown.files.flatMap(historyLines), countsText(shown.counts), ...shown.locks.map(lockText)];
        return { json: shown, text: `${lines.filter((line) => line !== '').join('\n')}\n` };
      }),
    );

  baseline
    .command('import <file>')
    .description('read in a list of SHA-256 checksums (sha256sum, BSD or OpenSSL form): files without a fingerprint get the one it holds')
    .option('--run <lid>', 'match only the files that this run published')
    .option('--work', "with --run: its tasks' files as well")
    .option('--inputs', 'with --run: the files from outside as well')
    .option('--all', 'match every file of the store, without those from outside')
    .option('--base <dir>', 'the folder that relative paths of the list start from, as recorded or as it is now')
    .action(
      act(async (session, file: string, { base, ...options }: ScopeOptions & { base?: string }) => {
        const result = await session.call('baseline.import', {
          workspace: await session.workspace(),
          ...(await scopeOf(session, [], options)),
          path: resolve(file),
          ...(base === undefined ? {} : { base: resolve(base) }),
        });
        return { json: result, text: importText(result), code: result.counts.conflicts > 0 ? exitCodes.findings : exitCodes.fine };
      }),
    );

  baseline
    .command('export [lids...]')
    .description('the fingerprints as a list that sha256sum -c takes; on stdout unless --out is given')
    .option('--run <lid>', 'the files that a run published')
    .option('--work', "with --run: its tasks' files as well")
    .option('--inputs', 'with --run: the files from outside as well')
    .option('--all', 'every file of the store, without those from outside')
    .option('--recorded', 'recorded paths instead of those where the files are now')
    .option('--out <file>', 'the file to write; an existing one is replaced')
    .action(
      act(async (session, lids: string[], { recorded = false, out, ...options }: ScopeOptions & { recorded?: boolean; out?: string }) => {
        const { text, ...made } = await session.call('baseline.export', {
          workspace: await session.workspace(),
          ...(await scopeOf(session, lids, options)),
          recorded,
          ...(out === undefined ? {} : { out: resolve(out) }),
        });
        const words = `${countText(made.listed)} of ${counted(made.total, 'file')} listed; ${countText(made.without)} without a fingerprint, ${countText(made.notListed)} that cannot be listed.`;
        if (made.path === null) return { json: { ...made, text }, text: text ?? '', raw: true, notes: [words] };
        return { json: made, text: `${visibleLine(made.path)}: ${words} SHA-256 ${made.sha256}\n` };
      }),
    );

  baseline
    .command('renew <lids...>')
    .description('the newest SHA-256 becomes the fingerprint, as the file was replaced on purpose; the old one stays in the history')
    .requiredOption('--reason <text>', 'why: kept with it')
    .action(
      act(async (session, lids: string[], { reason }: { reason: string }) => {
        const workspace = await session.workspace();
        const named = await Promise.all(lids.map((lid) => session.lid(lid)));
        const answer = await session.call('baseline.renew', { workspace, lids: named, reason });
        const lines = answer.renewed.map(({ lid, path, was, now, readAt }) => `${lid ?? path}: ${was} is now ${now}, as read ${timeText(readAt)}`);
        const same = answer.unchanged.map((name) => `${name}: the newest reading is the fingerprint already`);
        return { json: answer, text: [...lines, ...same].map((line) => `${visibleLine(line)}\n`).join('') };
      }),
    );

  baseline
    .command('lock [lids...]')
    .description('sign the fingerprints off: nothing replaces them from then on, and there is no unlock')
    .option('--run <lid>', 'the files that a run published')
    .option('--work', "with --run: its tasks' files as well")
    .option('--inputs', 'with --run: the files from outside as well')
    .option('--all', 'every file of the store, without those from outside')
    .option('--partial', 'also where some files of the scope have no fingerprint')
    .option('--despite-findings', 'also where files have changed, are amiss, or were never read here')
    .requiredOption('--reason <text>', 'why: kept with it')
    .action(
      act(
        async (
          session,
          lids: string[],
          { reason, partial = false, despiteFindings = false, ...options }: ScopeOptions & { reason: string; partial?: boolean; despiteFindings?: boolean },
        ) => {
          if (lids.length === 0 && options.run === undefined && options.all !== true)
            throw new AuditError('bad-input', 'Say what to sign off: --run LID, one or more LIDs, or --all.');
          const { lock, newly, doubts } = await session.call('baseline.lock', {
            workspace: await session.workspace(),
            ...(await scopeOf(session, lids, options)),
            reason,
            partial,
            doubtful: despiteFindings,
          });
          return { json: { lock, newly, doubts }, text: `${lockText(lock)} ${counted(newly, 'file was', 'files were')} not locked before.\n` };
        },
      ),
    );
};

async function scopeOf(session: Session, lids: readonly string[], { run, work = false, inputs = false, all = false }: ScopeOptions) {
  if ([run !== undefined, lids.length > 0, all].filter(Boolean).length > 1) throw new AuditError('bad-input', 'Name one scope: --run LID, one or more LIDs, or --all.');
  if (run === undefined && (work || inputs)) throw new AuditError('bad-input', '--work and --inputs go with --run LID.');
  if (run !== undefined) return { run: await session.lid(run), work, inputs };
  return lids.length > 0 ? { lids: await Promise.all(lids.map((lid) => session.lid(lid))) } : { all };
}

function originText({ fingerprint }: BaselineRow): string {
  if (fingerprint === null) return '';
  return fingerprint.list === null ? originWords[fingerprint.origin] : `${originWords[fingerprint.origin]}: ${fingerprint.list.name}, line ${fingerprint.list.line}`;
}

function historyLines({ lid, path, fingerprint }: BaselineRow): string[] {
  if (fingerprint === null) return [];
  const name = lid ?? path ?? '';
  const past = fingerprint.past.map(
    ({ sha256, at, origin, until, untilBy, reason }) => `${name}: until ${timeText(until)} ${sha256} (${originWords[origin]}, ${timeText(at)}); renewed by ${untilBy}: ${reason}`,
  );
  const conflicts = fingerprint.conflicts.map(({ list, at, sha256, line }) => `${name}: CONFLICT: line ${line} of ${list}, read in ${timeText(at)}, holds ${sha256}`);
  return [...past, ...conflicts].map(visibleLine);
}

function countsText({ total, have, imported, renewed, folders, locked, conflicting }: BaselineCounts): string {
  const parts = [
    imported > 0 ? `${countText(imported)} imported` : null,
    renewed > 0 ? `${countText(renewed)} renewed` : null,
    folders > 0 ? `${countText(folders)} of folders` : null,
    `${countText(locked)} locked`,
    conflicting > 0 ? `${countText(conflicting)} in conflict with a list` : null,
  ].filter((part) => part !== null);
  return `${countText(have)} of ${counted(total, 'file')} have a fingerprint: ${parts.join(', ')}.`;
}

function lockText({ id, at, by, reason, scope, digest, files, without }: BaselineLock): string {
  const less = without > 0 ? `; ${counted(without, 'file')} of the scope had none` : '';
  return visibleLine(`Lock ${id}: ${counted(files, 'fingerprint')} signed off ${timeText(at)} by ${by} (${scope}${less}): ${reason}. SHA-256 of the list: ${digest}.`);
}

function importText({ list, counts, conflicts, ambiguous, unmatched, problems, without }: ImportResult): string {
  const lines = [
    ...problems.map(({ line, message }) => `line ${line}: ${message}`),
    ...unmatched.map(({ line, path }) => `line ${line}: no recorded file is at ${path}`),
    ...ambiguous.map(({ line, path, candidates }) => `line ${line}: ${path} could be ${candidates.join(' or ')}: not taken`),
    ...conflicts.map(
      ({ line, lid, recordedPath, sha256, has, hasSince, locked }) =>
        `line ${line}: CONFLICT: ${lid ?? recordedPath} has had the fingerprint ${has} since ${timeText(hasSince)}${locked ? ', locked' : ''}; the list holds ${sha256}. It was not replaced.`,
    ),
    `${list.name} (SHA-256 ${list.sha256}): ${counted(counts.lines, 'line')} read; ${countText(counts.taken)} taken, ${countText(counts.agree)} agree with what was known, ${countText(counts.conflicts)} in conflict, ${countText(counts.ambiguous)} ambiguous, ${countText(counts.unmatched)} without a recorded file, ${countText(counts.problems)} broken.`,
    `${counted(without, 'file')} of the scope still ${without === 1 ? 'has' : 'have'} no fingerprint.`,
  ];
  return lines.map((line) => `${visibleLine(line)}\n`).join('');
}
