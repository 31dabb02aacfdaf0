/** `tag` and `tags`: tags of this workbench, set on an item, taken back, listed and written out. */
import { resolve } from 'node:path';
import type { TagChange, TagCount, TagSet } from '../../../core/contract/tags';
import { AuditError } from '../../../core/errors';
import { itemText, type TagItem, typedItem } from '../../../core/tags/item';
import { parseTag, suggestedKeys, tagKey, tagText } from '../../../core/tags/rules';
import type { Session } from '../session';
import { type Column, table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { bytesText, counted, countText, timeText } from '../words';

const help = `
A tag of this workbench is the auditor's own key=value, kept as evidence with who, when and why; it is no label of Nextflow or Seqera
Platform. Usual keys: ${suggestedKeys.join(', ')}. ITEM is a LID, the name of a run, a path, or container:IMAGE, commit:ID, label:TEXT.
Without a tag to set the command shows what the item carries, and its history.`;

interface TagOptions {
  remove: string[];
  reason?: string;
  also: string[];
}

const several = (value: string, before: string[]) => [...before, value];

export const tagVerbs: Verb = (program, act) => {
  program
    .command('tag <item> [tags...]')
    .description('put key=value on a run, task, file, outside path, container, commit or label; or show what it carries')
    .option('--remove <key>', 'take the tag of this key away; may be given again', several, [])
    .option('--also <item>', 'the same on another item, in one act; may be given again', several, [])
    .option('--reason <text>', 'why, kept with it')
    .addHelpText('after', help)
    .action(
      act(async (session, typed: string, tags: string[], { remove, reason, also }: TagOptions) => {
        const set = tags.map(parseTag);
        const workspace = await session.workspace();
        const items: TagItem[] = [];
        for (const one of [typed, ...also]) items.push(await itemOf(session, one));
        const [item] = items;
        if (item === undefined) throw new AuditError('bad-input', 'Name an item.');
        if (set.length === 0 && remove.length === 0) {
          const got = await session.call('tags.get', { workspace, item });
          return { json: got, text: `${visibleLine(itemText(got.item))}\n${tagLines(got.tags)}${historyLines(got.history)}` };
        }
        const made = await session.call('tags.set', { workspace, items, set, remove, ...(reason !== undefined && { reason }) });
        return { json: made, text: setText(made) };
      }),
    );

  const list = program
    .command('tags')
    .enablePositionalOptions()
    .description('every tag of this workbench with how many items carry it; or what carries one')
    .argument('[tag]', 'KEY or KEY=VALUE: what carries it')
    .option('--out <file>', 'as CSV; an existing file is replaced')
    .action(
      act(async (session, typed: string | undefined, { out }: { out?: string }) => {
        const workspace = await session.workspace();
        const of = typed === undefined ? {} : typed.includes('=') ? keyed(typed) : { key: tagKey(typed) };
        if (out !== undefined) {
          const made = await session.call('tags.export', { workspace, ...of, out: resolve(out) });
          return { json: made, text: `${visibleLine(made.path)}: ${counted(made.rows, 'line')}, ${bytesText(made.bytes)}, SHA-256 ${made.sha256}\n` };
        }
        if (typed === undefined) {
          const { tags, items } = await session.call('tags.list', { workspace });
          const columns: Column<TagCount>[] = [
            { title: 'tag of this workbench', text: (one: TagCount) => tagText(one), whole: true },
            { title: 'items', text: (one: TagCount) => countText(one.items), right: true },
          ];
          return {
            json: { tags, items },
            text: tags.length === 0 ? 'Nothing carries a tag of this workbench.\n' : `${table(tags, columns, session.width)}${counted(items, 'item')} in all.\n`,
          };
        }
        const { rows, total } = await session.call('tags.items', { workspace, ...of });
        const text = table(
          rows,
          [
            { title: 'item', text: (one) => itemText(one.item), whole: true },
            { title: 'title', text: (one) => one.title },
            { title: 'tag of this workbench', text: (one) => tagText(one) },
            { title: 'set', text: (one) => timeText(one.at), whole: true },
            { title: 'by', text: (one) => one.by },
            { title: 'reason', text: (one) => one.reason ?? '' },
          ],
          session.width,
        );
        return { json: { rows, total }, text: total === 0 ? 'Nothing carries that tag.\n' : `${text}${counted(total, 'tag')} on items.\n` };
      }),
    );
  list
    .command('undo <act>')
    .description('take an act on tags back by a new one; both stay in the evidence')
    .option('--reason <text>', 'why, kept with it')
    .action(
      act(async (session, typed: string, { reason }: { reason?: string }) => {
        if (!/^[1-9]\d{0,8}$/.test(typed)) throw new AuditError('bad-input', `"${typed}" is no number of an act on tags; "tag ITEM" shows them.`);
        const made = await session.call('tags.undo', { workspace: await session.workspace(), act: Number(typed), ...(reason !== undefined && { reason }) });
        const left = made.left === 0 ? '' : ` ${counted(made.left, 'tag')} changed since: left as they are.`;
        return { json: made, text: `Act ${typed} was taken back on ${counted(made.items, 'item')}, by act ${made.act}.${left}\n` };
      }),
    );
};

function keyed(typed: string): { key: string; value: string } {
  const { key, value } = parseTag(typed);
  return { key: tagKey(key), value };
}

async function itemOf(session: Session, typed: string): Promise<TagItem> {
  const shared = typedItem(typed);
  if (shared !== null) return shared;
  const lid = await session.lid(typed);
  return { kind: lid.startsWith('lid://') ? 'record' : 'path', text: lid };
}

function setText({ act, items, unchanged, masked }: { act: number | null; items: number; unchanged: number; masked: number }): string {
  if (act === null) return 'It was so already: nothing was kept.\n';
  const same = unchanged === 0 ? '' : ` ${counted(unchanged, 'item')} had it so already.`;
  const hidden = masked === 0 ? '' : ` ${counted(masked, 'value')} looked like a secret and ${masked === 1 ? 'was' : 'were'} masked before anything was kept.`;
  return `${counted(items, 'item')} changed, as act ${act}; to take it back: lineage-audit tags undo ${act}.${same}${hidden}\n`;
}

function tagLines(tags: readonly TagSet[]): string {
  if (tags.length === 0) return 'No tag of this workbench.\n';
  return tags.map((one) => `${visibleLine(`  ${tagText(one)}  (${timeText(one.at)} by ${one.by}, act ${one.act}${one.reason === null ? '' : `: ${one.reason}`})`)}\n`).join('');
}

function historyLines(history: readonly TagChange[]): string {
  if (history.length === 0) return '';
  const line = ({ key, was, now, at, by, act, undoes, reason }: TagChange) =>
    `  act ${act}, ${timeText(at)}, ${by}: ${key} was ${was ?? 'not set'}, is ${now ?? 'not set'}${undoes === null ? '' : ` (takes act ${undoes} back)`}${reason === null ? '' : `: ${reason}`}`;
  return `Changes, newest first:\n${history.map((one) => `${visibleLine(line(one))}\n`).join('')}`;
}
