/** Paths that several records claim, each with whose bytes are there now, from the results at hand or after a look. */

import type { EngineHandlers, Parsed } from '../contract';
import type { Overwrite } from '../contract/overwrites';
import type { FileCheck } from '../contract/shared';
import { verifyCalls } from '../contract/verify';
import { checksOfNodes, newestCheck } from '../index/queries/checks';
import { type Claim, fileClaims, outsideClaims } from '../index/queries/claims';
import { findNode, nodesById } from '../index/queries/nodes';
import { fileOutputs, filesOfTasks } from '../index/queries/recorded-files';
import { runNames } from '../index/queries/runs';
import type { Ports } from '../ports';
import type { Fingerprint } from '../verify/baseline';
import { isFinding } from '../verify/finding';
import { mapPath } from '../verify/path-map';
import { type JudgedClaim, whoseBytes } from '../verify/whose-bytes';
import { allFiles, filesBelow } from './all-files';
import type { EngineContext, OpenWorkspace } from './context';
import { allUses, withSeveralChecksums } from './runs/all-uses';
import { findRun } from './runs/find-run';
import { effectiveTasks } from './runs/tasks';
import { verifyRun } from './verify/run';

type Scope = Pick<Parsed<'overwrites.list'>, 'run' | 'lid' | 'limit'>;
type Group = { path: string; claims: Claim[] };

export function overwriteHandlers(context: EngineContext): Pick<EngineHandlers, 'overwrites.list' | 'overwrites.look'> {
  const listed = (name: string, scope: Scope) => {
    const workspace = context.open(name);
    return describe(workspace, context.ports, contested(workspace, scope), scope.limit);
  };
  return {
    'overwrites.list': ({ workspace, ...scope }) => listed(workspace, scope),
    'overwrites.look': async function* ({ workspace, ...scope }, signal) {
      const lids = filesToLookAt(context.open(workspace), contested(context.open(workspace), scope).slice(0, scope.limit));
      const files = lids.length > 0 ? (yield* verifyRun(context, verifyCalls['verify.run'].input.parse({ workspace, lids }), signal)).files : [];
      return { ...listed(workspace, scope), checked: files.length, findings: files.filter(isFinding).length };
    },
  };
}

/** Claims by path; FileOutputs first, then outside files. */
function contested(workspace: OpenWorkspace, { run, lid }: Scope): Group[] {
  const { db } = workspace;
  let claims: Claim[];
  if (lid !== undefined) {
    const node = findNode(db, lid);
    if (node === undefined) return [];
    const several = () => withSeveralChecksums(allUses(workspace), null).has(node.id);
    claims = node.kind !== 'External' ? fileClaims(db, [node.id]) : several() ? outsideClaims(db, [node.id]) : [];
  } else if (run !== undefined) {
    const found = findRun(workspace, run);
    const tasks = effectiveTasks(workspace, found);
    claims = [...fileClaims(db, claimedByRun(workspace, found.key, tasks)), ...outsideClaims(db, withSeveralChecksums(allUses(workspace), new Set([...tasks, found.node])))];
  } else claims = [...fileClaims(db, allFiles(workspace).claimed), ...outsideClaims(db, withSeveralChecksums(allUses(workspace), null))];
  const groups = new Map<string, Group>();
  for (const claim of claims) {
    const id = `${claim.lid === null} ${claim.path}`;
    const group = groups.get(id) ?? { path: claim.path, claims: [] };
    group.claims.push(claim);
    groups.set(id, group);
  }
  // A file asked for by itself may be the only one that claims its path.
  return [...groups.values()].filter((group) => group.claims.length > 1);
}

/** The published files of a run, and those of these tasks, whose path another record names as well. */
function claimedByRun(workspace: OpenWorkspace, key: string, tasks: readonly number[]): number[] {
  const { claimed } = allFiles(workspace);
  if (claimed.length === 0) return [];
  const wanted = new Set(claimed);
  return [...filesBelow(workspace, key), ...filesOfTasks(workspace.db, tasks)].filter((node) => wanted.has(node));
}

function filesToLookAt(workspace: OpenWorkspace, groups: readonly Group[]): string[] {
  const claims = groups.flatMap((group) => group.claims);
  const sources = fileOutputs(
    workspace.db,
    claims.flatMap(({ source }) => source ?? []),
  );
  return [...new Set([...claims.map(({ lid, path }) => lid ?? path), ...sources.flatMap(({ recorded }) => recorded.lid ?? [])])];
}

function describe(workspace: OpenWorkspace, ports: Pick<Ports, 'murmur3'>, all: readonly Group[], limit: number) {
  const groups = all.slice(0, limit);
  const claims = groups.flatMap((group) => group.claims);
  const nodes = claims.map(({ node }) => node);
  const withSources = [...nodes, ...claims.flatMap(({ source }) => source ?? [])];
  const checks = checksOfNodes(workspace.db, withSources);
  const first = new Map(fileOutputs(workspace.db, withSources).map(({ node, first: print }) => [node, print]));
  const runs = nodesById(workspace.db, new Set(claims.flatMap((claim) => claim.runs)));
  const runNamesById = runNames(workspace.db);
  const runsOf = (claim: Claim) => claim.runs.map((id) => ({ lid: runs.get(id)?.lid ?? '', name: runNamesById.get(id) ?? null }));
  const judged = (claim: Claim): JudgedClaim => {
    const ofNode = checks.get(claim.node);
    const check = claim.lid === null ? ofNode?.get(claim.recorded.checksum?.value ?? '') : newestCheck(ofNode);
    return {
      ...wordsOf(claim, runsOf(claim)),
      value: claim.recorded.checksum?.algorithm === 'nextflow' ? claim.recorded.checksum.value : null,
      modifiedMillis: claim.modifiedMillis,
      check: check === undefined || check?.stale ? null : check,
      source: claim.source === null ? null : soundSource(newestCheck(checks.get(claim.source)), first.get(claim.source) ?? null),
      fingerprint: first.get(claim.node) ?? null,
    };
  };
  const overwrites = groups.map(({ path, claims: claimants }): Overwrite => {
    const { evidence, now } = whoseBytes(path, claimants.map(judged), ports.murmur3);
    return {
      path,
      checkedPath: mapPath(path, workspace.settings.maps),
      kind: claimants[0]?.lid === null ? 'outside' : claimants.every(({ work }) => work) ? 'work' : 'published',
      claimants: claimants.map((claim, i) => ({
        lid: claim.lid,
        runs: runsOf(claim),
        recorded: claim.recorded,
        createdAt: claim.createdAt,
        vanished: claim.vanished,
        evidence: evidence[i] ?? null,
      })),
      now,
    };
  });
  return { overwrites, total: all.length, looked: overwrites.filter(({ now }) => now.state !== 'not-looked' && now.state !== 'unknown').length };
}

/** What is known of the content of the file that something was published from; null where that file is not as recorded, or nobody read it. */
function soundSource(check: FileCheck | null, first: Fingerprint | null): JudgedClaim['source'] {
  if (check === null || check.stale || check.sha256 === null) return null;
  // Proven by the record itself, whatever was there at the first reading.
  if (check.verdict === 'content-verified') return { sha256: check.sha256, first: false };
  if (check.verdict !== 'metadata-match') return null;
  if (check.baseline !== 'changed') return { sha256: check.sha256, first: false };
  return first?.origin === 'read' ? { sha256: first.sha256, first: true } : null;
}

function wordsOf({ lid }: Claim, runs: readonly { lid: string; name: string | null }[]): { who: string; what: string } {
  const names = runs.map((run) => (run.name === null ? run.lid : `"${run.name}"`));
  const shown = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
  const run = runs.length === 0 ? (lid ?? 'a run that is not recorded') : `${runs.length === 1 ? 'run' : 'the runs'} ${shown}`;
  return lid === null ? { who: `the content that ${run} read`, what: `the content that ${run} read` } : { who: run, what: `what ${run} recorded` };
}
