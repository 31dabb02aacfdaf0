/** A file of a history as the contract has it: what was recorded, what a check found, and which step made it. */
import type { CustodyFile, CustodyOutside } from '../../contract/custody';
import type { FileCheck } from '../../contract/shared';
import { titleOfLid } from '../../index/queries/nodes';
import { checkOf, checksumsOf, contentsKnown, countOfSums, usedBy } from './facts';
import type { History } from './history';
import { isParameterAlone } from './sentences';
import { weaknessOfCheck } from './weakness';

export function nameOf({ facts }: Pick<History, 'facts'>, node: number): Pick<CustodyFile, 'lid' | 'title' | 'kind' | 'present'> {
  const row = facts.rows.get(node);
  const name = facts.nameOfRun.get(node);
  return { lid: row?.lid ?? '', title: name ?? row?.title ?? titleOfLid(row?.lid ?? ''), kind: row?.kind ?? 'Unknown', present: row?.present ?? false };
}

/** `user`: the task whose record names an outside file; null: all steps of the history together. */
export function fileOf(history: History, node: number, { inferred = false, user = null }: { inferred?: boolean; user?: number | null } = {}): CustodyFile {
  const { chain, facts } = history;
  const name = nameOf(history, node);
  const recorded = facts.files.get(node);
  const isOutside = name.kind === 'External';
  const step = chain.stepOf[node] ?? -1;
  const isMade = step >= 0 && (chain.steps[step]?.node === node || chain.steps[step]?.outputs.includes(node) === true);
  const [only, another] = isOutside && user === null ? checksumsOf(facts, node) : [];
  const used = user === null || !isOutside ? undefined : usedBy(facts, node, user);
  const checksum = isOutside ? (used ?? (user === null && another === undefined ? only : null) ?? null) : (recorded?.checksum ?? null);
  const check = isOutside && checksum === null ? null : checkOf(facts, node, checksum?.value ?? null);
  const ofUse = user !== null && isOutside && checksum !== null ? weaknessOfCheck(check) : undefined;
  return {
    ...name,
    path: isOutside ? name.lid : (recorded?.path ?? null),
    size: recorded?.size ?? null,
    checksum,
    inferred,
    step: isMade ? step + 1 : null,
    weakness: ofUse ?? history.weaknessOf(node) ?? 'not-checked',
    check: checkShown(check),
  };
}

export function checkShown(check: FileCheck | null): CustodyFile['check'] {
  if (check === null) return null;
  const { verdict, matchedMode, baseline, stale, at, by, sha256, detail } = check;
  return { verdict, matchedMode, baseline, stale, at, by, sha256, detail };
}

export function outsideOf(history: History, node: number): CustodyOutside {
  const { chain, facts } = history;
  const step = chain.stepOf[node] ?? -1;
  const checksums = countOfSums(facts, node);
  return {
    ...fileOf(history, node),
    firstStep: step < 0 ? null : step + 1,
    parameterOnly: isParameterAlone(chain, node),
    checksums,
    otherContents: Math.max(0, contentsKnown(facts, node) - checksums),
  };
}
