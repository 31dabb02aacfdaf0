/** The words of a reconciliation, alike on screen, in the table, in the report and on the command line. */
import type { DigestState, MatchedBy, ReconcileRow, ReconcileState } from '../../contract/reconcile';
import { isFinding } from '../finding';

export const stateWords: Record<ReconcileState, string> = {
  matched: 'matched',
  ambiguous: 'ambiguous',
  'not-matched': 'not matched',
  'without-lineage': 'without lineage',
};

export const stateSentences: Record<ReconcileState, string> = {
  matched: 'A record of this workspace is the one that the line names.',
  ambiguous: 'Several records could be meant; none was chosen.',
  'not-matched': 'No record of this workspace names it, and nothing was found at its path.',
  'without-lineage': 'It is there, or is named by its path alone, but no record says who made it.',
};

export const matchedWords: Record<MatchedBy, string> = {
  lid: 'LID',
  path: 'recorded path',
  'path-end': 'end of the recorded path',
  name: 'file name alone',
  sha256: 'SHA-256 alone',
  'run-id': 'run LID',
  'run-name': 'run name',
  session: 'session id',
};

export const shaWords: Record<DigestState, string> = {
  equal: 'equal',
  differs: 'DIFFERS',
  'not-now': 'not in the newest check',
  'not-read': 'no reading of ours',
  unusable: 'UNUSABLE',
};

export const exceptionWords = 'another SHA-256 than listed, a listed digest that cannot be used, a finding, or a check that is out of date';

export const extraWords = {
  files: 'published by a run concerned, not in the list',
  runs: 'a run of this workspace, not in the list',
} as const;

/** What a reader must look at among the matched, as `exceptionWords` say; our fingerprint of before may be the other SHA-256 too. */
export function isException({ check, sha256 }: Pick<ReconcileRow, 'check' | 'sha256'>): boolean {
  const { state, listed, ours } = sha256 ?? {};
  return state === 'differs' || state === 'unusable' || (state === 'not-now' && ours !== listed) || needsLook(check);
}

export function needsLook(check: ReconcileRow['check']): boolean {
  return check !== null && (isFinding(check) || check.stale);
}

/** What no list can show. */
export const listLimits = [
  'That the list is whole or true: it is taken as it is, and whoever wrote it could have left lines out.',
  'That a matched file was released, or is what was released: a match by path or name says which record is meant, nothing of the content. Only an equal SHA-256 speaks of the content, as of when ours was taken.',
  'That a file without lineage is bad: runs launched with lineage off leave no record, and files handed on by path alone are named by no maker.',
  'That a file that is not matched does not exist: it may lie where this computer does not reach, or under a path that no path map leads to.',
  'That the verdict beside a match is of today: it is that of the newest check, with its time.',
] as const;
