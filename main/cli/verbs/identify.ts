/** `identify`: which records know a file, wherever it lies and whatever it is called. */
import { resolve } from 'node:path';
import type { Identification, IdentifiedFile } from '../../../core/contract/identify';
import { identifiedWords } from '../../../core/verify/identify/words';
import { exitCodes } from '../exit-codes';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { bytesText, counted } from '../words';

export const identifyVerb: Verb = (program, act) => {
  program
    .command('identify <files...>')
    .description('which records know these files, or the files in these folders: by content where that can be told; also when renamed or moved')
    .action(
      act(async (session, files: string[]) => {
        const workspace = await session.workspace();
        const answer = await session.job('files.identify', { workspace, paths: files.map((file) => resolve(file)) });
        const noneRead = answer.files.every(({ problem }) => problem !== null);
        return { json: answer, text: identificationText(answer), code: noneRead ? exitCodes.failed : exitCodes.fine };
      }),
    );
};

function identificationText({ files, notRead, limits, stopped }: Identification): string {
  const identified = files.filter(({ hits }) => hits.some(({ by }) => by !== 'metadata')).length;
  const lines = [...files.flatMap(fileLines), `${identified} of ${counted(files.length, 'file')} known by content. ${limits}`];
  if (notRead > 0) lines.push(`${counted(notRead, 'entry was', 'entries were')} not looked at: links, devices, folders that may not be listed, or more than 10,000 files.`);
  if (stopped) lines.push('Stopped before the end: only the files above were read.');
  return `${lines.join('\n')}\n`;
}

function fileLines({ path, size, sha256, words, problem, hits, hints, hintCount }: IdentifiedFile): string[] {
  const lines = [visibleLine(path), `  ${visibleLine(words)}`];
  if (problem !== null) return [...lines, ''];
  lines.push(`  ${bytesText(size ?? 0)}, SHA-256 ${sha256}`);
  for (const { by, lid, path: recorded, run, caution, words: sentences } of hits) {
    const ofRun = run === null ? '' : `, run ${run.name ?? run.lid}`;
    lines.push(`  ${caution ? '!' : by === 'metadata' ? '≈' : '='} ${visibleLine(`${lid ?? recorded ?? ''}${ofRun}`)}: ${identifiedWords[by]}`);
    if (lid !== null && recorded !== null) lines.push(`      recorded at ${visibleLine(recorded)}`);
    for (const sentence of sentences) lines.push(`      ${visibleLine(sentence)}`);
  }
  if (hints.length > 0) lines.push('  Weak, no evidence of the content:');
  for (const { lid, path: recorded, run, words: why } of hints)
    lines.push(`  ? ${visibleLine(`${lid ?? recorded ?? ''}${run === null ? '' : `, run ${run.name ?? run.lid}`}`)}: ${why}`);
  if (hintCount > hints.length) lines.push(`    and ${counted(hintCount - hints.length, 'other', 'others')}`);
  return [...lines, ''];
}
