/** Tags of this workbench: set, taken back, listed and written out; each change is kept as evidence. */
import type { EngineHandlers } from '../contract';
import type { TaggedItem } from '../contract/tags';
import { createCsv } from '../csv';
import { AuditError } from '../errors';
import type { TagsSet } from '../evidence/ledger';
import { changesOfAct, changesOfItem, newestTagAct, tagCounts, taggedCount, taggedItems, tagsOfItem } from '../index/queries/tags';
import { nowOf } from '../now';
import type { ValueColumn } from '../table/values';
import { itemText, type TagItem } from '../tags/item';
import { mostKeys, suggestedKeys, tagKey, tagText, tagValue } from '../tags/rules';
import { splitName } from '../time/name';
import type { EngineContext, OpenWorkspace } from './context';
import { refuseOutput } from './own-output';
import { pageOf } from './pages';
import { knownItem } from './tags/known-item';
import type { Workspaces } from './workspaces';
import { writeBytes } from './write-out';

type Names = 'tags.set' | 'tags.undo' | 'tags.list' | 'tags.items' | 'tags.get' | 'tags.export';
type Change = TagsSet['changes'][number];

const historyShown = 200;
/** Items that the journal names of an act on many. */
const named = 100;

/** What the table of items sorts and filters by. */
const columns: readonly ValueColumn<TaggedItem>[] = [
  { id: 'tag', value: tagText },
  { id: 'title', value: (row) => row.title },
  { id: 'kind', value: (row) => row.node?.kind ?? row.item.kind },
  { id: 'item', value: (row) => itemText(row.item) },
  { id: 'at', value: (row) => row.at },
  { id: 'by', value: (row) => row.by },
  { id: 'reason', value: (row) => row.reason },
];

export function tagHandlers({ ports, open, emit }: EngineContext, workspaces: Workspaces): Pick<EngineHandlers, Names> {
  /** Keeps an act: one event an item, then its entry in the journal. */
  function keep(name: string, reason: string, undoes: number | null, decide: (workspace: OpenWorkspace) => { item: TagItem; changes: Change[] }[]) {
    const workspace = workspaces.inside(name);
    const why = refusal(name, workspace);
    if (why !== null) throw new AuditError('not-supported', why);
    const events = workspace.keepEvidence('setting tags', () => {
      const at = nowOf(ports);
      const act = newestTagAct(workspace.db) + 1;
      const made = decide(workspace).map(
        ({ item, changes }): TagsSet => ({ type: 'tags-set', act, at, by: ports.who.user, reason: reason === '' ? null : reason, undoes, item, changes }),
      );
      return { events: made, answer: made };
    });
    const [first] = events;
    if (first === undefined) return null;
    const few = events.slice(0, named);
    const side = (which: 'was' | 'now') => few.map(({ item, changes }) => ({ item: itemText(item), tags: changes.map((one) => ({ [one.key]: one[which] })) }));
    workspace.journal('tags-set', {
      act: first.act,
      ...(undoes !== null && { undoes }),
      items: events.length,
      of: few.map(({ item }) => itemText(item)),
      was: side('was'),
      now: side('now'),
      ...(reason !== '' && { reason }),
    });
    emit({ type: 'workspace-changed', workspace: name });
    return first.act;
  }

  return {
    'tags.set': ({ workspace: name, items, set, remove, reason }) => {
      const wanted = new Map<string, string | null>();
      let masked = 0;
      for (const one of set) {
        const key = tagKey(one.key);
        if (wanted.has(key)) throw new AuditError('bad-input', `The tag "${key}" is given twice: an item has one value of a key.`);
        const made = tagValue(open(name).facts, key, one.value);
        if (made.masked) masked++;
        wanted.set(key, made.value);
      }
      for (const one of remove) {
        const key = tagKey(one);
        if (wanted.has(key) && wanted.get(key) !== null) throw new AuditError('bad-input', `The tag "${key}" is both set and removed.`);
        wanted.set(key, null);
      }
      if (wanted.size === 0) throw new AuditError('bad-input', 'Say which tag to set (key=value), or which key to remove.');
      let all = 0;
      let changed = 0;
      const act = keep(name, reason, null, (workspace) => {
        const known = [...new Map(items.map((item) => knownItem(workspace, item)).map((item) => [itemText(item), item])).values()];
        const different = known.flatMap((item) => {
          const has = new Map(tagsOfItem(workspace.db, item).map(({ key, value }) => [key, value]));
          const changes = [...wanted].flatMap(([key, now]): Change[] => ((has.get(key) ?? null) === now ? [] : [{ key, was: has.get(key) ?? null, now }]));
          const keys = new Set([...has.keys(), ...wanted.keys()].filter((key) => wanted.get(key) !== null));
          if (keys.size > mostKeys) throw new AuditError('bad-input', `An item carries at most ${mostKeys} tags. Nothing was kept.`);
          return changes.length === 0 ? [] : [{ item, changes }];
        });
        all = known.length;
        changed = different.length;
        return different;
      });
      return { act, items: changed, unchanged: all - changed, masked };
    },
    'tags.undo': ({ workspace: name, act: of, reason }) => {
      let left = 0;
      let items = 0;
      const act = keep(name, reason, of, (workspace) => {
        const changes = changesOfAct(workspace.db, of);
        if (changes.length === 0) throw new AuditError('not-found', `There is no act ${of} on tags in the workspace "${name}".`);
        const back = new Map<string, { item: TagItem; changes: Change[] }>();
        for (const { item, key, was, now, stands } of changes) {
          if (!stands) left++;
          else {
            const entry = back.get(itemText(item)) ?? { item, changes: [] };
            entry.changes.push({ key, was: now, now: was });
            back.set(itemText(item), entry);
          }
        }
        if (back.size === 0) throw new AuditError('not-supported', 'Every tag of that act was changed or taken back since: there is nothing left to undo.');
        items = back.size;
        return [...back.values()];
      });
      return { act, items, left };
    },
    'tags.list': ({ workspace: name }) => {
      const workspace = open(name);
      const tags = tagCounts(workspace.db);
      return { tags, items: taggedCount(workspace.db), suggested: [...new Set<string>([...suggestedKeys, ...tags.map(({ key }) => key)])], refused: refusal(name, workspace) };
    },
    'tags.items': ({ workspace: name, key, value, page }) => {
      const workspace = open(name);
      const { rows, ...counts } = pageOf(workspace, `tagged ${JSON.stringify([key, value])}`, () => taggedItems(workspace.db, key, value), columns, page);
      return { rows: [...rows], ...counts };
    },
    'tags.get': ({ workspace: name, item }) => {
      const workspace = open(name);
      const known = knownItem(workspace, item);
      return { item: known, tags: tagsOfItem(workspace.db, known), ...changesOfItem(workspace.db, known, historyShown), refused: refusal(name, workspace) };
    },
    'tags.export': ({ workspace: name, key, value, out }) => {
      const workspace = open(name);
      refuseOutput(workspace, out);
      const rows = taggedItems(workspace.db, key, value);
      const csv = createCsv(workspace.masker);
      const lines = [
        csv.head(name, ['tag of this workbench: key', 'value', 'on', 'LID, path or text', 'title', 'kind', 'set at (UTC)', 'set by', 'reason', 'act']),
        ...rows.map((row) => csv.line([row.key, row.value, row.item.kind, row.item.text, row.title, row.node?.kind ?? row.item.kind, row.at, row.by, row.reason, row.act])),
      ];
      const written = writeBytes({ ports, workspace, out }, new TextEncoder().encode(lines.join('')), (file) => ({
        act: 'tags-exported',
        detail: { key: key ?? null, value: value ?? null, rows: rows.length, ...file, guarded: csv.guarded() },
      }));
      return { ...written, rows: rows.length, guarded: csv.guarded() };
    },
  };
}

/** Why nothing can be tagged here, in words; null: it can. */
function refusal(name: string, workspace: OpenWorkspace): string | null {
  if (splitName(name).at !== null) return 'This is the workspace as of an earlier time: tags are set on the workspace as it is now.';
  if (workspace.settings.store.type === 'bundle')
    return `"${name}" was imported from an evidence bundle of somebody else: tags are set where the records were read. Those that its maker had set stand on the page of the store, as claims.`;
  const readOnly = workspace.readOnly();
  return readOnly === null ? null : `No tag can be kept in "${name}": ${readOnly}.`;
}
