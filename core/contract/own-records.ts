/** Records of files against themselves, without any file. */
import { z } from 'zod';
import { call } from './kinds';
import { lidText, workspaceName } from './shared';

export const ownRecordCalls = {
  /** How many checksums follow from the path, size and time of their own record: of a run's files, of one, or of all. */
  'records.own': call(
    { workspace: workspaceName, run: lidText.optional(), lid: lidText.optional().describe('of one record alone') },
    {
      total: z.int(),
      consistent: z.int(),
      contradicts: z.int().describe('each is a finding `record-contradicts-itself`'),
      unknown: z.int().describe('the record says too little, or its label leaves open a hash of the content'),
      sentence: z.string(),
    },
  ),
};
