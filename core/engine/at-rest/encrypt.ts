/** Makes an encrypted workspace of a plain one: a copy, frame by frame, held against the original byte by byte and verified whole, before the original is destroyed. */
import type { Output } from '../../contract';
import type { Progress } from '../../contract/shared';
import { AuditError } from '../../errors';
import { openFramedLog } from '../../evidence/framed-log';
import { type Lock, takeLock } from '../../evidence/lock';
import { verifyEvidence } from '../../evidence/verify-evidence';
import { nowOf } from '../../now';
import { pause } from '../../pause';
import type { Ports } from '../../ports';
import { carryOut, decideRemoval } from '../../retire/removals';
import type { Workspaces } from '../workspaces';
import { refuseWeak } from './create-encrypted';

/**
 * A kill at any moment leaves the one or the other whole: until the copy is verified the removal that is written down is that of the
 * copy, and then, by one replacement of that file, that of the original.
 */
export async function* encryptWorkspace(
  ports: Ports,
  workspaces: Workspaces,
  workspace: string,
  passphrase: string,
  signal: AbortSignal,
): AsyncGenerator<Progress, Output<'workspaces.encrypt'>> {
  refuseWeak(passphrase);
  if (ports.vault.folder(workspace) !== null) throw new AuditError('bad-input', `The workspace ${workspace} is encrypted already.`);
  const inside = workspaces.inside(workspace);
  const writer = inside.writing('encrypting the workspace');
  let journalLock: Lock | null = null;
  let copy: string | null = null;
  let id = '';
  try {
    inside.journal('workspace-encrypted', {});
    journalLock = takeLock(ports, `${workspace}/journal.lock`, 'encrypting the workspace');
    const at = nowOf(ports);
    copy = ports.vault.newFolder();
    id = `${copy}-${at.replace(/[-:.]/g, '')}`;
    decideRemoval(ports, id, { folder: copy, first: [...ports.vault.keyFiles], retired: null });
    // As long as the plain one is there it has the name, and the copy goes by its folder.
    ports.vault.create({ folder: copy, name: workspace, createdAt: at }, passphrase);
    const paths = ports.home
      .filesBelow(workspace)
      .filter((path) => !/^[^/]*\.lock/.test(path) && !path.startsWith('index/') && !path.startsWith('verified/') && !path.endsWith('.part'));
    let bytes = 0;
    for (const [done, path] of paths.entries()) {
      yield* pause({ phase: 'copying', done, total: paths.length, bytes: { done: bytes, total: null } }, signal);
      bytes += copyFile(ports, workspace, copy, path);
    }
    ports.home.stopReading();
    for (const [done, path] of paths.entries()) {
      yield* pause({ phase: 'comparing', done, total: paths.length }, signal);
      if (!sameContent(ports, `${workspace}/${path}`, `${copy}/${path}`))
        throw new AuditError('disk', `The encrypted copy of ${workspace}/${path} does not read as what was copied. Nothing was changed.`);
    }
    const verified = yield* verifyEvidence(ports, copy, { against: [], part: null, from: null, expected: () => null }, signal);
    if (!verified.ok)
      throw new AuditError(
        'evidence-damaged',
        `The evidence of ${workspace} does not hold together (${verified.faults[0]?.message ?? 'unknown'}), so it is not encrypted: run "evidence verify" and restore it first. Nothing was changed.`,
      );
    decideRemoval(ports, id, { folder: workspace, first: ['workspace.json'], retired: null });
    const folder = copy;
    copy = null;
    workspaces.forget(workspace);
    carryOut(ports, id);
    ports.vault.lock(folder);
    return { workspace: ports.vault.unlock(folder, passphrase), files: paths.length, bytes };
  } finally {
    if (copy !== null) {
      journalLock?.release();
      ports.vault.lock(copy);
      carryOut(ports, id);
      try {
        inside.journal('workspace-not-encrypted', { why: signal.aborted ? 'stopped' : 'it failed, and the copy was removed' });
      } finally {
        writer.done();
      }
    }
  }
}

/** Logs frame by frame, so that damage to one seal costs one frame. Returns the bytes. */
function copyFile(ports: Ports, from: string, to: string, path: string): number {
  const [, folder, number] = /^(evidence\/[a-z]+|journal)\/(\d{6,})\.log$/.exec(path) ?? [];
  const size = ports.home.size(`${from}/${path}`);
  if (folder === undefined) {
    ports.home.replace(`${to}/${path}`, ports.home.read(`${from}/${path}`));
    return size;
  }
  ports.home.makeFolder(`${to}/${folder}`);
  const file = ports.home.openAppend(`${to}/${path}`);
  const log = openFramedLog(ports, `${from}/${folder}`);
  try {
    const append = (offset: number, end: number) => {
      const bytes = new Uint8Array(end - offset);
      ports.home.readAt(`${from}/${path}`, offset, bytes);
      if (end > offset) file.append([bytes]);
      return end;
    };
    let done = 0;
    for (const frame of log.scan({ segment: Number(number), offset: 0 }, () => undefined)) {
      if (frame.segment !== Number(number)) break;
      if (done === 0) done = append(0, frame.offset);
      done = append(frame.offset, frame.end);
    }
    // What no frame begins is no reason to leave it behind.
    append(done, size);
    file.sync();
    return size;
  } finally {
    log.close();
    file.close();
  }
}

function sameContent(ports: Ports, one: string, other: string): boolean {
  const size = ports.home.size(one);
  if (ports.home.size(other) !== size) return false;
  const [left, right] = [new Uint8Array(1 << 20), new Uint8Array(1 << 20)];
  for (let at = 0; at < size; at += left.length) {
    const got = ports.home.readAt(one, at, left);
    if (ports.home.readAt(other, at, right) !== got) return false;
    for (let i = 0; i < got; i++) if (left[i] !== right[i]) return false;
  }
  return true;
}
