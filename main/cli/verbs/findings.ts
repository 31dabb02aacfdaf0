/** `findings`: what syncs found that an auditor should know. */
import type { findingTypes } from '../../../core/contract/workspaces';
import { table } from '../table';
import type { Verb } from '../verb';
import { countText, timeText } from '../words';

/** Plain words for each type of finding. */
const typeWords: Record<(typeof findingTypes)[number], string> = {
  'store-repinned': 'another store was taken for the pinned one',
  changed: 'changed in the store',
  vanished: 'vanished from the store',
  reappeared: 'came back',
  'record-contradicts-itself': 'its checksum is not that of its own path, size and time',
  quarantined: 'could not be read, kept',
  'unknown-record': 'record of an unknown kind',
  dangling: 'points to a record that is not here',
  'null-run': 'names no run: the run record was never written',
  'run-without-record': 'in the history, but without a record',
  'run-without-history': 'a run that the history does not name',
  'clock-file-after-record': 'clock: a file changed after its record was made',
  'clock-record-before-run': 'clock: dated before its run began',
  'clock-history-order': 'clock: the history is out of order',
  'clock-future': 'clock: dated after it was read here',
};

export const findingsVerb: Verb = (program, act) => {
  program
    .command('findings')
    .description('what changed, vanished, could not be read or points nowhere')
    .action(
      act(async (session) => {
        const workspace = await session.workspace();
        const { findings, total, counts } = await session.call('findings.list', { workspace, limit: 10_000 });
        const own = await session.call('records.own', { workspace });
        const rows = table(
          findings,
          [
            { title: 'what', text: (one) => typeWords[one.type], whole: true },
            { title: 'since', text: (one) => (one.at === null ? '' : timeText(one.at)), whole: true },
            { title: 'record', text: (one) => one.lid ?? one.key, whole: true },
            { title: 'detail', text: (one) => one.detail },
          ],
          session.width,
        );
        const more = total > findings.length ? ` The first ${countText(findings.length)} are shown.` : '';
        return {
          json: { findings, total, counts, ownRecords: own },
          text: `${rows}${total === 0 ? 'No findings.' : `${countText(total)} findings.${more}`}\n${own.total === 0 ? '' : `${own.sentence}\n`}`,
        };
      }),
    );
};
