/** Workspaces at rest: encrypted with a passphrase, locked and unlocked; and retired, with a certificate of their destruction. */
import { z } from 'zod';
import { outPath } from './disk-path';
import { call, job } from './kinds';
import { instant, progress, workspaceName } from './shared';

const inWorkspace = { workspace: workspaceName };
/** Goes to the engine's thread and no farther: no journal, no log, no answer holds it. */
export const passphrase = z.string().min(1).max(1024);

export const lockedWorkspace = z.object({
  folder: workspaceName.describe('its name is inside, encrypted'),
  createdAt: instant.nullable().describe('null: both copies of its key are damaged, and no passphrase opens it'),
});
export type LockedWorkspace = z.infer<typeof lockedWorkspace>;

/** What this home keeps of a workspace that was retired. */
export const retiredWorkspace = z.object({
  name: workspaceName.describe('of an encrypted one its folder: the name was inside'),
  at: instant,
  by: z.string(),
  reason: z.string().nullable().describe('null for an encrypted one: the certificate alone has it'),
  certificate: z.object({ path: z.string().describe('where it was written'), sha256: z.string() }),
  finishedAt: instant.nullable().describe('null: its removal has not ended'),
  note: z.string().nullable().describe('what went wrong, if anything did'),
});
export type RetiredWorkspace = z.infer<typeof retiredWorkspace>;

export const atRestCalls = {
  /** What no workspace list can show: those that are locked, and those that are no more. */
  'workspaces.atRest': call({}, { open: z.array(workspaceName), locked: z.array(lockedWorkspace), retired: z.array(retiredWorkspace).describe('newest first') }),
  /** Answers with the name it goes by from now on, in this process. */
  'workspaces.unlock': call({ ...inWorkspace, passphrase }, inWorkspace),
  'workspaces.lock': call(inWorkspace, {}),
  'workspaces.changePassphrase': call({ ...inWorkspace, old: passphrase, next: passphrase }, {}),
  /** Makes an encrypted copy, verifies it whole and byte by byte, then destroys the plain one. */
  'workspaces.encrypt': job({ ...inWorkspace, passphrase }, progress, z.object({ workspace: workspaceName, files: z.int(), bytes: z.number() })),
  /** Ends a workspace: a last entry and checkpoint, a signed certificate written elsewhere, then all its files are destroyed. */
  'workspaces.retire': job(
    {
      ...inWorkspace,
      reason: z.string().trim().min(1).max(2000),
      out: outPath('where the certificate is written, outside of the home and the store'),
    },
    progress,
    z.object({ path: z.string(), sha256: z.string(), files: z.int(), bytes: z.number(), verifierKey: z.string(), note: z.string().nullable() }),
  ),
  /** Checks a certificate with its signature alone; no workspace is needed. */
  'certificates.check': call(
    { text: z.string().max(20_000_000), key: z.string().max(10_000).optional().describe('verifier keys, one a line; left out: the one the certificate names') },
    {
      ok: z.boolean(),
      checks: z.array(z.object({ ok: z.boolean(), message: z.string() })),
      facts: z.array(z.object({ name: z.string(), value: z.string() })),
      files: z.int(),
      ended: z.boolean().describe('it says that the removal ended'),
    },
  ),
};
