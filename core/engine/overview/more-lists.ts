/** The lists behind the counts of the overview that no measure has: what a bar says, line by line. */
import type { Executive } from '../../contract/overview';
import { findingKinds } from '../../findings/kinds';
import { keptContents, quarantinedObjects } from '../../index/queries/overview';
import { nodesOfKeys } from '../../index/queries/references';
import { domainPart } from '../../overview/behind';
import type { Listed } from '../../overview/counted';
import { kindOfReason } from '../../overview/quarantine-reason';
import type { Ports } from '../../ports';
import { keyOfLid, lidOfKey } from '../../record/lid';
import { timelineOf } from '../../time/timeline';
import { verdictWords } from '../../verify/verdict';
import type { OpenWorkspace } from '../context';
import { allFindings } from '../findings/all';
import { allIndexedRuns } from '../runs/indexed';
import { publishedIn } from './counts';
import { domainOfRuns } from './executive';
import { fromRecords } from './from-records';
import { checkedText, isBad, judgedNodes } from './outputs';

/** What a bar of the runs over time, or of the trends, counts: `part` is the begin of its stretch of time, or `undated`. */
export type InTime = 'run' | 'check' | 'finding';

export function inTime(ports: Ports, workspace: OpenWorkspace, kind: InTime): readonly Listed[] {
  return workspace.cached(`overview list ${kind}`, () => {
    const { bins, items } = timelineOf(ports, workspace, { kinds: ['run', 'sync', 'check', 'finding'], offset: 0, limit: Number.POSITIVE_INFINITY });
    const mine = items.filter((one) => one.kind === kind).reverse();
    const nodes = nodesIn(workspace, mine);
    let bin = 0;
    const dated = mine.map(({ at, lid, title, detail }): Listed => {
      // Oldest first, as the bins are: ISO texts of years beyond 9999 sort otherwise, so they are read.
      while (bin + 1 < bins.length && Date.parse(bins[bin + 1]?.start ?? '') <= Date.parse(at)) bin++;
      return {
        node: nodes(lid),
        name: title,
        part: bins[bin]?.start ?? '',
        detail: kind === 'run' ? detail : `${at}; ${kind === 'finding' ? findingText(title, detail) : detail}`,
      };
    });
    if (kind !== 'run') return dated;
    const placed = new Set(mine.map(({ lid }) => lid));
    const undated = allIndexedRuns(workspace).filter(({ key }) => !placed.has(lidOfKey(key)));
    return [...dated, ...undated.map(({ node }): Listed => ({ node, name: '', part: 'undated', detail: '' }))];
  });
}

/** Findings that nobody has acknowledged, as far as they still hold: grave ones, and others. */
export function openFindingLines(ports: Ports, workspace: OpenWorkspace): readonly Listed[] {
  return workspace.cached('overview open findings', () => {
    const open = allFindings(ports, workspace).filter(({ acknowledged, holds }) => acknowledged === null && holds);
    const nodes = nodesIn(workspace, open);
    return open.map(({ lid, key, type, detail }): Listed => {
      const { grave, short } = findingKinds[type];
      return { node: nodes(lid), name: key, part: grave ? 'finding' : 'other-finding', detail: findingText(short, detail) };
    });
  });
}

export function badOutputs(workspace: OpenWorkspace): readonly Listed[] {
  const judged = judgedNodes(workspace);
  return publishedIn(workspace).flatMap((node): Listed[] => {
    const check = judged.get(node);
    if (check === undefined || !isBad(check)) return [];
    return [{ node, name: '', part: check.changed ? 'changed-bytes' : check.verdict, detail: checkedText(check) }];
  });
}

/** Every content of an object that is kept: of records, history lines and quarantined objects. */
export function contentLines(workspace: OpenWorkspace): readonly Listed[] {
  return workspace.cached('overview contents', () =>
    keptContents(workspace.db).map(({ path, node, size, sha256 }): Listed => ({ node, name: path, part: 'kept', detail: `${size} bytes, SHA-256 ${sha256}` })),
  );
}

export function quarantineLines(workspace: OpenWorkspace): readonly Listed[] {
  return quarantinedObjects(workspace.db).map(({ path, reason }): Listed => {
    const kind = kindOfReason(reason);
    return { node: null, name: path, part: kind, detail: kind === reason ? '' : reason };
  });
}

type Column = Exclude<keyof Executive['domains'][number], 'domain'>;

/** What the table of domains counts: runs, published files and open findings, each in the parts of the columns that count it. */
export function domainLines(ports: Ports, workspace: OpenWorkspace): readonly Listed[] {
  return workspace.cached('overview domain lines', () => {
    const { published, runs, full: isFull } = fromRecords(workspace);
    const judged = judgedNodes(workspace);
    const { of } = domainOfRuns(workspace);
    const items: Listed[] = [];
    const ofLid = new Map<string, string | null>();
    for (const { node, key } of allIndexedRuns(workspace)) {
      const domain = of.get(node) ?? null;
      ofLid.set(lidOfKey(key), domain);
      items.push({ node, name: lidOfKey(key), part: domainPart('runs', domain), detail: '' });
    }
    for (const [i, id] of published.entries()) {
      const domain = of.get(runs[i] ?? -1) ?? null;
      const check = judged.get(id);
      const full = isFull[i] === 1;
      const state: Column | null =
        check === undefined || check.verdict === 'not-checked' ? 'unchecked' : isBad(check) ? 'bad' : check.verdict === 'content-verified' && !check.stale ? 'verified' : null;
      const also = [...(full ? ['full' as const] : []), ...(state === null ? [] : [state])];
      items.push({
        node: id,
        name: '',
        part: domainPart('published', domain),
        ...(also.length > 0 && { also: also.map((column) => domainPart(column, domain)) }),
        detail: `${full ? 'full chain' : 'chain not full'}; ${verdictWords[check?.verdict ?? 'not-checked'].short}${check?.changed ? ', other bytes than at an earlier reading' : ''}`,
      });
    }
    const open = allFindings(ports, workspace).filter(({ acknowledged, holds, run }) => acknowledged === null && holds && run !== null && ofLid.has(run));
    const nodes = nodesIn(workspace, open);
    for (const { lid, key, run, type, detail } of open)
      items.push({ node: nodes(lid), name: key, part: domainPart('openFindings', ofLid.get(run ?? '') ?? null), detail: findingText(findingKinds[type].short, detail) });
    return items;
  });
}

/** The nodes of all LIDs at once. */
function nodesIn({ db }: OpenWorkspace, lines: readonly { lid: string | null }[]): (lid: string | null) => number | null {
  const keys = lines.flatMap(({ lid }) => (lid === null ? [] : [keyOfLid(lid)]));
  const nodes = nodesOfKeys(db, keys);
  return (lid) => (lid === null ? null : (nodes.get(keyOfLid(lid)) ?? null));
}

/** What kind of finding it is, and what it says where it says more. */
export function findingText(short: string, detail: string): string {
  return detail === '' ? short : `${short}: ${detail}`;
}
