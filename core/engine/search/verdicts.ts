/** What the newest checks say of each file, as the search asks for it: files nobody has checked are not-checked. */
import { currentVerdicts } from '../../index/queries/search-values';
import { type Verdict, verdicts } from '../../verify/verdict';
import type { OpenWorkspace } from '../context';
import { groupNumber, searchTable } from './table';

/** One bit a verdict: an outside path can have had several checksums, each with a check of its own. 0: no file. */
export function verdictBits(workspace: OpenWorkspace): Uint8Array {
  return workspace.cached('search verdicts', () => {
    const { size, group } = searchTable(workspace);
    const bits = new Uint8Array(size);
    for (const [node, verdict] of currentVerdicts(workspace.db)) bits[node] = (bits[node] ?? 0) | bitOf(verdict as Verdict);
    const [files, outside] = [groupNumber('files'), groupNumber('outside')];
    for (let node = 0; node < size; node++) {
      const isFile = group[node] === files || group[node] === outside;
      if (!isFile) bits[node] = 0;
      else if (bits[node] === 0) bits[node] = bitOf('not-checked');
    }
    return bits;
  });
}

export function bitOf(verdict: Verdict): number {
  return 1 << verdicts.indexOf(verdict);
}

/** Null for no verdict, and for several. */
export function oneVerdict(bits: number): Verdict | null {
  return verdicts.find((verdict) => bits === bitOf(verdict)) ?? null;
}
