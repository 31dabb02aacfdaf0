/** Follows the chain of the journal in a bundle to the line that its checkpoint signs. A line left out is known by its SHA-256 alone. */
import { firstPrev } from '../evidence/journal';
import { sha256Of } from '../evidence/mirror';
import type { Ports } from '../ports';
import type { CheckedLog } from './check-log';
import type { Tally } from './findings';
import { type Bundle, jsonLines } from './read-bundle';

export function checkJournal(ports: Pick<Ports, 'sha256'>, { files, info }: Bundle, { events, checkpoint }: CheckedLog, tally: Tally): void {
  const lines = jsonLines(files.get('data/journal.jsonl'));
  let prev = firstPrev;
  let seq = 0;
  for (const { number, text, value } of lines) {
    const line = value as { seq?: unknown; prev?: unknown; leftOut?: unknown; sha256?: unknown } | undefined | null;
    const subject = `line ${number} of data/journal.jsonl`;
    seq++;
    if (line?.leftOut === true) {
      const known = line.seq === seq && typeof line.sha256 === 'string' && /^[0-9a-f]{64}$/.test(line.sha256);
      tally.check(
        'journal',
        subject,
        known ? (info.completeness === 'redacted' ? null : 'it is left out of a bundle that calls itself complete') : 'it is left out, and its SHA-256 is not given',
      );
      prev = typeof line.sha256 === 'string' ? line.sha256 : '';
      continue;
    }
    tally.check('journal', subject, line?.seq === seq && line.prev === prev ? null : 'it does not follow the line before: altered, cut out or put in');
    prev = sha256Of(ports, new TextEncoder().encode(text));
  }
  const head = checkpoint === null ? undefined : events.get(checkpoint.size - 1);
  if (head?.type !== 'journal-head') tally.check('journal', 'data/leaves.jsonl', 'the last leaf that was signed is not in the bundle, so the journal cannot be held against it');
  else {
    tally.check('journal', 'data/journal.jsonl', head.seq === seq && head.lineSha256 === prev ? null : 'it does not end with the line that was signed');
    const { dated, number } = info.checkpoint;
    const same = head.at === dated && head.checkpoints + 1 === number;
    tally.check('checkpoint', 'data/bundle.json', same ? null : 'it gives the checkpoint another date or number than its last leaf does');
  }
  tally.check('journal', 'data/bundle.json', lines.length === info.counts.journal ? null : 'it counts other lines of the journal than are there');
}
