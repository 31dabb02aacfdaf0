/** Changed records in short, for a page: the first fields that differ, and how many there are. */
import type { Finding } from '../../contract/findings';
import { compareVersions } from '../../findings/compare-versions';
import { changeWords } from '../../findings/words';
import type { OpenWorkspace } from '../context';
import { bytesOrNull, versionsOf } from './show';

export interface ChangedInShort {
  lid: string | null;
  sync: number | null;
  /** In words, the first ones. */
  lines: string[];
  /** How many there are beyond. */
  more: number;
}

const mostRecords = 50;
const mostLines = 6;
const mostCharacters = 120;

export function changedInShort(workspace: OpenWorkspace, findings: readonly Finding[]): ChangedInShort[] {
  return findings
    .filter((one) => one.type === 'changed')
    .slice(0, mostRecords)
    .flatMap((one) => {
      const { old, now } = versionsOf(workspace, one);
      const [before, after] = [old && bytesOrNull(workspace, old), now && bytesOrNull(workspace, now)];
      if (before === null || after === null) return [];
      const { changes, changeCount, bytesDiffer } = compareVersions(workspace.masker, before, after);
      const lines = changes.slice(0, mostLines).map((change) => changeWords({ ...change, old: cut(change.old), new: cut(change.new) }));
      return [{ lid: one.lid, sync: one.sync, lines: lines.length === 0 ? [bytesDiffer] : lines, more: Math.max(0, changeCount - mostLines) }];
    });
}

function cut(text: string | null): string | null {
  return text === null || text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}…`;
}
