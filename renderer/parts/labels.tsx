/** The labels of a record, each a link to the page of all that carries it. */
import { Link } from 'wouter';
import { paths } from '../routes';
import './labels.css';
import { visibleName, visibleText } from './visible-text';
import { useWorkspace } from './workspace-context';

export function Labels({ labels }: { labels: readonly string[] }) {
  const workspace = useWorkspace();
  return (
    <span className="labels">
      {labels.map((label) => (
        <Link key={label} className="label" href={paths.label(workspace, label)} title={visibleText(label)}>
          {visibleName(label)}
        </Link>
      ))}
    </span>
  );
}
