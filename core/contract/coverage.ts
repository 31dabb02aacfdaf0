/** How much of its store a workspace knows: all that a whole listing showed, or only some runs and what they rest on. */
import { z } from 'zod';
import { instant } from './shared';

export const storeCoverage = z.object({
  known: z
    .enum(['nothing', 'whole', 'whole-and-runs', 'runs', 'part'])
    .describe(
      'nothing: not synced yet; whole: as of a whole listing; whole-and-runs: as of one, and syncs of some runs found something since; runs: only some runs and what they rest on; part: no listing came to its end',
    ),
  whole: z.object({ sync: z.int(), at: instant }).nullable().describe('the last sync that listed the whole store, and when it ended'),
  runs: z.array(z.string()).describe('LIDs of the runs asked for since then, or ever where there is none'),
  cutShort: z.array(z.string()).describe('of these, the runs whose links were not followed to the end'),
  sentence: z.string().nullable().describe('what is not known by that, for people; null: there is nothing to say'),
});
export type StoreCoverage = z.infer<typeof storeCoverage>;
