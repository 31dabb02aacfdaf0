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
  secrets
    .command('lists')
    .description('your own patterns: # is a digit, * some letters, digits, - _ or .; each option adds one, kept from then on')
    .option('--deny <pattern...>', 'personal data here, such as PAT-####; left out of redacted bundles like a secret')
    .option('--allow <pattern...>', 'no secret and not personal, whatever a rule says')
    .option('--forget <pattern...>', 'take it off both lists')
    .option('--reason <text>', 'why; for the journal')
    .action(
      act(async (session, options: { deny?: string[]; allow?: string[]; forget?: string[]; reason?: string }) => {
        const workspace = await session.workspace();
        const kept = await session.call('secrets.lists', { workspace });
        const next = (list: string[], more: string[] = []) => [...new Set([...list, ...more])].filter((one) => !(options.forget ?? []).includes(one));
        const changes = options.deny !== undefined || options.allow !== undefined || options.forget !== undefined;
        const lists = changes
          ? await session.call('secrets.setLists', { workspace, deny: next(kept.deny, options.deny), allow: next(kept.allow, options.allow), reason: options.reason ?? '' })
          : kept;
        const said = (title: string, list: string[]) => `${title}: ${list.length === 0 ? 'nothing' : list.map(visibleLine).join(', ')}\n`;
        return { json: lists, text: `${said('deny', lists.deny)}${said('allow', lists.allow)}` };
      }),
    );
};
