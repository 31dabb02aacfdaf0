/** `sync`: reads what is new in the store. */
import type { SyncResult } from '../../../core/contract/workspaces';
import { checkpointWords } from '../../../core/evidence/log-summary';
import { eventSentence } from '../../../core/store/identity-words';
import type { Verb } from '../verb';
import { counted, countText } from '../words';

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
        return { json: result, text: syncText(result), notes: [...told, log.fault === null ? null : checkpointWords(log), ...damage] };
      }),
    );
};

export function syncText(result: SyncResult): string {
  const lines = [
    `${countText(result.listed)} objects listed = ${countText(result.records)} records + ${countText(result.history)} history + ${countText(result.quarantined)} that could not be read (kept) + ${countText(result.ignored)} that are no records.`,
    `Records: ${countText(result.new)} new, ${countText(result.changed)} changed, ${countText(result.unchanged)} unchanged, ${countText(result.vanished)} vanished since the last sync. ${counted(result.runs, 'run')}.`,
    `Took ${result.seconds.toFixed(1)} s.`,
  ];
  if (!result.complete) lines.push('The listing did not end: nothing was declared vanished. Sync again to go on.');
  if (result.changed + result.vanished + result.quarantined > 0) lines.push('What changed, vanished or could not be read: lineage-audit findings');
  return `${lines.join('\n')}\n`;
}
