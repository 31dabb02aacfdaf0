/** Retires a workspace: its last entry and checkpoint, the certificate on the disk elsewhere, the decision written down, and then the removal; each step fsynced before the next. */
import { atRestWords } from '../../at-rest/words';
import type { Output, Parsed } from '../../contract';
import type { Progress } from '../../contract/shared';
import { AuditError, toErrorData } from '../../errors';
import { type Lock, takeLock } from '../../evidence/lock';
import { checkpointWords, witnessWords } from '../../evidence/log-summary';
import { sha256Of } from '../../evidence/mirror';
import { verifierKey } from '../../evidence/tree/signed-note';
import { syncResults, workspaceCounts } from '../../index/queries/syncs';
import { pause } from '../../pause';
import type { Ports } from '../../ports';
import { certificateText, type DestroyedFile, howWords, keyFact, signCertificate } from '../../retire/certificate';
import { carryOut, decideRemoval } from '../../retire/removals';
import { storeText } from '../../store/location';
import type { WorkspaceInside } from '../open-workspace';
import { refuseInsideHome, refuseOutput } from '../own-output';
import type { Workspaces } from '../workspaces';

type Retired = Output<'workspaces.retire'>;

export async function* retire(
  ports: Ports,
  workspaces: Workspaces,
  { workspace, reason, out }: Parsed<'workspaces.retire'>,
  signal: AbortSignal,
): AsyncGenerator<Progress, Retired> {
  const inside = workspaces.inside(workspace);
  refuseOutput(inside, out);
  refuseInsideHome(ports, out);
  const folder = ports.vault.folder(workspace);
  const { ms, offsetMinutes } = ports.clock.now();
  const at = new Date(ms).toISOString();
  const unlockEvidence = beginLast(inside, { reason, certificate: out });
  let journalLock: Lock | null = null;
  let decided = false;
  try {
    journalLock = takeLock(ports, `${workspace}/journal.lock`, 'retiring the workspace');
    const last = lastEntry(inside);
    const files: DestroyedFile[] = [];
    const paths = ports.home.filesBelow(workspace).filter((path) => isKept(ports, path));
    for (const path of paths) {
      files.push(yield* digestFile(ports, workspace, path, signal));
      yield { phase: 'digests', done: files.length, total: paths.length };
    }
    const log = inside.logSummary();
    const logName = log.origin ?? inside.settings.log ?? 'lineage-audit/unnamed';
    const how = howWords(folder !== null, last.plainBefore);
    const key = { name: logName, publicKey: ports.keys.signer().publicKey };
    const counts = workspaceCounts(inside.db);
    const facts: [string, string][] = [
      ['Workspace', workspace],
      ['Folder', `${ports.homeFolder}/${folder ?? workspace}`],
      ['Log', logName],
      [keyFact, verifierKey(ports, key)],
      ['Store', storeText(inside.settings.store)],
      ['At rest', atRestWords(folder !== null)],
      ['Added', inside.settings.addedAt],
      ['Retired', `${at} (local time is UTC${offsetText(offsetMinutes)}; this computer's clock)`],
      ['By', `${ports.who.user} on ${ports.who.host} (${ports.who.surface}), ${ports.who.product} ${ports.who.version}`],
      ['Reason', reason],
      [
        'Held',
        `${counts.records} records, ${counts.runs} runs, ${syncResults(inside.db).length} syncs; ${files.length} files, ${files.reduce((sum, { size }) => sum + size, 0)} bytes`,
      ],
      ['Last checkpoint', checkpointWords(log)],
      ['Last entry of the journal', last.said],
      ['Witness', witnessWords(log)],
      [
        'Verified',
        `What is listed was read for its digests. Whether it held together was not verified in this act.${folder === null ? '' : ' The digests are of what the files held, decrypted; what could not be decrypted counts as zeros.'}`,
      ],
    ];
    const { bytes, verifierKey: publicKey } = signCertificate(ports, certificateText(facts, files, how, null), logName);
    signal.throwIfAborted();
    ports.writeOut(out, bytes, () => undefined);
    const id = `${folder ?? workspace}-${at.replace(/[-:.]/g, '')}`;
    decideRemoval(ports, id, {
      folder: folder ?? workspace,
      first: folder === null ? ['workspace.json'] : [...ports.vault.keyFiles],
      retired: {
        at,
        by: ports.who.user,
        reason: folder === null ? reason : null,
        certificate: { path: out, sha256: sha256Of(ports, bytes) },
        log: logName,
        finishedAt: null,
        note: null,
      },
    });
    decided = true;
    yield { phase: 'removing', done: 0, total: files.length };
    workspaces.forget(workspace);
    ports.vault.lock(workspace);
    const done = carryOut(ports, id);
    const size = files.reduce((sum, one) => sum + one.size, 0);
    return { path: out, sha256: done?.sha256 ?? sha256Of(ports, bytes), files: files.length, bytes: size, verifierKey: publicKey, note: done?.note ?? null };
  } finally {
    // What is decided is gone with its locks, or is finished by the next start.
    if (!decided) {
      journalLock?.release();
      try {
        inside.journal('workspace-not-retired', { why: signal.aborted ? 'stopped' : 'it failed before anything was removed' });
      } finally {
        unlockEvidence();
      }
    }
  }
}

/** The last entry of the journal, the last checkpoint over it, and the evidence locked from here on. Returns how to let go of the lock. */
function beginLast(inside: WorkspaceInside, detail: { reason: string; certificate: string }): () => void {
  inside.journal('workspace-retired', detail);
  try {
    inside.checkpoint();
  } catch (error) {
    // Damaged evidence is retired as well; the certificate says that the checkpoint does not fit.
    if (!(error instanceof AuditError && error.code === 'evidence-damaged')) throw error;
  }
  return inside.writing('retiring the workspace').done;
}

function lastEntry(inside: WorkspaceInside): { said: string; plainBefore: boolean } {
  const last = { said: 'none', plainBefore: false };
  try {
    for (const { event } of inside.journalLog.events(() => undefined)) {
      last.said = `number ${event.seq}, ${event.act}, ${event.at}`;
      if (event.act === 'workspace-encrypted') last.plainBefore = true;
    }
    return last;
  } catch (error) {
    // What cannot be read may have told of it.
    return { said: `cannot be read: ${toErrorData(error).message}`, plainBefore: true };
  }
}

/** Locks are empty words, and the key of an encrypted workspace is not told, not even by its digest. */
function isKept(ports: Ports, path: string): boolean {
  return !ports.vault.keyFiles.includes(path) && !/^[^/]*\.lock/.test(path);
}

async function* digestFile(ports: Ports, workspace: string, path: string, signal: AbortSignal): AsyncGenerator<Progress, DestroyedFile> {
  const part = new Uint8Array(1 << 20);
  const hash = ports.sha256();
  let size = 0;
  for (;;) {
    const got = ports.home.readAt(`${workspace}/${path}`, size, part);
    hash.update(part.subarray(0, got));
    size += got;
    if (got < part.length) return { path, size, sha256: hash.hex() };
    if (size % (64 << 20) === 0) {
      yield* pause({ phase: 'digests', done: 0, total: null, bytes: { done: size, total: null } }, signal);
    }
  }
}

function offsetText(minutes: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
