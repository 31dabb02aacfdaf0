/** What is drawn of a graph, as plain data, and saving it: as an image, or as the table of every box and line. */
import { z } from 'zod';
import { outPath } from './disk-path';
import { job } from './kinds';
import { progress, workspaceName } from './shared';

/** Hostile text, bounded: a title, a path. */
const text = z.string().max(10_000);
/** Drawing units, one for a pixel at 100 %. */
const length = z.number().min(-10_000_000).max(10_000_000);
const place = { x: length, y: length, width: length.min(0), height: length.min(0) };
/** The `d` of an SVG path: commands and numbers, nothing that could be anything else. */
const path = z
  .string()
  .max(100_000)
  .regex(/^[MLHVCQAZ0-9 ,.-]*$/, 'an SVG path has commands and numbers alone');

export const pictureTones = ['plain', 'good', 'bad'] as const;

export const pictureRecord = z.object({
  lid: text.describe('the LID, the path of an outside file, or the name of what is no record'),
  kind: text.describe('in words'),
  title: text,
  detail: text,
  check: text.describe('the verdict in words; empty where nobody has looked, or there is nothing to look at'),
  labels: z.array(text).max(10_000),
  findings: z.int().min(0).describe('about it, or about what it is a group of, that nobody has acknowledged'),
});

export type PictureRecord = z.infer<typeof pictureRecord>;

export const pictureBox = z.object({
  ...place,
  ...pictureRecord.shape,
  id: text.describe('unique in the picture'),
  note: text.describe('a line on checks, with their signs'),
  tone: z.enum(pictureTones),
  shape: path.describe('its outline, from its own top left corner'),
  focus: z.boolean(),
  ghost: z.boolean().describe('no record of it is here'),
  folded: z.array(pictureRecord).describe('what a group box stands for; empty for a single box'),
  notDrawn: z.object({ up: z.int(), down: z.int() }).describe('direct neighbours that are not drawn'),
});
export type PictureBox = z.infer<typeof pictureBox>;

export const pictureLink = z.object({
  from: text.describe('id of a box; upstream'),
  to: text,
  word: text,
  inferred: z.boolean().describe('no record states any of what this line stands for'),
  count: z.int().describe('links between records that this line stands for'),
  path,
  at: z.object({ x: length, y: length }).nullable().describe('where its word stands; null: there is no room for it'),
});
export type PictureLink = z.infer<typeof pictureLink>;

export const picture = z.object({
  title: text.describe('of the focus'),
  focus: text.describe('its LID or path'),
  boxes: z.array(pictureBox).max(5000),
  links: z.array(pictureLink).max(50_000),
  frames: z.array(z.object({ ...place, title: text })).max(5000),
  hidden: z.array(text).max(100).describe('what is switched off, in words'),
});
export type Picture = z.infer<typeof picture>;

export const graphPictureCalls = {
  /** svg and csv are written by the engine from the picture; png is the same image, its pixels made by the window. */
  'graph.save': job(
    {
      workspace: workspaceName,
      picture,
      form: z.enum(['svg', 'png', 'csv']),
      png: z.base64().max(150_000_000).optional().describe('for form png alone'),
      out: outPath(),
    },
    progress,
    z.object({
      path: z.string(),
      bytes: z.int(),
      sha256: z.string(),
      records: z.int(),
      boxes: z.int(),
      lines: z.int(),
      guarded: z.int().describe('cells that a spreadsheet would have read as formulas, and that begin with an apostrophe now'),
    }),
  ),
};
