/** `secrets …`: what secrets and personal data the kept records hold, and the auditor's own lists of them. */
import type { ScanGroup } from '../../../core/secrets/rules';
import { table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { counted, countText } from '../words';

const groupWords: Record<ScanGroup, string> = { secret: 'secret', personal: 'personal', perhaps: 'may be personal' };

export const secretsVerb: Verb = (program, act) => {
  const secrets = program.command('secrets').description('secrets and personal data in the kept records: kind, place and count, never the text itself');
  secrets
    .command('scan')
    .description('read every kept record and say what the rules find; they cannot find all')
    .option('--run <lid>', 'only what a bundle of this run would hold')
    .option('--where', 'list the places too')
    .action(
      act(async (session, { where = false, run }: { where?: boolean; run?: string }) => {
        const result = await session.job('secrets.scan', { workspace: await session.workspace(), ...(run === undefined ? {} : { run: await session.lid(run) }) });
        const rows = table(
          result.findings,
          [
            { title: 'group', text: (one) => groupWords[one.group], whole: true },
            { title: 'what', text: (one) => one.title, whole: true },
            { title: 'records', text: (one) => countText(one.records), right: true },
            { title: 'places', text: (one) => countText(one.places), right: true },
            { title: 'for example', text: (one) => (one.examples[0] === undefined ? '' : `${one.examples[0].lid} ${one.examples[0].path}`) },
          ],
          session.width,
        );
        const places = where
          ? result.findings.flatMap((one) => [
              `\n${one.title}${one.places > one.examples.length ? `, the first ${counted(one.examples.length, 'place')}` : ''}:\n`,
              ...one.examples.map((example) => `  ${visibleLine(`${example.lid}  ${example.path}`)}\n`),
            ])
          : [];
        return { json: result, text: `${rows}${places.join('')}${places.length > 0 ? '\n' : ''}${result.sentence}\n` };
      }),
    );
};
