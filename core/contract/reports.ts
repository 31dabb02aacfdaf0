/** Reports: one outline as plain data, drawn alike on screen and in the PDF. */
import { z } from 'zod';
import { call, job } from './kinds';
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
  }),
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

export const reportOutline = z.object({
  id: z.string().describe('made of the digest of what it says'),
  title: z.string(),
  subject: z.string(),
  workspace: z.string(),
  generatedAt: instant,
  generatedBy: z.string(),
  product: z.string().describe('name and version, and whether this is a test runtime'),
  draft: z.boolean(),
  sections: z.array(z.object({ title: z.string(), newPage: z.boolean().optional().describe('begins on a page of its own'), blocks: z.array(reportBlock) })),
});
export type ReportOutline = z.infer<typeof reportOutline>;

export const reportCalls = {
  'report.outline': call({ workspace: workspaceName, run: lidText }, { outline: reportOutline }),
  'report.pdf': job(
    { workspace: workspaceName, run: lidText, out: z.string().min(1).describe('a file; an existing one is replaced') },
    progress,
    z.object({
      path: z.string(),
      id: z.string(),
      pages: z.int(),
      bytes: z.int(),
      sha256: z.string(),
    }),
  ),
};
