/** Single records: Nextflow's own questions answered alike, and a record's page. */
import { z } from 'zod';
import { call } from './kinds';
import { rowsAsked, rowsCounted } from './pages';
import { fileCheck, instant, json, lidText, nodeKind, recordKind, rowTags, workspaceName } from './shared';

const inWorkspace = { workspace: workspaceName };
const version = { ...inWorkspace, lid: lidText, sha256: z.string().optional().describe('an earlier version') };
const text = { text: z.string() };

/** Text that is a LID in a record, with what is known of its target. */
export const link = z.object({ lid: z.string(), kind: nodeKind, title: z.string(), present: z.boolean() });
export type Link = z.infer<typeof link>;

/** One version of a record's bytes, as first and last seen in the store. */
export const recordVersion = z.object({
  sha256: z.string(),
  size: z.int(),
  firstSeen: instant,
  lastSeen: instant,
  sync: z.int().describe('the sync that first saw it'),
  current: z.boolean(),
});

const within = z.array(z.string()).describe('from `fields` to a list or object in it: names of members, positions from 0 on');

/** A record that names another one, and as what. */
const namingLink = link.extend({ relation: z.string() });
export type NamingLink = z.infer<typeof namingLink>;
/** What links from other records are sorted and searched by. */
export const namingColumns = ['title', 'kind', 'relation', 'lid'] as const;

/** One entry of a long list or object in a record. */
export const recordEntry = z.object({
  number: z.int().describe('from 1 on'),
  name: z.string().nullable().describe('of the member; null in a list'),
  text: z.string().nullable().describe('a text as it is, anything else as JSON, its start where it is long; masked; null: null'),
  length: z.int().describe('characters of the whole text'),
  link: link.nullable().describe('where it is a LID'),
});
export type RecordEntry = z.infer<typeof recordEntry>;
export const entryColumns = ['number', 'name', 'text'] as const;

export const recordPage = z.object({
  lid: z.string(),
  key: z.string(),
  kind: recordKind,
  recordedKind: z.string().nullable().describe('as the record says, for kinds that we do not know'),
  version: z.string().nullable().describe('of the envelope'),
  shape: z.enum(['spec', 'root']).nullable().describe('root: the 25.04 shape, fields beside kind'),
  title: z.string(),
  state: z.enum(['present', 'vanished', 'quarantined', 'missing']),
  problem: z.string().nullable().describe('why it could not be read, or what is odd about it'),
  fields: json.describe('the spec; values under secret-like names masked'),
  cut: z
    .array(z.object({ within, count: z.int(), list: z.boolean() }))
    .describe('lists and objects in `fields` of which only the first entries were asked for, and how many each has'),
  masked: z.int().describe('how many values of the whole record were masked'),
  links: z.array(link).describe('every LID in `fields`, once'),
  referencedBy: z.array(namingLink).describe('at most 100'),
  referencedByCount: z.int(),
  labels: z.array(z.string()),
  tags: rowTags,
  run: link.nullable(),
  check: fileCheck.nullable(),
  versions: z.array(recordVersion).describe('newest first'),
  storePath: z.string().nullable().describe('the object below the store'),
});
export type RecordPage = z.infer<typeof recordPage>;

export const recordCalls = {
  /** `nextflow lineage list`, byte for byte. */
  'lineage.list': call(inWorkspace, {
    ...text,
    runs: z.array(z.object({ time: z.string(), name: z.string(), session: z.string(), lid: z.string() })).describe('the same, row by row'),
  }),
  /** `nextflow lineage view LID[#fragment]`, byte for byte: the record as it is, nothing masked. */
  'lineage.view': call(
    { ...inWorkspace, lid: lidText },
    {
      text: z.string(),
      lid: z.string(),
      value: json.describe('the same as JSON, values under secret-like names masked'),
      secrets: z.int().describe('values that other answers mask'),
      note: z.string().nullable().describe('what should be known of the answer: that the record has vanished, or was found by the start of its LID'),
    },
  ),
  /** What a typed text means: a LID, the start of exactly one, a run's name, or an outside file's path. Throws `not-found`, naming what comes close. */
  'lineage.resolve': call({ ...inWorkspace, text: lidText }, { lid: z.string(), kind: nodeKind, how: z.enum(['exact', 'prefix', 'run-name', 'path']) }),
  /** `nextflow lineage find K=V …`: every LID whose record has all; order is by LID. */
  'lineage.find': call(
    {
      ...inWorkspace,
      terms: z
        .array(z.object({ key: z.string(), value: z.string() }))
        .min(1)
        .max(100),
    },
    { lids: z.array(z.string()) },
  ),
  'lineage.diff': call(
    { ...inWorkspace, left: lidText, right: lidText },
    { ...text, masked: z.string().describe('the same, values under secret-like names masked'), same: z.boolean() },
  ),
  /** The graph that `nextflow lineage render` draws, as its Mermaid text and as a page that needs no network. */
  'lineage.render': call(
    { ...inWorkspace, lid: lidText },
    {
      mermaid: z.string(),
      html: z.string(),
      nodes: z.int(),
      edges: z.int(),
      secrets: z.int().describe('values drawn that other answers mask'),
    },
  ),
  'records.get': call(
    {
      ...version,
      first: z.int().min(1).max(1000).optional().describe('entries given of each list and object in a field; without it all'),
    },
    { record: recordPage },
  ),
  /** The entries of one list or object in a record, in the order of the record where nothing else is asked. */
  'records.entries': call({ ...version, within: z.array(z.string().max(100_000)).min(1).max(1000), page: rowsAsked }, { entries: z.array(recordEntry), ...rowsCounted }),
  /** Records that name this one, by kind and LID where nothing else is asked. */
  'records.naming': call({ ...inWorkspace, lid: lidText, page: rowsAsked }, { links: z.array(namingLink), ...rowsCounted }),
  /** The raw bytes of one version, unmasked: asked for on purpose, and journalled. */
  'records.raw': call(
    { ...inWorkspace, lid: lidText, sha256: z.string().optional() },
    {
      sha256: z.string(),
      size: z.int(),
      text: z.string().describe('decoded as UTF-8, at most 1 MiB'),
      base64: z.string(),
      truncated: z.boolean(),
      validUtf8: z.boolean(),
    },
  ),
};
