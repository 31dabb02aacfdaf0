/** Rows of a table asked for in pages, for tables that are too long to hand over whole. */
import { z } from 'zod';

const arrangement = z.strictObject({
  sort: z
    .array(z.strictObject({ id: z.string().max(100), descending: z.boolean() }))
    .max(10)
    .default([])
    .describe('by columns that the call names, the deciding one first'),
  filter: z.string().max(5000).default('').describe('words that each row has, in any of those columns'),
  filters: z.record(z.string().max(100), z.string().max(1000)).default({}).describe('by column: words, or a bound such as >100'),
});

/** In which order, as a person filtered and sorted the table; without it as the rows come. */
export const rowsArranged = arrangement.optional();
export type RowsArranged = z.output<typeof rowsArranged>;

/** Which rows, in which order. Without it all rows are given, as they come. */
export const rowsAsked = z.strictObject({ offset: z.int().min(0), limit: z.int().min(1).max(1000), ...arrangement.shape }).optional();
export type RowsAsked = z.output<typeof rowsAsked>;

export const rowsCounted = { total: z.int().describe('rows that fit, on all pages'), all: z.int().describe('rows without any filter') };
