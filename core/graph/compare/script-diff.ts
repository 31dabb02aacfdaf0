/** Two scripts as a unified diff with secrets masked, bounded so that a script of megabytes stops nothing. */
import { diffText } from '../../nextflow/diff';

const longest = 200_000;
const mostLines = 5000;
const shown = 20_000;

/** Both texts masked already. Null where they are equal, as two scripts may be once their secrets are masked. */
export function scriptDiff(left: string, right: string): string | null {
  if (left === right) return null;
  if (left.length > longest || right.length > longest || lines(left) > mostLines || lines(right) > mostLines)
    return 'The scripts are too long to be shown side by side: see the records.';
  const text = diffText({ key: 'first', text: `${left}\n` }, { key: 'second', text: `${right}\n` });
  const body = text.slice(text.indexOf('--- ')).trimEnd();
  return body.length > shown ? `${body.slice(0, shown)}\n… cut here` : body;
}

function lines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** A work folder of Nextflow, `ab/0123…`: another one for every execution. */
const workFolder = /\b[0-9a-f]{2}\/[0-9a-f]{30}\b/g;

/** Do the scripts differ in nothing but work folders? */
export function sameButWorkFolders(left: string, right: string): boolean {
  return left.replace(workFolder, '') === right.replace(workFolder, '');
}
