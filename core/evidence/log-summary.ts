/** What is known of a log, as it is shown: in the window, on the command line, in reports. */
import type { LogSigner, LogSummary } from '../contract/evidence';
import type { Ports } from '../ports';
import type { LogState, Signer } from './log-state';
import { keyIdOf, verifierKey } from './tree/signed-note';

export function summariseLog(ports: Pick<Ports, 'sha256'>, { frontier, signers, last, handedOut }: LogState, fault: string | null): LogSummary {
  return {
    origin: signers[0]?.name ?? null,
    leaves: frontier.size,
    last,
    after: frontier.size - (last?.size ?? 0),
    signers: signers.map((signer) => summariseSigner(ports, signer)),
    fault,
    handedOut,
  };
}

function summariseSigner(ports: Pick<Ports, 'sha256'>, signer: Signer): LogSigner {
  const { kept, surface, at, by, leaf } = signer;
  return { keyId: keyIdOf(ports, signer), verifierKey: verifierKey(ports, signer), kept, surface, at, by, leaf };
}

function when(at: string): string {
  return `${at.slice(0, 19).replace('T', ' ')} UTC`;
}

/** One sentence on who could have rewritten this; the same on every surface. */
export function witnessWords({ handedOut }: Pick<LogSummary, 'handedOut'>): string {
  if (handedOut === null) return 'Not witnessed: the owner of this computer could have rewritten this.';
  const { number, dated, by, at } = handedOut;
  return `Witnessed as far as checkpoint ${number} of ${when(dated)}, handed out by ${by} on ${when(at)} (that a copy exists elsewhere is their word). What came after it is not witnessed: the owner of this computer could have rewritten that. Times are this computer's clock.`;
}

/** The newest checkpoint in one sentence. */
export function checkpointWords({ origin, last, after, fault }: Pick<LogSummary, 'origin' | 'last' | 'after' | 'fault'>): string {
  if (fault !== null) return `What is kept does NOT fit what was signed, so no further checkpoint is signed: ${fault}.`;
  if (last === null) return 'No checkpoint over it is signed yet.';
  const behind = after === 0 ? '' : ` ${after} of its leaves came after that and are not signed yet.`;
  return `Checkpoint ${last.number} of the log ${origin}, dated ${when(last.at)}, signs the root ${last.root} over ${last.size} leaves.${behind}`;
}

const keeping: Record<LogSigner['kept'], string> = { file: 'in a file of this computer', keychain: 'by the keychain of its operating system' };

/** How each key that signs is kept; no line where nothing was signed yet. */
export function signerWords({ signers }: Pick<LogSummary, 'signers'>): string[] {
  return signers.map(({ keyId, surface, kept, at, by }) => `Key ${keyId}, kept ${keeping[kept]}: enrolled by ${by} (${surface}) on ${when(at)}.`);
}
