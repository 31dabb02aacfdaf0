/** `sync`: reads what is new in the store. */
import type { Output } from '../../../core/contract';
import { checkpointWords } from '../../../core/evidence/log-summary';
import { syncFindingsWords } from '../../../core/findings/words';
import { eventSentence } from '../../../core/store/identity-words';
import { exitCodes } from '../exit-codes';
import type { Verb } from '../verb';
import { counted, countText } from '../words';

/** Findings that say the store did not keep what it held: the sync then ends with another code. */
const notKept = ['changed', 'vanished', 'back-dated'] as const;

export const syncVerb: Verb = (program, act) => {
  program
    .command('sync')
    .description('read the records that are new or changed in the store; never writes to it')
    .option('--accept-store <reason>', 'another store is to take the place of the one that is pinned: why; kept for good')
    .action(
      act(async (session, { acceptStore }: { acceptStore?: string }) => {
        const workspace = await session.workspace();
        const result = await session.job('sync.run', { workspace, ...(acceptStore === undefined ? {} : { acceptStore }) });
        const { log } = await session.call('evidence.log', { workspace });
        const { events } = await session.call('store.identity', { workspace });
        const told = events.filter((event) => event.sync === result.sync && (event.type !== 'store-pinned' || event.late)).map(eventSentence);
        const { damage = [] } = (await session.call('workspaces.get', { workspace })).workspace;
        const lost = notKept.some((type) => (result.findings[type] ?? 0) > 0);
        return {
          json: result,
          text: syncText(result),
          code: lost ? exitCodes.findings : exitCodes.fine,
          notes: [...told, log.fault === null ? null : checkpointWords(log), ...damage],
        };
      }),
    );
};

export function syncText(result: Output<'sync.run'>): string {
  const lines = [
    `${countText(result.listed)} objects listed = ${countText(result.records)} records + ${countText(result.history)} history + ${countText(result.quarantined)} that could not be read (kept) + ${countText(result.ignored)} that are no records.`,
    `Records: ${countText(result.new)} new, ${countText(result.changed)} changed, ${countText(result.unchanged)} unchanged, ${countText(result.vanished)} vanished since the last sync. ${counted(result.runs, 'run')}.`,
    `Took ${result.seconds.toFixed(1)} s.`,
  ];
  if (!result.complete) lines.push('The listing did not end: nothing was declared vanished. Sync again to go on.');
  lines.push(syncFindingsWords(result.findings));
  if (Object.keys(result.findings).length > 0) lines.push(`Each with its evidence: lineage-audit findings --sync ${result.sync}`);
  return `${lines.join('\n')}\n`;
}
