/** Searches that a person saved, in the settings of the workspace; and the hits of one group written out as CSV. */
import type { EngineHandlers } from '../../contract';
import type { SavedSearch, SearchHit } from '../../contract/search';
import { createCsv } from '../../csv';
import { AuditError } from '../../errors';
import { pause } from '../../pause';
import { parseQuery } from '../../search/parse';
import { verdictWords } from '../../verify/verdict';
import type { EngineContext } from '../context';
import type { WorkspaceInside } from '../open-workspace';
import { refuseOutput } from '../own-output';
import type { Workspaces } from '../workspaces';
import { writeBytes } from '../write-out';
import { answered } from './answer';
import { readScripts } from './scripts';

type Names = 'search.saved' | 'search.save' | 'search.unsave' | 'search.export';

/** Lines that are made between two breaths. */
const portion = 1000;
const columns = ['name', 'kind', 'LID or value', 'detail', 'run', 'LID of the run', 'recorded time', 'newest check', 'record in the store', 'records with this value'];

export function savingHandlers({ ports, emit }: EngineContext, workspaces: Workspaces): Pick<EngineHandlers, Names> {
  const savedOf = (workspace: WorkspaceInside): SavedSearch[] => workspace.settings.searches ?? [];
  const keep = (workspace: WorkspaceInside, now: SavedSearch[], detail: { was: SavedSearch | null; now: SavedSearch | null }) => {
    const searches = [...now].sort((a, b) => (a.name < b.name ? -1 : 1));
    workspace.saveSettings({ ...workspace.settings, searches }, 'saved-search-set', detail);
    emit({ type: 'workspace-changed', workspace: workspace.name });
    return { searches };
  };
  return {
    'search.saved': ({ workspace }) => ({ searches: [...savedOf(workspaces.inside(workspace))] }),
    'search.save': ({ workspace: name, name: as, text, was }) => {
      parseQuery(text); // throws for one that cannot be asked
      const workspace = workspaces.inside(name);
      const before = savedOf(workspace);
      const old = was === undefined ? null : named(before, was);
      if (was !== as && before.some((one) => one.name === as)) throw new AuditError('already-exists', `There is a saved search "${as}" already. Give this one another name.`);
      const now = { name: as, text: text.trim() };
      return keep(workspace, [...before.filter((one) => one !== old), now], { was: old, now });
    },
    'search.unsave': ({ workspace: name, name: of }) => {
      const workspace = workspaces.inside(name);
      const before = savedOf(workspace);
      const old = named(before, of);
      return keep(
        workspace,
        before.filter((one) => one !== old),
        { was: old, now: null },
      );
    },
    'search.export': async function* ({ workspace: name, text, group, sort, out }, signal) {
      const workspace = workspaces.inside(name);
      refuseOutput(workspace, out);
      if (group === 'scripts') yield* readScripts(workspace, signal);
      const listing = answered(workspace, text).listings.get(group);
      const csv = createCsv();
      const parts = [csv.head(name, columns)];
      const total = listing?.total ?? 0;
      for (let at = 0; at < total; at += portion) {
        yield* pause({ phase: 'writing lines', done: at, total }, signal);
        for (const hit of listing?.hits(sort, at, portion) ?? []) parts.push(csv.line(cellsOf(workspace.masker.texts(hit))));
      }
      const written = writeBytes({ ports, workspace, out }, new TextEncoder().encode(parts.join('')), (file) => ({
        act: 'search-exported',
        detail: { text, group, rows: total, ...file, guarded: csv.guarded() },
      }));
      return { ...written, rows: total, guarded: csv.guarded() };
    },
  };
}

function named(searches: readonly SavedSearch[], name: string): SavedSearch {
  const found = searches.find((one) => one.name === name);
  if (found === undefined) throw new AuditError('not-found', `There is no saved search "${name}".`);
  return found;
}

function cellsOf({ title, kind, lid, value, detail, run, time, verdict, present, count }: SearchHit): (string | number | null)[] {
  return [
    title,
    kind,
    lid ?? value,
    detail,
    run?.name ?? null,
    run?.lid ?? null,
    time,
    verdict === null ? null : verdictWords[verdict].short,
    lid === null ? null : present ? 'yes' : 'no',
    count,
  ];
}
