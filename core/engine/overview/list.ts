/** The lists behind the numbers, a page at a time: what the page shows is read from the index for its rows alone. */
import type { Parsed } from '../../contract';
import { type OverviewList, type OverviewRow, overviewColumns } from '../../contract/overview';
import { nodesById, runsOfNodes } from '../../index/queries/nodes';
import { severalVersions } from '../../index/queries/overview';
import { runNames } from '../../index/queries/runs';
import type { CallTimes } from '../../overview/call-times';
import { isIn, type Listed, partCounts } from '../../overview/counted';
import { type MeasureId, measureIds } from '../../overview/measures';
import type { Ports } from '../../ports';
import { allFiles, bySize } from '../all-files';
import type { OpenWorkspace } from '../context';
import { arrangedPage } from '../pages';
import { badChecks } from './bad-checks';
import { columnsOf, lidOfUnread, readWords, titlesOfRuns, wordsOf } from './columns';
import { publishedIn } from './counts';
import { recordMeasures } from './from-records';
import { incidentIn } from './incident';
import { countedOf, partWords } from './measures';
import { badOutputs, contentLines, domainLines, inTime, openFindingLines, quarantineLines } from './more-lists';
import { judgedOutputs } from './outputs';

export interface ListWorld {
  ports: Ports;
  times: CallTimes;
  nowMs: number;
}

export function listOf(world: ListWorld, workspace: OpenWorkspace, { list, part, ...page }: Parsed<'overview.list'>) {
  const items = itemsOf(world, workspace, list);
  const chosen = part === undefined ? items : items.filter((one) => isIn(one, part));
  // These two are of this moment, and change while the index does not.
  const moment = list === 'query-time' || list === 'staleness' ? world.nowMs : '';
  const lineColumns = columnsOf(workspace.db, chosen);
  const rowsAt = (places: readonly number[]) =>
    workspace.masker.texts(
      rowsOf(
        workspace,
        places.flatMap((place) => chosen[place] ?? []),
      ),
    );
  return {
    ...arrangedPage(workspace, `overview ${list} ${moment} ${part ?? ''}`, { total: chosen.length, rowsOf: rowsAt, column: (id) => lineColumns[id]() }, overviewColumns, page),
    parts: partCounts(items).map(({ part: one, count }) => ({ part: one, count, words: partWords(one) })),
  };
}

/** Whether it is made by going along links. */
export function needsFacts(list: OverviewList): boolean {
  return list in recordMeasures || list.startsWith('incident-');
}

function itemsOf({ ports, times, nowMs }: ListWorld, workspace: OpenWorkspace, list: OverviewList): readonly Listed[] {
  switch (list) {
    case 'outputs':
      return judgedOutputs(workspace);
    case 'storage':
      return workspace.cached('overview sizes', () => {
        const published = new Set(publishedIn(workspace));
        const files = allFiles(workspace);
        return Array.from(bySize(files), (at): Listed => {
          const [node, size] = [files.nodes[at] ?? -1, files.sizes[at] ?? Number.NaN];
          return { node, name: '', part: published.has(node) ? 'published' : 'task', detail: Number.isNaN(size) ? 'no size recorded' : `${size} bytes` };
        });
      });
    case 'incident-sources':
      return incidentIn(ports, workspace).sources;
    case 'incident-reached':
      return incidentIn(ports, workspace).reached;
    case 'incident-unknown':
      return incidentIn(ports, workspace).unknown;
    case 'runs':
      return inTime(ports, workspace, 'run');
    case 'checks':
      return inTime(ports, workspace, 'check');
    case 'found':
      return inTime(ports, workspace, 'finding');
    case 'open-findings':
      return openFindingLines(ports, workspace);
    case 'bad-outputs':
      return badOutputs(workspace);
    case 'bad-checks':
      return badChecks(workspace);
    case 'contents':
      return contentLines(workspace);
    case 'quarantine':
      return quarantineLines(workspace);
    case 'domains':
      return domainLines(ports, workspace);
    case 'versions':
      return workspace.cached('overview versions', () =>
        severalVersions(workspace.db).map(({ path, node, versions }): Listed => ({ node, name: path, part: String(versions), detail: path })),
      );
    default:
      return countedOf(workspace, times, nowMs, measureOf(list)).items;
  }
}

function measureOf(list: OverviewList): MeasureId {
  const id = measureIds.find((one) => one === list);
  if (id === undefined) throw new Error(`The list ${list} is behind no measure.`);
  return id;
}

function rowsOf({ db }: OpenWorkspace, page: readonly Listed[]): OverviewRow[] {
  const ids = page.flatMap(({ node, reader }) => [node ?? [], reader ?? []].flat());
  const nodes = nodesById(db, ids);
  const runs = runsOfNodes(db, ids);
  const names = runNames(db);
  const titles = titlesOfRuns(db, runs.values());
  return page.map((line): OverviewRow => {
    const { node, name, part, detail, reader = null } = line;
    const row = node === null ? undefined : nodes.get(node);
    const run = node === null ? undefined : runs.get(node);
    return {
      lid: row?.lid ?? lidOfUnread(line),
      title: node === null || row === undefined ? name : (names.get(node) ?? row.title),
      kind: row?.kind ?? null,
      run: run === undefined || run === row?.lid ? null : { lid: run, title: titles.get(run) ?? run },
      part,
      words: wordsOf(line),
      detail: reader === null ? detail : readWords(nodes.get(reader)),
    };
  });
}
