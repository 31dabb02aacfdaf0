/** Which records know these files: candidates out of the index in a few questions for all files, then the evidence for each. */
import { addTo } from '../../add-to';
import { type IdentifiedFile, type IdentifyHint, type IdentifyHit, identifiedBy } from '../../contract/identify';
import { checksOfNodes, newestCheck } from '../../index/queries/checks';
import { fileOutputsAt, fileOutputsNamed, nodesWithChecksum, nodesWithSha256 } from '../../index/queries/known-files';
import { nodeByPath, nodesById, runsOfNodes } from '../../index/queries/nodes';
import { type FileTarget, fileOutputs, outsideFiles } from '../../index/queries/recorded-files';
import { indexedRuns } from '../../index/queries/runs';
import type { Hash } from '../../ports';
import { lastPart } from '../../record/facts';
import { lidOfKey, plainPath } from '../../record/lid';
import { directoryValues, hashedPath, type ModeValues, sha256Value } from '../../verify/checksum/modes';
import { evidenceOf } from '../../verify/identify/evidence';
import { recordedPathsOf } from '../../verify/identify/recorded-paths';
import type { OpenWorkspace } from '../context';

/** A file of this computer as it was just read. */
export interface FoundFile {
  path: string;
  size: number;
  modifiedMillis: number;
  sha256: string;
  deep: string;
}

const shownHints = 20;

/** By the path of each file. */
export function knownTo(workspace: OpenWorkspace, files: readonly FoundFile[], murmur3: () => Hash): Map<string, Pick<IdentifiedFile, 'hits' | 'hints' | 'hintCount'>> {
  const { db, settings } = workspace;
  const facts = files.map((file) => ({
    ...file,
    values: { deep: file.deep, sha256: sha256Value(murmur3, file.sha256) },
    paths: recordedPathsOf(file.path, settings.maps),
    name: lastPart(file.path),
  }));
  const bySha = grouped(nodesWithSha256(db, new Set(facts.map(({ sha256 }) => sha256))));
  const byValue = grouped(nodesWithChecksum(db, new Set(facts.flatMap(({ values }) => [values.deep, values.sha256]))));
  const byPath = grouped(fileOutputsAt(db, new Set(facts.flatMap(({ paths }) => paths))));
  for (const path of new Set(facts.flatMap(({ paths }) => paths))) {
    const outside = nodeByPath(db, path);
    if (outside?.kind === 'External') addTo(byPath, path, outside.id);
  }
  const named = fileOutputsNamed(db, new Set(facts.map(({ name }) => name)));
  const candidates = facts.map((file) => ({
    strong: new Set([
      ...(bySha.get(file.sha256) ?? []),
      ...(byValue.get(file.values.deep) ?? []),
      ...(byValue.get(file.values.sha256) ?? []),
      ...file.paths.flatMap((path) => byPath.get(path) ?? []),
    ]),
    atPath: new Set(file.paths.flatMap((path) => byPath.get(path) ?? [])),
    alike: named.filter(({ name, size }) => name === file.name && size === file.size).map(({ node }) => node),
  }));
  const about = describer(workspace, new Set(candidates.flatMap(({ strong, alike }) => [...strong, ...alike])));
  return new Map(
    facts.map((file, i) => {
      const { strong, atPath, alike } = candidates[i] ?? { strong: [], atPath: new Set<number>(), alike: [] };
      const hits = new Map<number, IdentifyHit>();
      for (const node of strong) {
        for (const { target, check, present } of about.targets(node)) {
          const at = target.recorded.path !== null && file.paths.includes(plainPath(target.recorded.path)) ? target.recorded.path : null;
          const values: ModeValues = { ...file.values, ...(at === null ? {} : directoryValues(murmur3, { ...file, path: hashedPath(at) })) };
          const evidence = evidenceOf({ ...file, values }, { recorded: target.recorded, first: target.first, check, present });
          const before = hits.get(node);
          if (evidence !== null && (before === undefined || rank(evidence) < rank(before))) hits.set(node, { ...about.words(node), ...evidence });
        }
      }
      const hints = [
        ...[...atPath].filter((node) => !hits.has(node)).map((node): IdentifyHint => ({ ...about.words(node), by: 'path', words: pathAlone })),
        ...alike.filter((node) => !hits.has(node) && !atPath.has(node)).map((node): IdentifyHint => ({ ...about.words(node), by: 'name-and-size', words: nameAndSize })),
      ];
      return [file.path, { hits: [...hits.values()].sort((a, b) => rank(a) - rank(b)), hints: hints.slice(0, shownHints), hintCount: hints.length }];
    }),
  );
}

const pathAlone = 'It lies where this record says; neither a fingerprint nor the recorded checksum agrees.';
const nameAndSize = 'Only its name and size are those of this record: weak, and no evidence of the content.';

/** Kinds of evidence in their order; of one kind, what nothing speaks against comes first. */
function rank({ by, caution }: Pick<IdentifyHit, 'by' | 'caution'>): number {
  return 2 * identifiedBy.indexOf(by) + (caution ? 1 : 0);
}

function grouped(pairs: readonly [number, string][]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [node, text] of pairs) {
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [node]);
    else group.push(node);
  }
  return groups;
}

/** What is known of these nodes, read once for all. */
function describer({ db }: OpenWorkspace, ids: ReadonlySet<number>) {
  const nodes = nodesById(db, ids);
  const checks = checksOfNodes(db, ids);
  const runs = runsOfNodes(db, ids);
  const names = new Map(runs.size === 0 ? [] : indexedRuns(db).map((run) => [lidOfKey(run.key), run.record?.name ?? run.history?.name ?? null]));
  const targets = new Map<number, FileTarget[]>();
  for (const target of [...fileOutputs(db, ids), ...outsideFiles(db, { nodes: ids })]) addTo(targets, target.node, target);
  return {
    targets: (node: number) =>
      (targets.get(node) ?? []).map((target) => ({
        target,
        check: (target.recorded.lid === null ? checks.get(node)?.get(target.recorded.checksum?.value ?? '') : newestCheck(checks.get(node))) ?? null,
        present: nodes.get(node)?.present ?? false,
      })),
    words(node: number) {
      const row = nodes.get(node);
      const run = runs.get(node);
      const outside = row?.kind === 'External';
      return {
        lid: outside ? null : (row?.lid ?? null),
        path: outside ? row.lid : (targets.get(node)?.[0]?.recorded.path ?? null),
        title: row?.title ?? '',
        run: run === undefined ? null : { lid: run, name: names.get(run) ?? null },
      };
    },
  };
}
