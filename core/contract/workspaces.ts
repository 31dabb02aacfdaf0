/** Workspaces and their syncs: what is kept, from where, and what a sync found. */
import { z } from 'zod';
import { passphrase } from './at-rest';
import { storeCoverage } from './coverage';
import { findingCounts } from './findings';
import { call, job } from './kinds';
import { folderName, instant, progress, workspaceName } from './shared';

const folderStore = z.object({ type: z.literal('folder'), path: z.string().min(1) });
const s3Store = z.object({
  type: z.literal('s3'),
  bucket: z.string().min(1),
  prefix: z.string().default('').describe('without leading slash; a trailing slash is added where it lacks'),
  endpoint: z.string().nullable().default(null),
  region: z.string().nullable().default(null),
  profile: z.string().nullable().default(null),
  pathStyle: z.boolean().default(false),
  anonymous: z.boolean().default(false),
});
/** An evidence bundle that somebody else made: its zip is kept in the workspace, under this SHA-256. */
const bundleStore = z.object({ type: z.literal('bundle'), sha256: z.string(), id: z.string(), origin: z.string().describe('the log that it is of') });
/** Where records can be read from. */
export const readableStore = z.discriminatedUnion('type', [folderStore, s3Store]);
export type ReadableStore = z.infer<typeof readableStore>;
export const storeLocation = z.discriminatedUnion('type', [folderStore, s3Store, bundleStore]);
export type StoreLocation = z.infer<typeof storeLocation>;
export type S3Location = z.infer<typeof s3Store>;

/** "Where these files are now": the longest `from` that is a prefix of a recorded path (at a `/`) is replaced by `to`. */
export const pathMap = z.object({ from: z.string().min(1), to: z.string().min(1) });
export type PathMap = z.infer<typeof pathMap>;

/** What one map does among the others. */
export const triedMap = z.object({
  ...pathMap.shape,
  catches: z.int().describe('recorded paths, of outputs and of outside files, that this map decides'),
  found: z.int().describe('of these, how many are there'),
  problem: z.string().nullable().describe('what should be known of it: it catches nothing, another map is before it, its target is not there'),
});
export type TriedMap = z.infer<typeof triedMap>;

/** The counts of one sync. listed = records + history + quarantined + ignored; records = new + changed + unchanged. */
export const syncResult = z.object({
  sync: z.int().describe('number of this sync in the workspace, from 1'),
  startedAt: instant,
  finishedAt: instant,
  complete: z.boolean().describe('the whole store was listed and the listing ended normally, so what it lacks has vanished; never of a sync of some runs'),
  listed: z.int(),
  records: z.int(),
  new: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  vanished: z.int(),
  reappeared: z.int().describe('counted in `changed` or `unchanged` as well'),
  history: z.int(),
  quarantined: z.int().describe('could not be read, kept'),
  ignored: z.int().describe('folder markers and files that are no part of a lineage store'),
  fetched: z.int().describe('objects whose bytes were read'),
  runs: z.int(),
  seconds: z.number().describe('to the millisecond'),
  scope: z
    .object({
      runs: z.array(z.string()).describe('LIDs of the runs asked for'),
      ended: z.boolean().describe('every link was followed until nothing new was named'),
      asked: z.int().describe('keys of records and folders that were asked for'),
      missing: z.int().describe('keys that records name (or that were asked for) and that have no record there'),
    })
    .optional()
    .describe('only these runs and what they rest on were asked for, and the store was not listed: `complete` is false; absent: the whole store was'),
});
export type SyncResult = z.infer<typeof syncResult>;

export const workspace = z.object({
  name: workspaceName,
  store: storeLocation,
  storeText: z.string().describe('the store as people write it: a path or s3://bucket/prefix'),
  maps: z.array(pathMap),
  addedAt: instant,
  demo: z.boolean(),
  encrypted: z.boolean().describe('at rest, with a passphrase; it is unlocked now'),
  lastSync: syncResult.nullable(),
  coverage: storeCoverage,
  interruptedSync: z.boolean().describe('a sync was begun and did not end: sync again to go on'),
  readOnly: z
    .string()
    .nullable()
    .describe('why nothing can be written to it (a read-only disk, no permission): what the journal must tell of is refused; null: nothing speaks against it'),
  records: z.int(),
  runs: z.int(),
  findings: z.int().describe('not acknowledged'),
  damage: z.array(z.string()).optional().describe('what of its evidence is known to be damaged, a sentence each; absent: nothing is known, which "evidence verify" alone can tell'),
});
export type Workspace = z.infer<typeof workspace>;

/** A run that a line of the store's history names. Hostile text. */
export const runThere = z.object({
  lid: z.string(),
  name: z.string(),
  time: z.string().describe('as the line has it'),
  known: z.boolean().describe('its record is kept here already'),
});
export type RunThere = z.infer<typeof runThere>;

const inWorkspace = { workspace: workspaceName };

export const workspaceCalls = {
  'workspaces.list': call(
    {},
    { workspaces: z.array(workspace), problems: z.array(z.object({ name: z.string(), error: z.string() })).describe('workspaces that could not be opened') },
  ),
  'workspaces.get': call(inWorkspace, { workspace }),
  /** Its index is being made, as the first question after an update has it made: it is made no further, and questions of it fail with `cancelled` until makeIndex. Nothing is lost. */
  'workspaces.stopIndex': call(inWorkspace, { stopped: z.boolean().describe('false: none was being made') }),
  /** Answers once it is made. */
  'workspaces.makeIndex': call(inWorkspace, {}),
  'workspaces.add': call(
    { name: folderName, store: readableStore, maps: z.array(pathMap).default([]), demo: z.boolean().default(false), passphrase: passphrase.optional().describe('encrypts it') },
    { workspace },
  ),
  'workspaces.setMaps': call({ ...inWorkspace, maps: z.array(pathMap) }, { workspace }),
  /** Counts how many of the recorded files would be found under a map, without reading them. */
  'workspaces.tryMaps': call(
    { ...inWorkspace, maps: z.array(pathMap), run: z.string().optional() },
    { found: z.int(), total: z.int(), missing: z.array(z.string()).describe('at most 20 recorded paths'), maps: z.array(triedMap).describe('one for each map, in their order') },
  ),
  /** Tries each right that a sync needs; a refusal names the right. Reads at most one page of the listing and one object. */
  'workspaces.testStore': call(
    { store: readableStore },
    { ok: z.boolean(), checks: z.array(z.object({ right: z.string(), ok: z.boolean(), message: z.string() })), looksLikeLineage: z.boolean() },
  ),
  /** Refused with `other-store` where the store is not the one pinned, unless `acceptStore` says why it is to take its place. */
  'sync.run': job(
    {
      ...inWorkspace,
      runs: z
        .array(z.string().trim().min(1).max(4000))
        .min(1)
        .max(10_000)
        .optional()
        .describe(
          "LIDs of runs, or names that the store's history has: these runs and all that they rest on, and the store is not listed. Left out: the whole store; by schedule or watch, the runs asked for before where the whole was never listed",
        ),
      acceptStore: z.string().trim().min(1).max(2000).optional(),
      trigger: z.enum(['person', 'schedule', 'watch']).default('person').describe('what began it: a person, the schedule of the workspace, the command line watching'),
    },
    progress,
    syncResult.extend({
      findings: findingCounts.describe('that this sync found, or read what shows them; only those not acknowledged'),
      notMadeAhead: z.literal('memory').optional().describe('too little memory was left to make all that questions need first: the first answers of each process take longer'),
    }),
  ),
  /** Runs that the store's history names, the newest line first, to choose from; reads these lines alone and keeps nothing. */
  'sync.runsThere': job(
    { ...inWorkspace, most: z.int().min(1).max(20_000).default(2000) },
    progress,
    z.object({
      runs: z.array(runThere).describe('at most `most`'),
      total: z.int(),
      unread: z.int().describe('lines that could not be read or understood'),
      coverage: storeCoverage,
    }),
  ),
  'sync.list': call(inWorkspace, { syncs: z.array(syncResult).describe('newest first'), coverage: storeCoverage }),
};
