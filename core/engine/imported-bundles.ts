/** Checks bundles that others made, and keeps one as a workspace of its own whose records come out of it. */
import type { EngineHandlers } from '../contract';
import type { BundleChange, BundleCheck } from '../contract/imported-bundles';
import { unwatched } from '../contract/watch';
import { AuditError } from '../errors';
import type { BundleImported } from '../evidence/ledger';
import { newOrigin } from '../evidence/log';
import { changesOf, claimsOf, olderVersions } from '../import/bundled-objects';
import { checkBundle } from '../import/check-bundle';
import { claimedTags } from '../import/claimed-tags';
import { largestBundle } from '../import/read-bundle';
import type { Vouching } from '../import/trust';
import { nowOf } from '../now';
import type { Ports } from '../ports';
import type { EngineContext } from './context';
import { importAct, importOf, keptBundle } from './kept-bundle';
import { keepBundledEvents } from './openlineage/from-bundle';
import { readStart } from './read-start';
import { runSync } from './run-sync';
import { describeWorkspace } from './workspace-calls';
import type { Workspaces } from './workspaces';

/** Faults that are repeated in the ledger. */
const keptFaults = 100;

export function importedBundleHandlers({ ports, emit }: EngineContext, workspaces: Workspaces): Pick<EngineHandlers, 'bundle.check' | 'bundle.import' | 'bundle.imported'> {
  return {
    'bundle.check': async function* ({ path, ...given }, signal) {
      const zip = await readZipFile(ports, path, signal);
      return (yield* checkBundle(ports, zip, given, signal)).answer;
    },
    'bundle.import': async function* ({ path, name, anyway, ...given }, signal) {
      if (workspaces.names().some((one) => one.toLowerCase() === name.toLowerCase()))
        throw new AuditError('already-exists', `There is a workspace "${name}" already. Choose another name.`);
      const zip = await readZipFile(ports, path, signal);
      const { answer, bundle, log } = yield* checkBundle(ports, zip, given, signal);
      if (!answer.ok && !anyway)
        throw new AuditError(
          'bad-input',
          `The bundle does not hold: ${answer.faultCount} ${answer.faultCount === 1 ? 'fault' : 'faults'}, the first: ${answer.faults[0]?.subject}: ${answer.faults[0]?.message}. Nothing was imported. Ask its maker for another copy, or import it as it is to look into it.`,
          { check: answer },
        );
      const at = nowOf(ports);
      const store = { type: 'bundle' as const, sha256: answer.sha256, id: bundle.info.id, origin: bundle.info.origin };
      const inside = workspaces.add({ name, store, maps: [], addedAt: at, demo: false, watch: unwatched, log: newOrigin(ports) });
      const event = importEvent(answer, changesOf(log), { file: path, at, by: ports.who.user }, given);
      inside.keepEvidence('importing a bundle', () => ({
        events: [event],
        contents: new Map([[answer.sha256, zip]]),
        answer: undefined,
      }));
      const { type: _type, ...kept } = event;
      inside.journal(importAct, kept);
      yield* runSync({ ports, emit }, inside, { trigger: 'person' }, signal);
      keepBundledEvents(ports, inside, { bundle, log });
      return { workspace: describeWorkspace(ports, inside), check: answer };
    },
    'bundle.imported': async ({ workspace: name }) => {
      const workspace = workspaces.inside(name);
      const event = importOf(workspace);
      if (event === null) return { imported: null };
      const { answer, log } = await keptBundle(ports, workspace);
      return {
        imported: {
          at: event.at,
          by: event.by,
          file: event.bundle.name,
          check: answer,
          olderVersions: olderVersions(log),
          changes: changesOf(log),
          tags: claimedTags(log),
          claims: claimsOf(log),
        },
      };
    },
  };
}

function importEvent(
  { sha256, size, info, trust, parts, faults, faultCount }: BundleCheck,
  changes: readonly BundleChange[],
  { file, at, by }: { file: string; at: string; by: string },
  vouched: Vouching,
): BundleImported {
  return {
    type: 'bundle-imported',
    at,
    by,
    bundle: { name: file.split(/[/\\]/).at(-1) ?? file, sha256, size, id: info.id },
    origin: info.origin,
    checkpoint: info.checkpoint,
    signer: { keyId: trust.keyId, fingerprint: trust.fingerprint },
    trust: trust.sentence,
    completeness: info.completeness,
    leftOut: info.leftOut.length,
    of: { run: info.run, coverage: info.coverage ?? null },
    changes: { changed: countOf(changes, 'changed'), vanished: countOf(changes, 'vanished'), reappeared: countOf(changes, 'reappeared') },
    checked: parts.map(({ part, checked, failed }) => ({ part, checked, failed })),
    faults: faults.slice(0, keptFaults).map(({ part, subject, message }) => `${part}: ${subject}: ${message}`),
    faultCount,
    vouched,
  };
}

function countOf(changes: readonly BundleChange[], type: BundleChange['type']): number {
  return changes.filter((one) => one.type === type).length;
}

async function readZipFile(ports: Ports, path: string, signal: AbortSignal): Promise<Uint8Array> {
  const bytes = await readStart(ports, path, { limit: largestBundle + 1, signal });
  if (bytes.length > largestBundle)
    throw new AuditError('not-supported', `${path} is larger than ${largestBundle} bytes, the most that a bundle may have here. Ask for a bundle of fewer records.`);
  return bytes;
}
