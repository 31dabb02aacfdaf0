/** How much of its store a workspace knows: all that a whole listing showed, only some runs and what they rest on, or what somebody put into a bundle. */
import { z } from 'zod';
import { instant } from './shared';

export const storeCoverage = z.object({
  known: z
    .enum(['nothing', 'whole', 'whole-and-runs', 'runs', 'part', 'bundle'])
    .describe(
      'nothing: not synced yet; whole: as of a whole listing; whole-and-runs: as of one, and syncs of some runs found something since; runs: only some runs and what they rest on; part: no listing came to its end; bundle: what an evidence bundle of one run holds',
    ),
  whole: z.object({ sync: z.int(), at: instant }).nullable().describe('the last sync that listed the whole store, and when it ended'),
  runs: z.array(z.string()).describe('LIDs of the runs asked for since then, or ever where there is none; of a bundle, the run that it is of, where its import kept it'),
  cutShort: z.array(z.string()).describe('of these, the runs that are not known to their end: their links were not followed so far, or the maker of the bundle did not know all'),
  sentence: z.string().nullable().describe('what is not known by that, for people; null: there is nothing to say'),
});
export type StoreCoverage = z.infer<typeof storeCoverage>;
