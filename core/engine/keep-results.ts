/** Results of checks as events of the ledger: each names the bytes of the record that it was held against. */
import type { CodeCheck } from '../contract/code';
import type { FileCheck } from '../contract/shared';
import type { LedgerEvent } from '../evidence/ledger';
import { nextVerification } from '../index/queries/verifications';
import { currentRecordSha, currentRecords } from '../index/queries/versions';
import type { OpenWorkspace } from './context';

type Keeper = Pick<OpenWorkspace, 'db' | 'keepEvidence'>;

/** As `OpenWorkspace.keepChecks`. */
export function keepChecks(workspace: Keeper, checks: FileCheck[], { manifests, verification, moreToCome }: Parameters<OpenWorkspace['keepChecks']>[1] = {}): void {
  if (checks.length === 0) return;
  const { db } = workspace;
  const number = workspace.keepEvidence(
    'keeping results of checks',
    () => {
      const answer = verification === undefined ? null : (verification.number ?? nextVerification(db));
      const began: LedgerEvent[] = verification?.number === null && answer !== null ? [{ type: 'verify-began', verification: answer, ...verification.began }] : [];
      const records = currentRecords(
        db,
        checks.flatMap(({ lid }) => lid ?? []),
      );
      const checked = checks.map((one): LedgerEvent => {
        const record = one.lid === null ? null : (records.get(one.lid)?.sha256 ?? null);
        const check = one.stale ? { ...one, stale: false } : one;
        return answer === null ? { type: 'checked', record, check } : { type: 'checked', record, check, verification: answer };
      });
      return { events: [...began, ...checked], contents: manifests, records, answer };
    },
    moreToCome,
  );
  if (verification !== undefined) verification.number = number;
}

/** As `OpenWorkspace.keepCodeCheck`. */
export function keepCodeCheck(workspace: Keeper, check: CodeCheck): void {
  workspace.keepEvidence('keeping the check of code', () => ({
    events: [{ type: 'code-checked', record: currentRecordSha(workspace.db, check.run), check: { ...check, stale: false } }],
    answer: undefined,
  }));
}
