/** The page of text in a bundle for whoever has never heard of any of this: what it is, how to check it with tools of others, what it does not prove. */

import { visibleText } from '../preview/visible-text';
import { counted, grouped } from '../report/words';
import { noneFound, ruleWords, scanRules } from '../secrets/rules';
import type { BundleInfo } from './format';

const width = 96;

/** Plain text, lines of at most 96 characters but for commands and keys. */
export function readMe(info: BundleInfo, withReport: boolean, keys: readonly string[]): string {
  const { checkpoint, counts, origin } = info;
  const when = `${checkpoint.dated.slice(0, 19).replace('T', ' ')} UTC`;
  const parts: string[] = [];
  const heading = (text: string) => parts.push('', text, '-'.repeat(text.length));
  const say = (text: string, indent = '') => parts.push(...wrapped(oneLine(text), indent));
  const command = (text: string) => parts.push(`    ${text}`);

  parts.push(
    info.completeness === 'complete'
      ? 'COMPLETE BUNDLE: nothing that its entries name was left out.'
      : `REDACTED BUNDLE: ${counted(info.leftOut.length, 'content')} left out, for what rules took for a secret or a list names.`,
    '',
  );
  const title = `EVIDENCE ON THE NEXTFLOW RUN ${oneLine(info.runName ?? '(no name recorded)').slice(0, 60)}`;
  parts.push(title, '='.repeat(title.length));
  say(
    `${info.run}, as ${info.product} knew it at checkpoint ${checkpoint.number} of the log ${origin}, dated ${when} by the clock of the computer that kept it. The records were read from ${info.store}. Bundle ${info.id}, ${completenessWords(info)}.`,
  );

  heading('What is in it');
  say(
    `- data/records: ${counted(counts.records, 'record')} as raw bytes, each named by its SHA-256: the run, its tasks and files, all they were made from, every version seen.`,
    '  ',
  );
  say(
    `- data/leaves.jsonl, data/proofs: ${grouped(counts.leaves)} of the ${grouped(checkpoint.size)} entries of the log, each with the proof that it is in the tree that data/checkpoint signs.`,
    '  ',
  );
  say(
    `- data/checks.jsonl: ${counted(counts.checks, 'result')} of checks, data/lists: ${counted(counts.lists, 'list')} that they rest on, files of OpenLineage events that tell of what came before and after among them (whole, with what else stands in them); data/statement.dsse.json: the same in short, signed (in-toto, DSSE).`,
    '  ',
  );
  say(
    info.completeness === 'complete'
      ? `- data/journal.jsonl: all ${grouped(counts.journal)} acts in that workspace up to the checkpoint. It is whole, so it tells of other runs as well: lines left out could not be checked.`
      : `- data/journal.jsonl: the ${grouped(counts.journal)} acts in that workspace up to the checkpoint, of other runs as well; of a line left out its SHA-256 alone, so that the chain still leads over it.`,
    '  ',
  );
  say(
    withReport
      ? '- data/report.pdf: the report, for people. data/bundle.json: what this is, for programs.'
      : '- data/bundle.json: what this is, for programs. The report was left out on purpose.',
    '  ',
  );
  say(warningWords(info));

  heading('How to check it');
  say('All at once, with Python 3.8 or later and nothing else, in this folder:');
  command('python3 verify.py');
  command('python3 verify.py --file PATH/OF/A/RESULT          is this file of mine one of those checked?');
  command('python3 verify.py --checkpoint FILE                a checkpoint that you were given earlier');
  say(
    'Whoever made a bundle could have changed its verify.py too. Take one from the source of the program (core/bundle/verify.py) and give it this folder, or use tools that have nothing to do with us:',
  );
  command('sha256sum -c manifest-sha256.txt                   or: pip install bagit; bagit.py --validate .');
  say('The checkpoint with openssl (the key is the last field of a line of data/keys.txt without its first byte; where there are several, take the one that signed):');
  command("head -3 data/checkpoint > /tmp/message; tail -1 data/checkpoint | awk '{print $3}' | base64 -d | tail -c 64 > /tmp/sig");
  command("(printf '0*0\\005\\006\\003+ep\\003!\\000'; head -1 data/keys.txt | sed 's/^[^+]*+[^+]*+//' | base64 -d | tail -c 32) > /tmp/key");
  command('openssl pkeyutl -verify -pubin -keyform DER -inkey /tmp/key -rawin -in /tmp/message -sigfile /tmp/sig');
  say(
    'The checkpoint and the proofs are C2SP signed notes and tlog-proofs: Go reads them with golang.org/x/mod/sumdb/note (note.Open with a line of data/keys.txt) and .../tlog (tlog.CheckRecord). The statement: securesystemslib (Envelope.from_dict, SSlibKey).',
  );

  heading('What it does not prove');
  say('- Whose key it is. Nobody here vouches for it: compare it with one that you got by another way. Keys that signed this log:', '  ');
  for (const key of keys) command(oneLine(key));
  say(
    "- That nothing was rewritten before the checkpoint left the computer: its owner holds the key. A checkpoint handed out earlier is what tells; times are that computer's clock.",
    '  ',
  );
  say('- That records were true when Nextflow wrote them, or were not changed before they were first seen here. That the run succeeded: no record says so.', '  ');
  say(
    '- Content, where a result says "metadata-match": same path, size and date, content NOT checked. MurmurHash3, which "content-verified" can rest on, rules out accidents, not intent.',
    '  ',
  );
  if (info.coverage !== undefined) say(`- That the whole store was read. ${info.coverage}`, '  ');
  say(
    '- That this is all there is on the run: only what that workspace had read and checked by then. Entries of the log that do not concern this run are not in here, their hashes alone are.',
    '  ',
  );
  return `${parts.join('\n')}\n`;
}

/** Names and paths come from a store. */
function oneLine(text: string): string {
  return visibleText(text).replace(/[\t\n]/g, ' ');
}

function completenessWords({ completeness, leftOut, unread }: BundleInfo): string {
  const lost = unread === 0 ? '' : `; ${counted(unread, 'object')} of the store could not be read when last seen`;
  return completeness === 'complete'
    ? `complete: every version that the entries name is in it${lost}`
    : `REDACTED: left out are the bytes of ${counted(leftOut.length, 'record')} or lists, and entries of the log that hold the same; the digests and proofs are in it${lost}`;
}

function warningWords({ warnings, completeness }: BundleInfo): string {
  if (warnings === null)
    return 'Records hold command lines, settings, paths and names of accounts. Nobody looked for secrets or personal data in these: treat all of it as confidential.';
  if (warnings.length === 0) return `Secrets and personal data were looked for in the records. ${noneFound}`;
  const found = warnings.map(({ kind, records, places }) => `${kindWords(kind)}: ${counted(places, 'place')} in ${counted(records, 'record')}`);
  const left = completeness === 'redacted' ? ' Those with secrets were left out; personal data of other kinds was not.' : '';
  return `CAREFUL: the records hold what looks like secrets or personal data (${found.join('; ')}).${left} Rules cannot find all.`;
}

function kindWords(kind: string): string {
  const rule = scanRules.find((one) => one === kind);
  return rule === undefined ? kind : ruleWords(rule);
}

function wrapped(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
