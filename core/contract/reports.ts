/** Reports: one outline as plain data, drawn alike on screen and in the PDF; what it is of, and how it was asked for. */

import { z } from 'zod';
import { outPath, readPath } from './disk-path';
import { impactQuestion } from './impact';
import { call, job } from './kinds';
import { maskedBy } from './masking';
import { instant, lidText, progress, verdictsSchema, workspaceName } from './shared';

const cell = z.object({
  text: z.string(),
  verdict: verdictsSchema.optional(),
  lid: z.string().optional().describe('the record it speaks of'),
  mono: z.boolean().optional(),
});
export type ReportCell = z.infer<typeof cell>;

export const reportBlock = z.discriminatedUnion('type', [
  z.object({ type: z.literal('paragraph'), text: z.string(), tone: z.enum(['plain', 'good', 'bad', 'caution']).default('plain') }),
  z.object({ type: z.literal('heading'), text: z.string() }).describe('inside a section'),
  z.object({ type: z.literal('list'), items: z.array(z.string()) }),
  z.object({ type: z.literal('code'), lines: z.array(z.string()) }).describe('commands to type, as they are'),
  z.object({ type: z.literal('contents') }).describe('the sections, with their pages where there are pages'),
  z.object({ type: z.literal('facts'), rows: z.array(z.object({ name: z.string(), value: z.string(), mono: z.boolean().default(false) })) }),
  z.object({ type: z.literal('counts'), items: z.array(z.object({ label: z.string(), value: z.string(), verdict: verdictsSchema.optional() })) }),
  z.object({
    type: z.literal('table'),
    caption: z.string(),
    columns: z.array(z.object({ title: z.string(), weight: z.number(), align: z.enum(['left', 'right']).optional() })),
    rows: z.array(z.array(cell)),
    rowCount: z.int().optional().describe('of a preview: how many rows the report has, where not all of them are here'),
  }),
  z.object({ type: z.literal('signatures'), places: z.int().min(1).max(20) }).describe('places that signatures fill later'),
  z.object({
    type: z.literal('picture'),
    caption: z.string(),
    nodes: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        title: z.string(),
        detail: z.string(),
        column: z.int(),
        row: z.int(),
        verdict: verdictsSchema.optional(),
        note: z.string().optional().describe('the words beside the sign of the verdict, with their count'),
      }),
    ),
    edges: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        inferred: z.boolean(),
        via: z
          .array(z.object({ column: z.int(), row: z.int() }))
          .optional()
          .describe('the free places that an edge over several columns runs through'),
      }),
    ),
  }),
]);
export type ReportBlock = z.infer<typeof reportBlock>;

/** What a report is of. */
export const reportAbout = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('run'), run: lidText }),
  z.strictObject({ kind: z.literal('file'), lid: lidText }).describe('its processing history'),
  z.strictObject({ kind: z.literal('comparison'), left: lidText, right: lidText }).describe('of two runs, from results at hand'),
  z.strictObject({ kind: z.literal('impact'), asked: impactQuestion }),
  z.strictObject({ kind: z.literal('environment'), run: lidText }).describe('software and environment of a run'),
  z.strictObject({ kind: z.literal('subject'), text: z.string().min(2).max(200) }).describe('a data subject, by a text that names and paths hold'),
  z.strictObject({ kind: z.literal('findings'), from: instant, to: instant }).describe('found by syncs that ended in the period; from is part of it, to is not'),
]);
export type ReportAbout = z.infer<typeof reportAbout>;
export type ReportKind = ReportAbout['kind'];
export const reportKinds = ['run', 'file', 'comparison', 'impact', 'environment', 'subject', 'findings'] as const satisfies readonly ReportKind[];

const reportText = z.string().trim().min(1);
export const reportId = z.string().regex(/^LAR-[0-9A-F]{16}$/, 'a report’s id is LAR- and 16 digits 0–9 A–F');

/** Printed on each page where nothing else is asked for. */
export const usualClassification = 'Confidential';

/** How it is asked for; what is left out has its default. */
export const reportSettings = z.strictObject({
  at: z
    .union([z.int().min(1), z.enum(['newest', 'latest'])])
    .default('newest')
    .describe('the number of a checkpoint; newest: the newest there is; latest: one that is signed now, over all there is'),
  sections: z.array(reportText.max(40)).max(40).optional().describe('ids of core/report/section-order.ts; left out: all; those that a report may not lack are in it always'),
  against: lidText.optional().describe('of a run: the run that its section of comparison holds it against; left out: the newest earlier run of the same pipeline'),
  classification: reportText.max(60).default(usualClassification).describe('printed on each page'),
  organisation: reportText.max(200).optional().describe('printed on the first page'),
  logo: z
    .strictObject({ type: z.enum(['png', 'jpeg']), base64: z.base64().max(400_000), alt: reportText.max(200) })
    .optional()
    .describe('printed on the first page'),
  supersedes: z
    .strictObject({ id: reportId, reason: reportText.max(1000) })
    .optional()
    .describe('an earlier report of this workspace, which stays as it is'),
});
export type ReportSettings = z.infer<typeof reportSettings>;

/** The question as evidence.json keeps it; the rest of the settings stands in the outline. */
export const reportAsked = z.strictObject({ about: reportAbout, sections: reportSettings.shape.sections, against: reportSettings.shape.against });
export type ReportAsked = z.infer<typeof reportAsked>;

const checkpoint = z.object({ number: z.int(), size: z.int().describe('leaves'), root: z.string().describe('base64'), origin: z.string().describe('the name of the log') });
export type ReportCheckpoint = z.infer<typeof checkpoint>;

export const reportOutline = z.object({
  id: z.string().describe('made of the digest of what it says'),
  kind: z.enum([...reportKinds, 'reconciliation']),
  title: z.string(),
  subject: z.string(),
  workspace: z.string(),
  at: instant.describe('of which it speaks: of its checkpoint, or of the view as of an instant; where there is neither, when it was made'),
  checkpoint: checkpoint.nullable().describe('what it is of; null: of no checkpoint, so that it cannot be made again to the byte'),
  product: z.string().describe('name and version'),
  classification: z.string(),
  organisation: z.string().nullable(),
  logo: reportSettings.shape.logo.unwrap().nullable(),
  version: z.int().describe('1, or one more than the report that it supersedes'),
  supersedes: z.object({ id: z.string(), reason: z.string() }).nullable(),
  masking: maskedBy.omit({ number: true }).optional().describe('by which rules and key it is masked; absent in reports of older versions'),
  draft: z.boolean().describe('nobody has signed it'),
  sections: z.array(z.object({ id: z.string(), title: z.string(), newPage: z.boolean().optional().describe('begins on a page of its own'), blocks: z.array(reportBlock) })),
});
export type ReportOutline = z.infer<typeof reportOutline>;

/** evidence.json, as far as it is read back. */
export const reportEvidence = z.object({
  outline: reportOutline,
  asked: reportAsked.nullish().transform((asked) => asked ?? null),
  attached: z
    .array(z.object({ name: z.string().max(100), sha256: z.string() }))
    .max(20)
    .default([]),
});
export type ReportEvidence = z.infer<typeof reportEvidence>;

const asked = { workspace: workspaceName, about: reportAbout, settings: reportSettings.prefault({}) };
const out = outPath();
const rows = z.int().min(1).max(100_000).optional().describe('rows of a table at the most, for a preview: its id is that of the whole report; all where left out');

const written = z.object({
  path: z.string(),
  id: z.string(),
  version: z.int(),
  checkpoint: checkpoint.nullable(),
  pages: z.int(),
  bytes: z.int(),
  sha256: z.string(),
});

export const savedReport = z.object({
  seq: z.int().describe('line of the journal'),
  at: instant,
  who: z.string(),
  id: z.string(),
  kind: z.string(),
  subject: z.string(),
  checkpoint: z.int().nullable(),
  version: z.int(),
  supersedes: z.string().nullable(),
  reason: z.string().nullable(),
  supersededBy: z.string().nullable(),
  path: z.string(),
  sha256: z.string(),
  pages: z.int(),
  draft: z.boolean(),
});
export type SavedReport = z.infer<typeof savedReport>;

/** Settings under a name, for the next report; they name no checkpoint and no other run, and supersede nothing. */
export const reportTemplate = z.strictObject({
  name: z.string().trim().min(1).max(100),
  kind: z.enum(reportKinds),
  settings: reportSettings.omit({ at: true, against: true, supersedes: true }),
});
export type ReportTemplate = z.infer<typeof reportTemplate>;
const templates = { templates: z.array(reportTemplate).describe('by name') };

export const reportCalls = {
  'report.outline': call({ ...asked, rows }, { outline: reportOutline }),
  /** The same, told how far it is: that of a run of many thousand tasks takes longer than a person waits for a call. */
  'report.preview': job({ ...asked, rows }, progress, z.object({ outline: reportOutline })),
  'report.pdf': job({ ...asked, out }, progress, written),
  /** Makes the report in a file anew and holds the two against each other, up to the seal. */
  'report.again': job(
    { workspace: workspaceName, file: readPath('a report') },
    progress,
    z.object({
      file: z.string(),
      id: z.string().describe('as the file says'),
      checkpoint: z.int().nullable(),
      same: z.boolean().describe('to the byte, up to the seal'),
      reason: z
        .enum(['same', 'no-checkpoint', 'question-not-kept', 'other-log', 'other-program', 'other-masking', 'damaged-data', 'says-otherwise', 'altered'])
        .describe('why it differs, as far as can be told'),
      message: z.string(),
      section: z.string().nullable().describe('id of the first section that says something else'),
      byte: z.int().nullable().describe('from 0: the first that differs'),
    }),
  ),
  /** One report for each of many runs; one that fails is told and the rest go on. */
  'report.batch': job(
    {
      workspace: workspaceName,
      kind: z.enum(['run', 'environment']).default('run'),
      runs: z.array(lidText).min(1).max(100_000).nullable().describe('null: all runs'),
      settings: asked.settings,
      folder: readPath('an existing folder; files are named by run and report, those of the same name replaced'),
    },
    progress,
    z.object({
      written: z.array(written),
      failed: z.array(z.object({ run: z.string(), message: z.string() })),
      notMade: z.array(z.string()).describe('runs that none was made of, as it was stopped before'),
      stopped: z.boolean(),
    }),
  ),
  /** The reports that the journal knows of, newest first. */
  'report.saved': call({ workspace: workspaceName }, { reports: z.array(savedReport) }),
  'report.templates': call({ workspace: workspaceName }, templates),
  'report.template-set': call({ workspace: workspaceName, template: reportTemplate }, templates),
  'report.template-removed': call({ workspace: workspaceName, name: reportTemplate.shape.name }, templates),
};
