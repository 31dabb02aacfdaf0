/** What secrets and personal data the kept records hold: of which kind, where, how often; never what they are. */
import { z } from 'zod';
import { scanGroups, scanRules } from '../secrets/rules';
import { job } from './kinds';
import { lidText, progress, workspaceName } from './shared';

const inWorkspace = { workspace: workspaceName };

export const scanFinding = z.object({
  group: z.enum(scanGroups).describe('perhaps: nobody can tell from the record whether it is personal data'),
  rule: z.enum(scanRules),
  title: z.string().describe('in words'),
  records: z.int().describe('records, lines of the history and unreadable objects that hold it; each kept version counts'),
  places: z.int(),
  examples: z.array(z.object({ lid: z.string().describe('or the path of what is no record'), sha256: z.string(), path: z.string(), count: z.int() })).describe('at most 50'),
});
export type ScanFinding = z.infer<typeof scanFinding>;

export const scanResult = z.object({
  scanned: z.int().describe('versions of objects whose bytes were read'),
  total: z.int().describe('versions kept, in what was asked for'),
  allowed: z.int().describe('places passed over because the allow list names them'),
  findings: z.array(scanFinding),
  sentence: z.string(),
});
export type ScanResult = z.infer<typeof scanResult>;

export const secretCalls = {
  /** Scans every kept version of every record, or those that a bundle of `run` would hold. */
  'secrets.scan': job({ ...inWorkspace, run: lidText.optional() }, progress, scanResult),
};
