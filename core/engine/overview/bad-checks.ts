/** What checks of files found wrong, whatever kind of file: an input from outside is in no list of records, and counts as much. */
import type { Output } from '../../contract';
import { badOutsideChecks } from '../../index/queries/checks';
import { gathered, type Listed } from '../../overview/counted';
import type { OpenWorkspace } from '../context';
import { badVerdicts, checkedText, isBad, judgedNodes } from './outputs';

/** Each file once, with all that its newest checks say is wrong with it. */
export function badChecks(workspace: OpenWorkspace): readonly Listed[] {
  return bad(workspace).items;
}

export function countBad(workspace: OpenWorkspace): Output<'verify.bad'> {
  const { items, outside } = bad(workspace);
  return { checked: judgedNodes(workspace).size, bad: items.length, outside };
}

function bad(workspace: OpenWorkspace): { items: readonly Listed[]; outside: number } {
  return workspace.cached('bad checks', () => {
    const { add, lines } = gathered();
    const outside = badOutsideChecks(workspace.db, badVerdicts);
    for (const { node, recorded, verdict, at } of outside)
      add(node, verdict, `${recorded === '' ? 'no checksum recorded' : `recorded checksum ${recorded}`}, ${checkedText({ at, stale: false })}`);
    const fromOutside = new Set(outside.map(({ node }) => node));
    for (const [node, check] of judgedNodes(workspace)) {
      if (!isBad(check) || (fromOutside.has(node) && !check.changed)) continue;
      const detail = checkedText(check);
      if (check.changed) add(node, 'changed-bytes', detail);
      if (badVerdicts.includes(check.verdict) && !fromOutside.has(node)) add(node, check.verdict, detail);
    }
    return { items: lines(), outside: fromOutside.size };
  });
}
