/** What a bundle states, for whoever automates on it: an in-toto Statement v1 in a DSSE envelope. */
import type { RunRow, TaskRow } from '../contract/runs';
import type { FileRow } from '../contract/shared';
import { base64Of } from '../engine/base64';
import { hexOf } from '../index/key-bytes';
import type { KeysPort, Ports } from '../ports';
import type { Masker } from '../redact/masker';
import type { AtCheckpoint } from './at-checkpoint';
import type { Chosen } from './choose-leaves';
import { payloadType, predicateType } from './format';

export interface StatementFacts {
  at: Pick<AtCheckpoint, 'origin' | 'checkpoint'>;
  masker: Masker;
  id: string;
  /** What is not known as not the whole store was synced. */
  coverage?: string;
  run: RunRow;
  tasks: readonly TaskRow[];
  outputs: readonly FileRow[];
  results: Chosen['results'];
  /** SHA-256 of the bundle's files by their path in it. */
  files: ReadonlyMap<string, string>;
}

/** The SHA-256 of a file as a subject, only where it was computed here over bytes that have the recorded checksum. */
export function knownSha256({ check }: Pick<FileRow, 'check'>): string | null {
  return check !== null && !check.stale && check.verdict === 'content-verified' && check.folder === null ? check.sha256 : null;
}

export function statementOf({ at, masker, id, coverage, run, tasks, outputs, results, files }: StatementFacts): object {
  const { origin, checkpoint } = at;
  const published = outputs.map((row) => {
    const name = row.lid ?? row.path ?? '';
    const looked = row.check !== null && !row.check.stale ? row.check : null;
    const leaf = looked === null ? undefined : results.get(name)?.findLast((one) => one.at === looked.at && one.verdict === looked.verdict);
    // A result that no leaf of the bundle holds is none.
    return { lid: row.lid, path: row.path, verdict: leaf?.verdict ?? 'not-checked', leaf: leaf?.leaf ?? null, sha256: leaf === undefined ? null : knownSha256(row), name };
  });
  const verdicts: Record<string, number> = { total: published.length };
  for (const { verdict } of published) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  const digests = (names: Iterable<string>) => [...names].map((name) => ({ name, digest: { sha256: files.get(name) ?? '' } }));
  const { lid, name, repository, revision, commit, start } = run;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [...digests(['data/bundle.json']), ...published.flatMap((file) => (file.sha256 === null ? [] : [{ name: file.name, digest: { sha256: file.sha256 } }]))],
    predicateType,
    predicate: {
      run: { lid, ...masker.texts({ name, repository, revision, commit, began: start }) },
      containers: masker.texts([...new Set(tasks.flatMap(({ container }) => container ?? []))].sort()),
      ...(coverage === undefined ? {} : { coverage }),
      bundle: { id, files: digests(files.keys()) },
      checkpoint: { origin, ...checkpoint },
      verdicts,
      files: published.map(({ name: _name, ...file }) => file),
    },
  };
}

/** https://github.com/secure-systems-lab/dsse/blob/master/protocol.md: the bytes that are signed say of what type they are. */
export function sealed(ports: Pick<Ports, 'sha256'>, statement: object, signer: Pick<ReturnType<KeysPort['signer']>, 'publicKey' | 'sign'>): Uint8Array {
  const encoder = new TextEncoder();
  const body = encoder.encode(JSON.stringify(statement));
  const head = encoder.encode(`DSSEv1 ${payloadType.length} ${payloadType} ${body.length} `);
  const signed = new Uint8Array(head.length + body.length);
  signed.set(head);
  signed.set(body, head.length);
  const signature = { keyid: dsseKeyId(ports, signer.publicKey), sig: base64Of(signer.sign(signed)) };
  return encoder.encode(`${JSON.stringify({ payloadType, payload: base64Of(body), signatures: [signature] })}\n`);
}

/** As securesystemslib computes it: SHA-256 over the canonical JSON of the key. */
function dsseKeyId(ports: Pick<Ports, 'sha256'>, publicKey: Uint8Array): string {
  const hash = ports.sha256();
  hash.update(new TextEncoder().encode(`{"keytype":"ed25519","keyval":{"public":"${hexOf(publicKey)}"},"scheme":"ed25519"}`));
  return hash.hex();
}
