/** The log of a workspace: its checkpoints, proofs cut out of it, and whether what is kept still fits them. */
import { z } from 'zod';
import { outPath } from './disk-path';
import { call, job } from './kinds';
import { instant, progress, workspaceName } from './shared';

const base64 = z.string().describe('base64');

/** A key that signs checkpoints, as the log enrolled it. */
export const logSigner = z.object({
  keyId: z.string().describe('8 hex digits, as signed notes name it'),
  verifierKey: z.string().describe('name+id+key on one line: what --key and other tools take'),
  kept: z.enum(['file', 'keychain']),
  surface: z.string().describe('window, or command line'),
  at: instant,
  by: z.string(),
  leaf: z.int().describe('the leaf that enrolled it, from 0'),
});
export type LogSigner = z.infer<typeof logSigner>;

export const checkpointSummary = z.object({ number: z.int().describe('from 1'), size: z.int().describe('leaves'), root: base64, at: instant.describe("this computer's clock") });
export type CheckpointSummary = z.infer<typeof checkpointSummary>;

/** A copy of a checkpoint that was written for another custodian: that it exists elsewhere is their word. */
export const handedOut = z.object({ number: z.int(), size: z.int(), root: base64, dated: instant.describe('of the checkpoint'), at: instant, by: z.string() });

export const logSummary = z.object({
  origin: z.string().nullable().describe('the stable name of the log; null before its first checkpoint'),
  leaves: z.int(),
  last: checkpointSummary.nullable().describe('the newest checkpoint'),
  after: z.int().describe('leaves after the newest checkpoint'),
  signers: z.array(logSigner),
  fault: z.string().nullable().describe('why no further checkpoint is signed: one before does not fit what is kept'),
  handedOut: handedOut.nullable().describe('the farthest one that was handed out; null: not witnessed'),
});
export type LogSummary = z.infer<typeof logSummary>;

/** What a checkpoint from elsewhere says of today's log. */
export const heldAgainst = z.object({
  file: z.string(),
  outcome: z.enum(['extends', 'cut', 'rewritten', 'other-log', 'not-ours', 'unreadable']).describe('not-ours: the tree fits, its signature is by no key of this log'),
  size: z.int().nullable(),
  from: z.int().nullable().describe('the first of our checkpoints that cannot be reconciled with it'),
  message: z.string(),
});
export type HeldAgainst = z.infer<typeof heldAgainst>;

/** The index, from which every answer comes, held against one made anew from the evidence. */
const verifiedIndex = z.object({
  tables: z.int(),
  rows: z.int().describe('that follow from the evidence'),
  differences: z.array(z.string()).describe('each names its table'),
  ahead: z.array(z.object({ file: z.string(), message: z.string() })).describe('files of what was made ahead from it that do not follow from it'),
  madeAnew: z.boolean().describe('it, or what was made ahead from it, as there were differences'),
  notCompared: z.string().nullable().describe('why not: the evidence cannot be replayed'),
});
export type VerifiedIndex = z.infer<typeof verifiedIndex>;

/** Entry k of the packs (from 1) is of part n where k - n is divisible by `of`. */
const evidencePart = z.object({ n: z.int().min(1), of: z.int().min(2).max(10_000) });

const inWorkspace = { workspace: workspaceName };
const noteText = z.string().max(1_000_000);

export const evidenceCalls = {
  /** Re-reads every byte we keep and holds it against its digests, the tree and the checkpoints, and the index against what they give; judges what we keep, never the store. */
  'evidence.verify': job(
    {
      ...inWorkspace,
      against: z
        .array(z.object({ file: z.string().max(4096).describe('how to call it'), text: noteText }))
        .max(100)
        .default([]),
      part: evidencePart.optional().describe('of the packs, this part alone; all else is read whole, and the index is not compared'),
      resume: z.boolean().default(false).describe('goes on with the packs where an interrupted verification stopped; throws not-found where none was'),
    },
    progress,
    z.object({
      ok: z.boolean(),
      objects: z.int(),
      bytes: z.number(),
      faults: z.array(
        z.object({
          file: z.string(),
          offset: z.number().nullable(),
          end: z.number().optional().describe('the first byte behind the stretch'),
          entry: z.int().optional().describe('of the log that the file is part of, from 1'),
          message: z.string(),
        }),
      ),
      covered: z.object({
        part: evidencePart.nullable(),
        packs: z.object({ read: z.int(), entries: z.int() }).describe('entries of the packs: read, and how many there are'),
        resumedFrom: instant.nullable().describe('when the interrupted verification began that this one went on with'),
        words: z.string().describe('what was read and what was not'),
      }),
      log: logSummary,
      checkpoints: z.int().describe('held against the ledger'),
      against: z.array(heldAgainst),
      index: verifiedIndex,
      notJournalled: z.string().nullable().describe('why this verification could not be written into the journal; null where it was'),
      encrypted: z.boolean().describe('at rest, with a passphrase'),
    }),
  ),
  /** What is known of the log without reading it all again. */
  'evidence.log': call(inWorkspace, {
    log: logSummary,
    key: z
      .object({ kept: z.enum(['file', 'keychain']), where: z.string() })
      .nullable()
      .describe('what this program signs with; null where it is refused'),
    keyProblem: z.string().nullable(),
  }),
  /** Writes the newest checkpoint, made now if anything came after the last, to a file for another custodian. */
  'evidence.handOut': call({ ...inWorkspace, out: outPath() }, { path: z.string(), checkpoint: checkpointSummary, verifierKeys: z.array(z.string()) }),
  /** Proves that one event is in the log (`leaf`, or the one that first saw a record's bytes: `lid`), or that the log extends an older checkpoint (`since`). */
  'evidence.prove': call(
    { ...inWorkspace, leaf: z.int().min(0).optional(), lid: z.string().max(4096).optional(), since: noteText.optional(), out: outPath() },
    {
      path: z.string(),
      leaf: z.int().nullable(),
      event: z.string().nullable().describe('the line that is the leaf'),
      checkpoint: checkpointSummary,
      verifierKeys: z.array(z.string()),
    },
  ),
  /** Checks a proof with the public key alone, no workspace needed. */
  'evidence.checkProof': call(
    {
      proof: noteText,
      key: z.string().max(10_000).describe('verifier keys, one a line'),
      since: noteText.optional().describe('the older checkpoint, for a proof of consistency'),
      recordSha256: z.string().optional().describe('of a file that the event should name'),
    },
    {
      ok: z.boolean(),
      checks: z.array(z.object({ ok: z.boolean(), message: z.string() })),
      origin: z.string().nullable(),
      size: z.int().nullable(),
      leaf: z.int().nullable(),
      event: z.string().nullable(),
    },
  ),
};
