/** `journal` and `name`: what was done in a workspace, by whom and when; and the name that stands there. */
import { resolve } from 'node:path';
import { Option } from 'commander';
import type { Output } from '../../../core/contract';
import type { JournalState } from '../../../core/contract/journal';
import { AuditError } from '../../../core/errors';
import { sayOnOneLine } from '../../../core/journal/words';
import { exitCodes } from '../exit-codes';
import { table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { bytesText, counted, countText, timeText } from '../words';

interface JournalOptions {
  text?: string;
  act?: string;
  who?: string;
  surface?: string;
  from?: string;
  to?: string;
  subject?: string;
  limit?: string;
  format: 'text' | 'csv' | 'jsonl';
  out?: string;
}

export const journalVerb: Verb = (program, act) => {
  program
    .command('journal')
    .description('what was done in this workspace, by whom and when; newest first')
    .option('--text <text>', 'entries that hold this text')
    .option('--act <act>', 'entries of one act, such as record-opened')
    .option('--who <account>', 'entries of one account, or of a name given')
    .addOption(new Option('--surface <surface>', 'done in the window, or from the command line').choices(['window', 'command line']))
    .option('--from <time>', 'entries from this time on: a date, or YYYY-MM-DDThh:mm:ssZ, in UTC')
    .option('--to <time>', 'entries before this time')
    .option('--subject <lid>', 'entries that name this LID or path: who opened or exported it here')
    .option('--limit <n>', 'how many are shown at the most', '10000')
    .addOption(
      new Option('--format <format>', 'csv for spreadsheets; jsonl for the lines exactly as they are kept, oldest first').choices(['text', 'csv', 'jsonl']).default('text'),
    )
    .option('--out <file>', 'with csv or jsonl: the file to write; an existing one is replaced')
    .action(
      act(async (session, { format, out, limit = '10000', ...options }: JournalOptions) => {
        const workspace = await session.workspace();
        const filter = filterOf(options);
        if (format !== 'text') {
          const made = await session.job('journal.export', { workspace, ...filter, form: format, ...(out !== undefined && { out: resolve(out) }) });
          const { text, ...json } = made;
          const said = `${counted(made.lines, 'line')}${made.whole ? ', the whole journal up to this act' : ''}, ${bytesText(made.bytes)}, SHA-256 ${made.sha256}`;
          return text === null ? { json, text: `${visibleLine(made.path ?? '')}: ${said}\n` } : { json: made, text, raw: true, notes: [`${said}.`] };
        }
        if (out !== undefined) throw new AuditError('bad-input', '--out goes with --format csv or jsonl.');
        const asked = Number(limit);
        if (!Number.isInteger(asked) || asked < 1 || asked > 10_000) throw new AuditError('bad-input', '--limit is a number from 1 to 10000.');
        const answer = await session.call('journal.list', { workspace, ...filter, limit: asked });
        await session.call('journal.opened', { workspace, page: 'journal.list' });
        return {
          json: answer,
          notes: [answer.damage ?? null],
          code: answer.damage === undefined ? exitCodes.fine : exitCodes.findings,
          text: `${rowsOf(answer.events, session.width)}${counted(answer.total, 'act')}${answer.total > answer.events.length ? `, the newest ${countText(answer.events.length)} shown` : ''}.\n${stateWords(answer.state)}\nAccess outside this program is unknown.\n`,
        };
      }),
    );

  program
    .command('name [name]')
    .description('your name as it stands in the journals of this home and on reports; nobody verifies it')
    .option('--none', 'take it away')
    .action(
      act(async (session, name: string | undefined, { none = false }: { none?: boolean }) => {
        const asks = name === undefined && !none;
        const said = asks ? { ...(await session.call('name.get', {})), notTold: [] } : await session.call('name.set', { name: none ? null : (name ?? null) });
        return {
          json: said,
          text: `${visibleLine(said.account)}: ${said.name === null ? 'no name given' : `${visibleLine(said.name)} (name given, not verified)`}\n`,
          notes: said.notTold.map((one) => `Not written into the journal of ${one}`),
        };
      }),
    );
};

function rowsOf(events: Output<'journal.list'>['events'], width: number | null): string {
  return table(
    events,
    [
      { title: 'no', text: (event) => String(event.seq), right: true },
      { title: 'when', text: (event) => timeText(event.at), whole: true },
      { title: 'who', text: (event) => (event.name === null ? event.who : `${event.who} (${event.name})`) },
      { title: 'from', text: (event) => event.surface },
      { title: 'what', text: (event) => event.title },
      { title: 'detail', text: (event) => sayOnOneLine({ ...event, kind: null }) },
    ],
    width,
  );
}

function stateWords({ lines, chained, attested, attestedAt }: JournalState): string {
  const chain =
    chained === lines
      ? `Each of ${counted(lines, 'line')} holds the SHA-256 of the one before.`
      : `The chain breaks after line ${chained} of ${lines}: "evidence verify" says more.`;
  if (attested === null || attestedAt === null) return `${chain} No signed checkpoint is known to cover them.`;
  return `${chain} The checkpoint of ${timeText(attestedAt)} covers lines up to ${countText(attested)}; ${counted(Math.max(0, lines - attested), 'newer line')} not yet.`;
}

function filterOf({ from, to, ...rest }: Omit<JournalOptions, 'format' | 'out' | 'limit'>) {
  return { ...rest, ...(from !== undefined && { from: instantOf(from) }), ...(to !== undefined && { to: instantOf(to) }) };
}

/** A date is its first instant, UTC. Throws `bad-input`. */
function instantOf(text: string): string {
  const full = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text;
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/.test(full) ? Date.parse(full) : Number.NaN;
  if (Number.isNaN(ms)) throw new AuditError('bad-input', `"${text}" is no time. Write 2026-11-26 or 2026-11-26T08:30:00Z, in UTC.`);
  return new Date(ms).toISOString();
}
