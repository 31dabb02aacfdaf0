/** baseline.export: the fingerprints of a scope as a list that `sha256sum -c` takes, which says of itself what it does not hold. */
import type { Output, Parsed } from '../../contract';
import { sha256Of } from '../../evidence/mirror';
import { nowOf } from '../../now';
import { splitName } from '../../time/name';
import { asOfHead } from '../../time/words';
import { checksumExport } from '../../verify/checksum-export';
import type { EngineContext } from '../context';
import { refuseOutput } from '../own-output';
import { writeBytes } from '../write-out';
import { baselineFiles, scopeWords } from './files';

export function exportBaseline({ ports, open }: EngineContext, input: Parsed<'baseline.export'>): Output<'baseline.export'> {
  const workspace = open(input.workspace);
  if (input.out !== undefined) refuseOutput(workspace, input.out);
  const scope = scopeWords(input);
  const { at: asOf } = splitName(workspace.name);
  const at = nowOf(ports);
  const files = baselineFiles(workspace, input);
  const { product, version, user } = ports.who;
  const made = checksumExport(files, {
    recorded: input.recorded,
    manifest: (sha256) => workspace.kept(sha256),
    head: [
      `made by ${product} ${version}, ${at.slice(0, 19).replace('T', ' ')} UTC, by ${user}`,
      `workspace: ${workspace.name}`,
      ...(asOf === null ? [] : [asOfHead(asOf)]),
      `scope: ${scope}`,
    ],
  });
  const bytes = new TextEncoder().encode(made.text);
  const sha256 = sha256Of(ports, bytes);
  const { total, listed, without, notListed } = made;
  const detail = { scope, recorded: input.recorded, path: input.out ?? null, sha256, bytes: bytes.length, total, listed, without, notListed };
  if (input.out === undefined) workspace.journal('baseline-exported', detail);
  else writeBytes({ ports, workspace, out: input.out }, bytes, () => ({ act: 'baseline-exported', detail }));
  return { text: input.out === undefined ? made.text : null, path: input.out ?? null, sha256, total, listed, without, notListed };
}
