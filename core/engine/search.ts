/** Search from anywhere: a typed question in the language of core/search/, answered over the index. */
import type { EngineHandlers } from '../contract';
import type { EngineContext, OpenWorkspace } from './context';
import type { Asked } from './journal/searches';
import { answered, find } from './search/answer';
import { labelHandlers } from './search/labels';
import { savingHandlers } from './search/save';
import { readScripts, scriptCounts } from './search/scripts';
import { searchable } from './search/searchable';
import { suggest } from './search/suggest';
import { sparing } from './sparing';
import type { Workspaces } from './workspaces';

type Names = Extract<keyof EngineHandlers, `search.${string}` | `labels.${string}`>;

export function searchHandlers(context: EngineContext, workspaces: Workspaces): Pick<EngineHandlers, Names> {
  const { open, searches } = context;
  const ready = (name: string) => searchable(context, name);
  return {
    ...savingHandlers(context, workspaces),
    ...labelHandlers(context),
    'search.settled': async ({ workspace, text }) => {
      searches.settled(asked(await ready(workspace), text));
      return {};
    },
    'search.find': async ({ workspace: name, settled, ...question }) => {
      const workspace = await ready(name);
      const answer = find(workspace, question);
      searches[settled ? 'settled' : 'typed'](asked(workspace, question.text));
      return answer;
    },
    'search.scripts': async function* ({ workspace: name, text }, signal) {
      const workspace = open(name);
      yield* sparing(context.ports, () => readScripts(workspace, signal));
      const question = asked(workspace, text);
      searches.settled(question);
      return { tasks: question.groups.scripts ?? 0, ...scriptCounts(workspace) };
    },
    'search.suggest': async ({ workspace, text, caret }) => suggest(await ready(workspace), text, Math.min(caret, text.length)),
  };
}

/** What the journal says of a question: how many hits it had, by group. */
function asked(workspace: OpenWorkspace, text: string): Asked {
  const { listings } = answered(workspace, text);
  const groups = Object.fromEntries([...listings].map(([group, { total }]) => [group, total]));
  return { workspace: workspace.name, text: text.trim(), hits: Object.values(groups).reduce((sum, count) => sum + count, 0), groups };
}
