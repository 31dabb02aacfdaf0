/** Which item is meant: only what the records speak of can carry a tag. */
import { AuditError } from '../../errors';
import { findNode, nodeByPath } from '../../index/queries/nodes';
import { visibleText } from '../../preview/visible-text';
import { plainPath } from '../../record/lid';
import { itemText, type TagItem } from '../../tags/item';
import type { OpenWorkspace } from '../context';
import { searchValues } from '../search/values';

/** The item as it is kept: a LID in full, a path without `file://`. Throws `not-found`. */
export function knownItem(workspace: OpenWorkspace, item: TagItem): TagItem {
  const { kind, text } = item;
  if (kind === 'record' || kind === 'path') {
    const node = kind === 'path' ? nodeByPath(workspace.db, plainPath(text)) : findNode(workspace.db, text);
    if (node === undefined)
      throw unknown(
        workspace,
        item,
        kind === 'path' ? 'neither a record nor an OpenLineage event names an outside file of that path' : 'no record has that LID, and none names it',
      );
    return { kind: node.kind === 'External' || node.kind === 'OutsideData' ? 'path' : 'record', text: node.lid };
  }
  const { labels, platformLabels, containers, commits } = searchValues(workspace);
  const known = { label: [...labels, ...platformLabels], container: containers, commit: commits }[kind];
  const plain = workspace.masker.reveal(text);
  const held = known.find((one) => one.text === text || one.text === plain) ?? known.find((one) => workspace.facts.isText(one.text, text) === true);
  if (held === undefined) throw unknown(workspace, item, `no record has that ${kind}; it is written in full`);
  return { kind, text: held.text };
}

function unknown({ name }: OpenWorkspace, item: TagItem, why: string): AuditError {
  return new AuditError('not-found', `"${visibleText(itemText(item))}" cannot carry a tag in the workspace "${name}": ${why}. Nothing was kept.`);
}
