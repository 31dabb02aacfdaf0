/** Records of files against themselves: the counts of a run or of all, with the sentence that says what they are worth. */
import type { EngineHandlers } from '../contract';
import { ownRecordCounts } from '../index/queries/own-records';
import { ownRecordsSentence } from '../verify/own-record-words';
import type { EngineContext } from './context';
import { findRun } from './runs/find-run';

export function ownRecordHandlers(context: EngineContext): Pick<EngineHandlers, 'records.own'> {
  return {
    'records.own': ({ workspace: name, run }) => {
      const workspace = context.open(name);
      const counts = ownRecordCounts(workspace.db, run === undefined ? null : findRun(workspace, run));
      return { ...counts, sentence: ownRecordsSentence(counts) };
    },
  };
}
