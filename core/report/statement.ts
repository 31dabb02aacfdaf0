/** What a report states, for whoever automates on it: an in-toto Statement v1 over the files embedded in it, in a DSSE envelope. */

import { payloadType } from '../bundle/format';
import { sealed } from '../bundle/statement';
import type { ReportOutline } from '../contract/reports';
import { base64Of } from '../engine/base64';
import { toErrorData } from '../errors';
import type { Signer } from '../evidence/log-state';
import { sameBytes } from '../evidence/tree/hash';
import type { Ports } from '../ports';
import { evidenceName } from './enclosed';

/** A name that leads nowhere on purpose; its meaning is in docs/evidence-format.md. */
export const reportPredicateType = 'https://lineage-audit-workbench.invalid/report/v1';

type Named = { name: string; sha256: string };

function statementOf(outline: ReportOutline, files: readonly Named[]): object {
  const { id, kind, title, subject, workspace, at, checkpoint, product, version, supersedes } = outline;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: files.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    predicateType: reportPredicateType,
    predicate: { report: { id, kind, title, subject, workspace, at, product, version, supersedes }, checkpoint },
  };
}

/** Window and command line sign with keys of their own: what is drawn has no signature, so that it is the same bytes on both, and the seal brings the signed one. */
export interface StatementEnvelopes {
  drawn: Uint8Array;
  sealed: Uint8Array;
}

/**
 * Signed with the key of this surface where the log knew it by the checkpoint (RFC 8032: the same key and text give the same signature); else the
 * envelope has no signature and says why: a report is not refused for that. `files`: evidence.json and all that it names.
 */
export function statementEnvelopes(ports: Ports, signers: readonly Pick<Signer, 'publicKey'>[], outline: ReportOutline, files: readonly Named[]): StatementEnvelopes {
  if (!files.some(({ name }) => name === evidenceName)) throw new Error(`a statement is over ${evidenceName}`);
  const statement = statementOf(outline, files);
  const unsigned = (why: string) => {
    const payload = base64Of(new TextEncoder().encode(JSON.stringify(statement)));
    return new TextEncoder().encode(`${JSON.stringify({ payloadType, payload, signatures: [], notSigned: why })}\n`);
  };
  return { drawn: unsigned('the signature comes with the seal of the report, and this is the report before it was sealed'), sealed: signedOr(ports, signers, statement, unsigned) };
}

function signedOr(ports: Ports, signers: readonly Pick<Signer, 'publicKey'>[], statement: object, unsigned: (why: string) => Uint8Array): Uint8Array {
  try {
    const signer = ports.keys.signer();
    if (!signers.some(({ publicKey }) => sameBytes(publicKey, signer.publicKey)))
      return unsigned('the key that signs here had signed no checkpoint of this log yet; a report of a later checkpoint, or made where that key is kept, has a signature');
    return sealed(ports, statement, signer);
  } catch (error) {
    return unsigned(`the key that signs here cannot be used: ${toErrorData(error).code}`);
  }
}
