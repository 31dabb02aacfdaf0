/** `findings`: what syncs found that an auditor should know; one with its evidence; and that somebody has seen them. */
import type { Finding, FindingDetail } from '../../../core/contract/findings';
import { AuditError } from '../../../core/errors';
import { type FindingType, findingKinds, findingTypes } from '../../../core/findings/kinds';
import { changeWords, countWords, kindLines } from '../../../core/findings/words';
import { badChecksSentence } from '../../../core/verify/bad-words';
import { table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { counted, countText, timeText } from '../words';

interface ListOptions {
  type?: string;
  run?: string;
  sync?: string;
  open?: boolean;
  acknowledged?: boolean;
}

const mostRows = 10_000;

export const findingsVerb: Verb = (program, act) => {
  const findings = program
    .command('findings')
    .enablePositionalOptions()
    .description('what changed, vanished, is back-dated, could not be read, contradicts itself or points nowhere')
    .option('--type <kind>', 'of one kind alone; "findings kinds" names them')
    .option('--run <run>', 'about one run alone')
    .option('--sync <number>', 'found by one sync alone')
    .option('--open', 'not acknowledged')
    .option('--acknowledged', 'acknowledged')
    .action(
      act(async (session, options: ListOptions) => {
        const workspace = await session.workspace();
        const answer = await session.call('findings.list', { workspace, ...(await asked(session, options)), limit: mostRows });
        const own = await session.call('records.own', { workspace });
        const checks = await session.call('verify.bad', { workspace });
        const bad = badChecksSentence(checks);
        const rows = table(
          answer.findings,
          [
            { title: 'id', text: (one) => one.id, whole: true },
            { title: 'what', text: (one) => `${findingKinds[one.type].grave ? '! ' : ''}${findingKinds[one.type].short}`, whole: true },
            { title: 'since', text: (one) => (one.at === null ? '' : `${timeText(one.at)}, sync ${one.sync}`), whole: true },
            { title: 'record', text: (one) => one.lid ?? one.key, whole: true },
            { title: 'acknowledged', text: ackText },
            { title: 'detail', text: (one) => one.detail },
          ],
          session.width,
        );
        return {
          json: { ...answer, ownRecords: own, checks },
          text: `${rows}${sumText(answer)}\n${answer.imported === null ? '' : `${visibleLine(answer.imported)}\n`}${bad === null ? '' : `${bad} "overview --list bad-checks" names them.\n`}${own.total === 0 ? '' : `${own.sentence}\n`}`,
        };
      }),
    );
  findings
    .command('show <id>')
    .description('one finding with its evidence, what it proves and does not, and the bytes before and after field by field; ID may be its start')
    .action(
      act(async (session, id: string) => {
        const { detail } = await session.call('findings.show', { workspace: await session.workspace(), id });
        return { json: { ...detail, kind: findingKinds[detail.finding.type] }, text: detailText(detail) };
      }),
    );
  findings
    .command('acknowledge [ids...]')
    .description('keep as evidence that you have seen these findings, and why they may stand; they stay findings')
    .requiredOption('--reason <text>', 'why they may stand')
    .option('--type <kind>', 'all open ones of one kind')
    .option('--run <run>', 'all open ones about one run')
    .option('--sync <number>', 'all open ones found by one sync')
    .action(
      act(async (session, ids: string[], { reason, ...options }: ListOptions & { reason: string }) => {
        const workspace = await session.workspace();
        const filter = await asked(session, { ...options, open: true });
        if ((ids.length === 0) === (Object.keys(filter).length === 1))
          throw new AuditError('bad-input', 'Name findings by their ids, or all that are open with --type, --run or --sync; one of the two.');
        const chosen = ids.length > 0 ? ids : await openIds(session, workspace, filter);
        if (chosen.length === 0) return { json: { acknowledged: 0 }, text: 'No such finding is open: nothing was kept.\n' };
        const result = await session.call('findings.acknowledge', { workspace, ids: chosen, reason });
        return { json: result, text: `${counted(result.acknowledged, 'finding')} acknowledged. They stay findings, and are shown with who, when and why.\n` };
      }),
    );
  findings
    .command('kinds')
    .description('every kind of finding: how it is known, what it proves and does not, what to do; needs no workspace')
    .action(
      act(async () => ({
        json: findingTypes.map((type) => ({ type, ...findingKinds[type] })),
        text: findingTypes.map((type) => `${type}: ${findingKinds[type].short}\n${kindText(type)}`).join('\n'),
      })),
    );
};

type Session = Parameters<Parameters<Parameters<Verb>[1]>[0]>[0];

async function asked(session: Session, { type, run, sync, open, acknowledged }: ListOptions) {
  const known = findingTypes.find((one) => one === type);
  if (type !== undefined && known === undefined) throw new AuditError('bad-input', `"${type}" is no kind of finding. There are: ${findingTypes.join(', ')}.`);
  if (sync !== undefined && !/^[1-9]\d{0,8}$/.test(sync)) throw new AuditError('bad-input', `"${sync}" is no number of a sync.`);
  if (open && acknowledged) throw new AuditError('bad-input', 'A finding is open or acknowledged: name one of --open and --acknowledged.');
  return {
    ...(known && { type: known }),
    ...(run !== undefined && { run: await session.lid(run) }),
    ...(sync !== undefined && { sync: Number(sync) }),
    ...(open ? { state: 'open' as const } : acknowledged ? { state: 'acknowledged' as const } : {}),
  };
}

async function openIds(session: Session, workspace: string, filter: Awaited<ReturnType<typeof asked>>): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const { findings, total } = await session.call('findings.list', { workspace, ...filter, offset: ids.length, limit: mostRows });
    ids.push(...findings.map((one) => one.id));
    if (ids.length >= total || findings.length === 0) return ids;
  }
}

function sumText({
  findings,
  total,
  open,
  counts,
  looked,
}: {
  findings: Finding[];
  total: number;
  open: number;
  counts: Parameters<typeof countWords>[0];
  looked: { records: number; history: number; unreadable: number; syncs: number };
}): string {
  const at = `Looked at: ${counted(looked.records, 'record')}, ${counted(looked.history, 'history line')} and ${countText(looked.unreadable)} that could not be read, of ${counted(looked.syncs, 'sync')}.`;
  if (total === 0) return `No findings of syncs. ${at}`;
  const more = total > findings.length ? ` The first ${countText(findings.length)} are shown.` : '';
  return `${counted(total, 'finding')}, ${countText(open)} open.${more} ${countWords(counts)}.\n${at} One with its evidence: lineage-audit findings show ID`;
}

function ackText({ acknowledged }: Finding): string {
  return acknowledged === null ? '' : `${timeText(acknowledged.at)} by ${acknowledged.by}: ${acknowledged.reason}`;
}

function kindText(type: FindingType): string {
  return kindLines(type)
    .map(([title, words]) => `  ${title}: ${words}\n`)
    .join('');
}

function detailText({ finding, acknowledgements, evidence, seenBetween, old, new: now, how, changes, changeCount, bytesDiffer, elsewhere }: FindingDetail): string {
  const lines = [
    `${finding.id}  ${findingKinds[finding.type].short}`,
    `Record: ${finding.lid ?? finding.key}`,
    ...(finding.object === null ? [] : [`Object in the store: ${finding.object}`]),
    ...(finding.run === null ? [] : [`Run: ${finding.run}`]),
    `Detail: ${finding.detail}`,
    ...(finding.holds ? [] : ['No longer so by the records as they are now.']),
    ...(elsewhere.length === 0 ? [] : [`Kept in another workspace: ${elsewhere.join(', ')}.`]),
    seenBetween === null
      ? 'Follows from the records as they are now.'
      : `Seen by sync ${finding.sync}, ${timeText(seenBetween.from)} to ${seenBetween.to === null ? 'its interruption' : timeText(seenBetween.to)} by the clock of this computer.`,
    ...acknowledgements.map((one) => `Acknowledged ${timeText(one.at)} by ${one.by}: ${one.reason}`),
  ];
  const versions = [
    ...(old === null ? [] : [`Before: ${countText(old.size)} bytes, SHA-256 ${old.sha256}, first read by sync ${old.sync}`]),
    ...(now === null ? [] : [`${old === null ? 'Bytes' : 'After'}: ${countText(now.size)} bytes, SHA-256 ${now.sha256}, first read by sync ${now.sync}`]),
    ...(bytesDiffer === null ? [] : [bytesDiffer]),
    ...(how === 'fields' ? [`${counted(changeCount, 'difference')} field by field${changeCount > changes.length ? `, the first ${countText(changes.length)} shown` : ''}:`] : []),
  ];
  const fields = changes.map((change) => `  ${visibleLine(changeWords(change))}\n`).join('');
  const ledger = evidence.map((one) => `  line ${countText(one.leaf)} of the ledger: ${visibleLine(one.line)}\n`).join('');
  return `${[...lines, ...versions].map((line) => `${visibleLine(line)}\n`).join('')}${fields}${evidence.length === 0 ? '' : `Evidence (a line of it is proven with: lineage-audit evidence prove LINE --out FILE):\n${ledger}`}${kindText(finding.type)}`;
}
