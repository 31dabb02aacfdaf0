/** Every act that the journal knows: its name, its words, what its details are. The list is closed: nothing else can be written. */
import { z } from 'zod';
import { checkSummary } from '../contract/shared';
import { handOverWays } from '../contract/tables';
import { pathMap, syncResult } from '../contract/workspaces';
import { formatIds } from '../export/format';
import { runVerdicts } from '../graph/compare/vocabulary';

/** look: something was shown, or held against itself, and nothing changed; out: something left this program; work: checks, comparisons, syncs; setting; upkeep: what the program did by itself. */
export const actKinds = ['look', 'out', 'work', 'setting', 'upkeep'] as const;
export type ActKind = (typeof actKinds)[number];

/** What was looked at was the workspace as of this instant (core/time/). */
const inView = { asOf: z.string().optional() };

interface Act<F extends z.ZodRawShape> {
  title: string;
  kind: ActKind;
  detail: z.ZodObject<F & typeof inView, z.core.$strict>;
}

function act<F extends z.ZodRawShape>(kind: ActKind, title: string, fields: F): Act<F> {
  return { title, kind, detail: z.strictObject({ ...fields, ...inView }) };
}

const text = z.string();
const number = z.number();
const any = z.unknown();
const lid = z.string().describe('of the record');
const sha256 = z.string();
const version = z.string().nullable().describe('SHA-256 of the bytes that were shown; null where there are none');
const writtenFile = { path: text.nullable().describe('null: printed'), sha256, bytes: number };
/** What began a sync, and why another store was taken. */
const cause = {
  schedule: any.optional(),
  watch: z.boolean().optional(),
  acceptStore: text.optional(),
  askedRuns: z.array(text).optional().describe('as they were asked for: LIDs, or names in the history'),
};
/** The settings as they are written then; `evidence verify` holds the file against the digest. */
const settings = { settings: any.optional(), settingsSha256: sha256.optional() };
const reconciled = { list: text, listSha256: sha256, of: text, runs: z.array(lid), runsConcerned: number, counts: any };
const verified = {
  scope: any,
  maps: z.array(pathMap),
  summary: checkSummary,
  sample: any.optional(),
  inputs: checkSummary.optional(),
  resumed: number.optional(),
  since: text.optional(),
};
const impact = { asked: text.describe('in words'), reached: any, unknown: any, unaffected: any };
const identified = { files: number, identified: number, unread: number, fingerprints: any, first: any };

/** What of a record, or of its run, was shown. */
export const recordParts = ['record', 'run', 'tasks', 'inputs', 'outputs', 'environment', 'files', 'as Nextflow views it', 'as Nextflow draws it'] as const;

export const acts = {
  'workspace-added': act('setting', 'Workspace added', { name: text, store: text, maps: z.array(pathMap), encrypted: z.boolean(), ...settings }),
  'settings-written': act('setting', 'Settings written', { ...settings }),
  'workspace-opened': act('look', 'Workspace opened', {}),
  'workspace-closed': act('look', 'Workspace closed', {}),
  'path-maps-set': act('setting', '“Where these files are now” changed', { was: z.array(pathMap), now: z.array(pathMap), ...settings }),
  'workspace-encrypted': act('setting', 'Encrypting begun', {}),
  'workspace-not-encrypted': act('setting', 'Encrypting stopped; the workspace stayed as it was', { why: text }),
  'passphrase-changed': act('setting', 'Passphrase changed', {}),
  'workspace-retired': act('setting', 'Retiring begun', { reason: text, certificate: text }),
  'workspace-not-retired': act('setting', 'Retiring stopped before anything was removed', { why: text }),
  'name-given-set': act('setting', 'Name given changed', { account: text, was: text.nullable(), now: text.nullable() }),
  sync: act('work', 'Synced', { ...syncResult.shape, findings: any.optional(), ...cause }),
  'sync-stopped': act('work', 'Sync stopped or not whole', { ...syncResult.shape, findings: any.optional(), ...cause }),
  'sync-failed': act('work', 'Sync failed', { error: text, ...cause }),
  'store-history-read': act('look', 'History of the store read, to choose runs from', { runs: number, unread: number.describe('lines that could not be read') }),
  'store-refused': act('work', 'Sync refused: not the store that is pinned', { error: text, differs: any.optional(), content: any.optional(), ...cause }),
  'watch-set': act('setting', 'Schedule changed', { was: any, now: any, ...settings }),
  'notice-seen': act('setting', 'Notice marked as seen', { kind: text, upTo: number, notice: text }),
  searched: act('look', 'Searched', { text, hits: number, groups: z.record(text, number) }),
  'saved-search-set': act('setting', 'Saved search changed', { was: any.describe('name and text; null: a new one'), now: any, ...settings }),
  'search-exported': act('out', 'Search written out', { text, group: text, rows: number, ...writtenFile, guarded: number }),
  'searched-by-field': act('look', 'Searched by field', { terms: z.array(z.object({ key: text, value: text })), hits: number }),
  'label-opened': act('look', 'Label opened', { label: text, records: number, runs: number.describe('that Platform had it on') }),
  'record-opened': act('look', 'Record opened', { lid, kind: text, sha256: version, part: z.enum(recordParts) }),
  'record-viewed-raw': act('look', 'Record shown as it is', { lid, sha256 }),
  'records-compared': act('look', 'Records compared', { left: lid, right: lid, same: z.boolean() }),
  traced: act('look', 'Traced', { from: lid, direction: z.enum(['up', 'down']), depth: number.nullable(), nodes: number, truncated: z.boolean() }),
  'way-looked-for': act('look', 'Way between two items looked for', {
    from: lid,
    to: lid,
    steps: number.nullable().describe('null: no way leads from either to the other'),
    upstream: lid.nullable().describe('which of the two the way begins at'),
    nodes: number.describe('on any way'),
  }),
  'graph-saved': act('out', 'Picture or table of a graph saved', {
    focus: text.describe('LID or path'),
    form: z.enum(['svg', 'png', 'csv']),
    records: number,
    boxes: number,
    lines: number,
    folded: number.describe('of the records, in group boxes'),
    path: text,
    sha256,
    bytes: number,
  }),
  'custody-opened': act('look', 'Processing history opened', { lid, steps: number, weakest: text.nullable() }),
  'custody-saved': act('out', 'Processing history saved', { lid, form: text, path: text, sha256, bytes: number, steps: number, stepCount: number, guarded: number }),
  'impact-asked': act('look', 'Impact asked for', impact),
  'impact-saved': act('out', 'Impact saved', {
    ...impact,
    form: text,
    list: text.optional(),
    rows: number.optional(),
    path: text,
    sha256,
    bytes: number,
    id: text.optional(),
    pages: number.optional(),
    guarded: number.optional(),
  }),
  'findings-opened': act('look', 'Findings opened', { type: text.nullable(), found: number }),
  'finding-opened': act('look', 'Finding opened', { id: text, type: text, lid: lid.nullable() }),
  'findings-acknowledged': act('setting', 'Findings acknowledged', { reason: text, count: number, ids: z.array(text) }),
  'openlineage-imported': act('work', 'OpenLineage events of others imported', {
    number,
    file: z.object({ name: text, sha256, size: number }),
    events: number,
    refused: any.describe('the first of what was refused'),
    refusedCount: number,
  }),
  'openlineage-removed': act('setting', 'Import of OpenLineage events removed', { number, name: text, sha256, reason: text }),
  'openlineage-opened': act('look', 'OpenLineage events of a run opened', { lid: text, title: text, events: number }),
  'openlineage-viewed-raw': act('look', 'OpenLineage event shown as it is', { number, at: number, sha256 }),
  'tags-set': act('setting', 'Tags of this workbench set', {
    act: number.describe('of the ledger'),
    undoes: number.optional().describe('the act that was taken back'),
    items: number,
    of: z.array(text).describe('the first of them'),
    was: any.describe('of the first of them, by item'),
    now: any.describe('the same'),
    reason: text.optional(),
  }),
  'tag-opened': act('look', 'Tag opened', { key: text, value: text.nullable(), items: number }),
  'tags-exported': act('out', 'Tags written out', { key: text.nullable(), value: text.nullable(), rows: number, ...writtenFile, guarded: number }),
  'as-of-opened': act('look', 'Workspace opened as of an earlier time', {
    sync: number.nullable().describe('the newest that had ended by then'),
    known: number.describe('lines of the ledger'),
  }),
  'versions-compared': act('look', 'Versions of a record compared', { lid, old: sha256, new: sha256 }),
  'ledger-lines-shown': act('look', 'Lines of the ledger shown', { type: text.nullable().describe('null: of every kind'), offset: number, lines: number, total: number }),
  'overview-opened': act('look', 'Overview opened', { records: number, missed: z.array(text).describe('measures that miss their target') }),
  'timeline-opened': act('look', 'Time line opened', {}),
  'path-history-opened': act('look', 'History of a published path opened', { path: text.nullable(), name: text.nullable(), found: number, elsewhere: number }),
  'journal-opened': act('look', 'Journal opened', {}),
  preview: act('look', 'File previewed', { lid: lid.nullable(), path: text.nullable(), checkedPath: text.nullable(), form: text, shown: number }),
  'report-previewed': act('look', 'Report shown', { kind: text.optional(), subject: text.optional(), run: lid.optional(), id: text, draft: z.boolean() }),
  'report-made-again': act('look', 'Report made again and compared', { id: text, checkpoint: number.nullable(), file: text, same: z.boolean(), reason: text }),
  report: act('out', 'Report saved', {
    id: text,
    kind: text.optional().describe('absent in older lines: of a run'),
    subject: text.optional(),
    run: lid.optional(),
    checkpoint: number.nullable().optional(),
    version: number.optional(),
    supersedes: text.optional().describe('the id of the report in whose place it comes'),
    reason: text.optional(),
    path: text,
    sha256,
    bytes: number,
    pages: number,
    draft: z.boolean(),
  }),
  'report-template-set': act('setting', 'Template of reports changed', { was: any.describe('null: a new one'), now: any, ...settings }),
  'report-signed': act('out', 'Report signed', {
    id: text,
    before: sha256.describe('of the file that was signed'),
    finalised: z.boolean().describe('its draft was drawn anew as final version'),
    name: text.describe('as printed'),
    meaning: text,
    reason: text.nullable(),
    signedAt: text.nullable(),
    certificate: sha256.describe('of the certificate'),
    subject: text.describe('whose it says it is'),
    local: z.boolean().describe('made here for this signature: identity asserted, not verified'),
    path: text,
    sha256,
    bytes: number,
  }),
  exported: act('out', 'Exported', {
    format: z.enum(formatIds),
    of: z.enum(['run', 'file', 'selection']),
    lids: z.array(text).describe('the first of them'),
    lidCount: number,
    counts: z.object({ runs: number, tasks: number, files: number, links: number }),
    masked: number,
    path: text,
    sha256,
    bytes: number,
  }),
  'tables-exported': act('out', 'Workspace written out as Parquet tables', {
    path: text,
    files: number,
    bytes: number,
    sha256: sha256.describe('of SHA256SUMS'),
    rows: z.record(text, number).describe('by table'),
    masked: number,
    checkpoint: number.nullable(),
  }),
  verify: act('work', 'Files checked', verified),
  'verify-stopped': act('work', 'Check stopped', verified),
  'verify-failed': act('work', 'Check failed', { scope: any, maps: z.array(pathMap), kept: number, total: number, error: text }),
  check: act('work', 'File checked', {
    lid,
    content: z.boolean(),
    verdict: text,
    reason: text.nullable(),
    matchedMode: text.nullable(),
    labelConflict: z.boolean(),
    baseline: text.nullable(),
  }),
  'verify-code': act('work', 'Pipeline code checked', { run: lid, repository: any, commit: text, commitFrom: text, summary: any, damaged: number }),
  'verify-code-stopped': act('work', 'Check of the pipeline code stopped', { run: lid, repository: text, commit: text, error: text }),
  'verify-code-failed': act('work', 'Check of the pipeline code failed', { run: lid, repository: text, commit: text, error: text }),
  compare: act('work', 'Runs compared', {
    left: lid,
    right: lid,
    verify: z.boolean(),
    work: z.boolean(),
    stopped: z.boolean(),
    ignore: any.describe('the rules that left differences out'),
    verdict: z.enum(runVerdicts),
    counts: any,
  }),
  'cause-sought': act('work', 'Asked why a file differs', {
    file: lid,
    run: lid,
    against: lid.nullable(),
    ground: text.nullable().describe('on what the choice of the run to compare with rests'),
    found: number.describe('differences upstream'),
    first: text.nullable(),
  }),
  'tasks-compared': act('work', 'Tasks compared', { left: lid, right: lid, same: z.boolean() }),
  identify: act('work', 'Files identified', identified),
  'identify-stopped': act('work', 'Identification stopped', identified),
  reconcile: act('work', 'List held against the records', reconciled),
  'reconcile-saved': act('out', 'Reconciliation saved', {
    ...reconciled,
    form: text,
    path: text,
    sha256,
    bytes: number,
    id: text.optional(),
    pages: number.optional(),
    guarded: number.optional(),
  }),
  'baseline-imported': act('work', 'List of fingerprints read in', {
    event: text.nullable(),
    list: any,
    path: text.nullable(),
    base: text.nullable(),
    scope: text,
    counts: any,
    conflicts: any,
  }),
  'baseline-exported': act('out', 'Fingerprints written out', {
    scope: text,
    recorded: z.boolean(),
    ...writtenFile,
    total: number,
    listed: number,
    without: number,
    notListed: number,
  }),
  'baseline-renewed': act('setting', 'Fingerprint renewed', {
    event: text,
    reason: text,
    files: z.array(z.object({ lid: lid.nullable(), path: text.nullable(), was: any, now: any })),
  }),
  'baseline-locked': act('setting', 'Fingerprints signed off and locked', {
    event: text,
    reason: text,
    scope: text,
    digest: text,
    files: number,
    without: number,
    newly: number,
    doubts: any,
  }),
  'evidence-verified': act('look', 'Evidence verified', {
    ok: z.boolean(),
    read: text.describe('all, or which part'),
    packs: z.object({ read: number, entries: number }),
    bytes: number,
    resumedFrom: text.optional().describe('when the interrupted verification began'),
    readBefore: number.optional().describe('entries that it had read'),
    objects: number,
    faults: number,
    first: z.array(text).describe('the first of them'),
    against: z.array(any),
  }),
  'evidence-verify-stopped': act('look', 'Verification of the evidence stopped', { read: text, error: text }),
  'checkpoint-handed-out': act('out', 'Checkpoint handed out', { number, size: number, root: text, dated: text, path: text, sha256, bytes: number }),
  'bundle-imported': act('work', 'Bundle of somebody else imported', {
    at: text,
    by: text,
    bundle: z.object({ name: text, sha256, size: number, id: text }),
    origin: text,
    checkpoint: any,
    signer: any,
    trust: text,
    completeness: text,
    leftOut: number,
    changes: any.optional().describe('what its maker saw change, counted'),
    checked: any,
    faults: z.array(text),
    faultCount: number,
    vouched: any,
  }),
  'secrets-scanned': act('work', 'Records scanned for secrets and personal data', { scanned: number, found: z.array(z.object({ rule: text, places: number })) }),
  'secret-lists-set': act('setting', 'Own lists of personal data changed', {
    was: any.describe('how many patterns: they are not repeated here'),
    now: any,
    reason: text,
    ...settings,
  }),
  'masking-tried': act('work', 'Rules of masking tried', { read: number.describe('kept versions of records'), places: number.describe('that would be masked') }),
  'masking-set': act('setting', 'Rules of masking changed', {
    was: any.describe('number of the rules, kinds of personal data, how many patterns: these are not repeated here'),
    now: any,
    rules: text.describe('HMAC of the rules, by which equal ones are known'),
    key: text.describe('which key that is of'),
    reason: text,
    ...settings,
  }),
  'evidence-bundle': act('out', 'Evidence bundle written', {
    id: text,
    run: lid,
    checkpoint: number,
    size: number.describe('leaves of it'),
    completeness: text,
    warnings: any.describe('kinds of secrets and personal data, counted'),
    leftOut: number,
    counts: any,
    report: z.boolean(),
    path: text,
    sha256,
    bytes: number,
  }),
  'bundle-key-enrolled': act('upkeep', 'Key enrolled for a bundle', { why: text }),
  'proof-made': act('out', 'Proof written out', { leaf: number.nullable(), size: number, lid: lid.optional(), path: text, sha256, bytes: number }),
  'proof-checked': act('look', 'Proof checked', { ok: z.boolean(), leaf: number.nullable(), size: number.nullable() }),
  'journal-exported': act('out', 'Journal written out', {
    form: z.enum(['csv', 'jsonl']),
    filter: any,
    lines: number,
    from: number.nullable(),
    to: number.nullable(),
    ...writtenFile,
  }),
  'table-exported': act('out', 'Table written out', {
    table: text.describe('its title on the page'),
    columns: z.array(text),
    filter: text.describe('what its rows were filtered by, in words'),
    rows: number,
    guarded: number,
    path: text,
    sha256,
    bytes: number,
  }),
  'file-handed-over': act('out', 'File handed to another program', { lid: lid.nullable(), path: text, checkedPath: text, how: z.enum(handOverWays) }),
  'index-made-anew': act('upkeep', 'Index made anew', { differences: z.array(text) }),
  'torn-tail-cut': act('upkeep', 'End of an unfinished write taken out', { file: text, offset: number, bytes: number, sha256, keptAs: text, message: text }),
  'lock-taken-over': act('upkeep', 'Lock of a process that is gone taken over', { lock: text, was: any, for: text }),
  'checkpoint-refused': act('upkeep', 'No checkpoint signed', { message: text }),
} satisfies Record<string, Act<z.ZodRawShape>>;

export type ActName = keyof typeof acts;
export type ActDetail<A extends ActName> = z.input<(typeof acts)[A]['detail']>;
/** An act with its details. */
export type Told = { [A in ActName]: { act: A; detail: ActDetail<A> } }[ActName];

export function isAct(name: string): name is ActName {
  return Object.hasOwn(acts, name);
}
