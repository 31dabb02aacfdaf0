/** What can carry a tag: whatever has a record or a LID, an outside path, and three texts that many records share. */
import { AuditError } from '../errors';

/**
 * record: anything with a LID (run, task, file, list of outputs, a record that is missing or unreadable), or a run that OpenLineage events tell of. path: an outside file, by
 * its path as records or those events have it. label, container, commit: the text itself, not the records that carry it.
 */
export const tagItemKinds = ['record', 'path', 'label', 'container', 'commit'] as const;
export type TagItemKind = (typeof tagItemKinds)[number];

export interface TagItem {
  kind: TagItemKind;
  /** LID with its scheme; path without `file://`; else the text as recorded. */
  text: string;
}

const sharedKinds = ['label', 'container', 'commit', 'path'] as const;

/** `container:IMAGE`, `commit:ID`, `label:TEXT`, `path:PATH` as typed; null where it is none of these and is to be read as a LID. */
export function typedItem(text: string): TagItem | null {
  const kind = sharedKinds.find((each) => text.startsWith(`${each}:`));
  if (kind === undefined) return null;
  const rest = text.slice(kind.length + 1);
  if (rest === '') throw new AuditError('bad-input', `${kind}: has nothing behind it.`);
  return { kind, text: rest };
}

/** As `typedItem` reads it; a record by its LID. */
export function itemText({ kind, text }: TagItem): string {
  return kind === 'record' ? text : `${kind}:${text}`;
}
