/** `watch` syncs again and again until Ctrl-C; `notices` lists what it found that nobody has marked as seen. */
import { type Notice, type NoticeKind, noticeKinds } from '../../../core/contract/watch';
import type { SyncResult } from '../../../core/contract/workspaces';
import { AuditError } from '../../../core/errors';
import { delayAfter, intervalText } from '../../../core/watch/schedule';
import { exitCodes } from '../exit-codes';
import type { Session } from '../session';
import { table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { counted, countText, timeText } from '../words';

interface WatchOptions {
  every?: string;
  once?: boolean;
}

/** A workspace that something else writes to is tried again after this. */
const busyMillis = 60_000;

/** One sync, or the try of one. */
interface Tried {
  at: string;
  result: SyncResult | null;
  error: { code: string; message: string } | null;
}

export const watchVerb: Verb = (program, act) => {
  program
    .command('watch')
    .description(
      'sync again and again until Ctrl-C, one line a sync; the same notices as in the window. Where only some runs were ever synced (sync --run), these runs again, else the whole store',
    )
    .option('--every <time>', 'how often: 15m, 1h, 6h, 1d; from 1 minute to 7 days', '1h')
    .option('--once', 'sync once, list the notices and end: with exit code 1 where there is one that nobody has marked as seen')
    .action(
      act(async (session, { every = '1h', once = false }: WatchOptions) => {
        const minutes = minutesOf(every);
        const workspace = await session.workspace();
        if (once) {
          const result = await session.job('sync.run', { workspace, trigger: 'watch' });
          const { notices } = await session.call('notices.list', { workspace, watching: true });
          const text = `${line({ at: result.finishedAt, result, error: null })}\n${noticesText(notices, session.width)}`;
          return { json: { syncs: [result], notices }, text, code: notices.length > 0 ? exitCodes.findings : exitCodes.fine };
        }
        const tried = await watchUntilStopped(session, workspace, minutes);
        const { notices } = await session.call('notices.list', { workspace, watching: true });
        return { json: { tried, notices }, text: noticesText(notices, session.width) };
      }),
    );
};

export const noticesVerb: Verb = (program, act) => {
  program
    .command('notices')
    .description('what changed, vanished, names no run, failed or stayed away since somebody looked: one line a kind')
    .option('--seen <kind>', `mark one kind as seen (${noticeKinds.join(', ')}, or all); the mark is kept in the journal`)
    .action(
      act(async (session, { seen }: { seen?: string }) => {
        const workspace = await session.workspace();
        const before = await session.call('notices.list', { workspace });
        if (seen === undefined) return { json: before, text: noticesText(before.notices, session.width), notes: before.problems.map(({ error }) => error) };
        const kinds = kindsOf(seen);
        for (const { kind, upTo } of before.notices) if (kinds.includes(kind)) await session.call('notices.seen', { workspace, kind, upTo });
        const { notices } = await session.call('notices.list', { workspace });
        return { json: { notices }, text: noticesText(notices, session.width) };
      }),
    );
};

/** Ends when the person stops it. Says each sync on stdout as it ends; a failure is said, and the wait doubles. */
async function watchUntilStopped(session: Session, workspace: string, minutes: number): Promise<Tried[]> {
  const tried: Tried[] = [];
  session.say(`Watching ${workspace}: synced ${intervalText(minutes)}, until Ctrl-C.`);
  for (let failures = 0; !session.signal.aborted; ) {
    const one = await tryOnce(session, workspace);
    if (session.signal.aborted) break;
    tried.push(one);
    const isBusy = one.error?.code === 'in-use';
    if (!isBusy) failures = one.error === null ? 0 : failures + 1;
    const wait = isBusy ? busyMillis : delayAfter(minutes, failures);
    session.say(line(one) + (one.error === null ? '' : ` Next try at ${timeText(new Date(Date.now() + wait).toISOString())}.`));
    await untilWallClock(Date.now() + wait, session.signal);
  }
  return tried;
}

async function tryOnce(session: Session, workspace: string): Promise<Tried> {
  try {
    const result = await session.job('sync.run', { workspace, trigger: 'watch' });
    return { at: result.finishedAt, result, error: null };
  } catch (error) {
    if (!(error instanceof AuditError) || error.code === 'not-found' || error.code === 'evidence-damaged') throw error;
    return { at: new Date().toISOString(), result: null, error: { code: error.code, message: error.message } };
  }
}

/** By the clock on the wall, in short steps: a computer that slept goes on once, and not for each time that passed. */
async function untilWallClock(until: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && Date.now() < until) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, Math.min(15_000, until - Date.now()));
      signal.addEventListener('abort', done, { once: true });
      function done() {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
  }
}

function line({ at, result, error }: Tried): string {
  if (result === null) return `${timeText(at)}  failed: ${error?.message ?? ''}`;
  const { sync, listed, changed, vanished, quarantined, reappeared } = result;
  const found = [
    `${countText(result.new)} new`,
    `${countText(changed)} changed`,
    (result.scope?.ended ?? result.complete)
      ? `${countText(vanished)} vanished`
      : result.scope === undefined
        ? 'the listing did not end, so nothing is known to have vanished'
        : 'not all links were followed, so nothing is known to have vanished',
    reappeared > 0 ? `${countText(reappeared)} came back` : null,
    quarantined > 0 ? `${countText(quarantined)} could not be read` : null,
  ].filter((part) => part !== null);
  const of = result.scope === undefined ? `${countText(listed)} listed` : `${countText(listed)} found, of ${counted(result.scope.runs.length, 'run')} and what they rest on alone`;
  return `${timeText(at)}  sync ${sync}: ${of}, ${found.join(', ')}.`;
}

function noticesText(notices: readonly Notice[], width: number | null): string {
  if (notices.length === 0) return 'No notice that nobody has marked as seen.\n';
  const rows = table(
    notices,
    [
      { title: 'kind', text: (one) => one.kind, whole: true },
      { title: 'since', text: (one) => timeText(one.since), whole: true },
      { title: 'notice', text: (one) => one.sentence },
    ],
    width,
  );
  return `${rows}${counted(notices.length, 'notice')} that nobody has marked as seen (notices --seen KIND).\n`;
}

function kindsOf(text: string): readonly NoticeKind[] {
  if (text === 'all') return noticeKinds;
  const kind = noticeKinds.find((known) => known === text);
  if (kind === undefined) throw new AuditError('bad-input', `"${visibleLine(text)}" is no kind of notice. There are ${noticeKinds.join(', ')}, and all.`);
  return [kind];
}

function minutesOf(text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,5})([mhd])$/.exec(text.trim()) ?? [];
  const minutes = Number(number) * ({ m: 1, h: 60, d: 1440 }[unit] ?? Number.NaN);
  if (!(minutes >= 1 && minutes <= 10_080)) throw new AuditError('bad-input', `--every "${visibleLine(text)}" is no time from 1 minute to 7 days. Write it as 15m, 1h or 1d.`);
  return minutes;
}
