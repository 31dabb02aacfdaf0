/** Tags of this workbench, each a link to the page of all that carries it; of another shape than labels. */
import { VisuallyHidden } from '@mantine/core';
import { Link } from 'wouter';
import { type Tag, tagsText } from '../../core/tags/rules';
import { paths } from '../routes';
import { tagWords as words } from '../words/tags';
import './tags.css';
import type { Column } from './table-rows';
import { visibleText } from './visible-text';
import { useWorkspace } from './workspace-context';

export function Tags({ tags }: { tags: readonly Tag[] }) {
  const workspace = useWorkspace();
  return (
    <span className="tags">
      {tags.map((tag) => (
        <Link key={tag.key} className="tag" href={paths.tags(workspace, tag.key, tag.value)} title={words.tip}>
          <VisuallyHidden>{words.columns.tag}: </VisuallyHidden>
          <span className="tag-key">{visibleText(tag.key)}</span>
          <VisuallyHidden>=</VisuallyHidden>
          <span className="tag-value">{visibleText(tag.value)}</span>
        </Link>
      ))}
    </span>
  );
}

/** For tables of what can carry tags; hidden until it is chosen. */
export function tagsColumn<Row extends { tags?: Tag[] | undefined }>(): Column<Row> {
  return { id: 'tags', title: words.short, tip: words.tip, value: (row) => tagsText(row.tags), cell: (row) => <Tags tags={row.tags ?? []} />, width: 190, grow: 1, hidden: true };
}
