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
    .option(
      '--run <run>',
      "only this run and all that it rests on: its LID, or its name in the store's history; may be given several times. Links are followed from its outputs and the store is not listed, so tasks that published nothing and that nothing of this rests on stay unknown",
      (run: string, before: string[]) => [...before, run],
      [] as string[],
    )
    .option('--accept-store <reason>', 'another store is to take the place of the one that is pinned: why; kept for good')
    .action(
      act(async (session, { run, acceptStore }: { run: string[]; acceptStore?: string }) => {
        const workspace = await session.workspace();
        const result = await session.job('sync.run', { workspace, ...(run.length === 0 ? {} : { runs: run }), ...(acceptStore === undefined ? {} : { acceptStore }) });
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
  const { scope } = result;
  const lines = [
    ...(scope === undefined
      ? []
      : [
          `Of ${counted(scope.runs.length, 'run')} and what ${scope.runs.length === 1 ? 'it rests' : 'they rest'} on: ${countText(scope.asked)} keys were asked for, ${countText(scope.missing)} of which have no record there. The store was not listed.`,
        ]),
    `${countText(result.listed)} objects ${scope === undefined ? 'listed' : 'found'} = ${countText(result.records)} records + ${countText(result.history)} history + ${countText(result.quarantined)} that could not be read (kept) + ${countText(result.ignored)} that are no records.`,
    `Records: ${countText(result.new)} new, ${countText(result.changed)} changed, ${countText(result.unchanged)} unchanged, ${countText(result.vanished)} vanished since the last sync. ${counted(result.runs, 'run')}.`,
    `Took ${result.seconds.toFixed(1)} s.`,
  ];
  if (scope?.ended === false) lines.push('It stopped before all links were followed: nothing was declared vanished. Sync the same again to go on.');
  if (!result.complete && scope === undefined) lines.push('The listing did not end: nothing was declared vanished. Sync again to go on.');
  if (result.notMadeAhead === 'memory')
    lines.push('Too little memory was left to make ahead what questions need first: all is saved and indexed, and the first answer to a question takes longer.');
  lines.push(syncFindingsWords(result.findings));
  if (Object.keys(result.findings).length > 0) lines.push(`Each with its evidence: lineage-audit findings --sync ${result.sync}`);
  return `${lines.join('\n')}\n`;
}
