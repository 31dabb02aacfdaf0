/** A record address as a link to its page: shown short, whole in the tooltip; a run goes to its run page. */
import { Link } from 'wouter';
import { paths } from '../routes';
import { partsWords } from '../words/parts';
import { menuOn, subjectNamed } from './context-menu';
import { shortLid } from './format';
import { useInTable } from './in-table';
import { tipOf, visibleName, visibleText } from './visible-text';
import { useWorkspace } from './workspace-context';

interface LidLinkProps {
  lid: string;
  /** Shown instead of the short LID. */
  title?: string | null;
  /** `WorkflowRun` opens the run page. */
  kind?: string;
  /** false: the store does not hold it. */
  present?: boolean;
  /** Show the whole LID. */
  whole?: boolean;
  /** Another workspace than the one around. */
  workspace?: string;
}

/** The page of what has this name: of a run, a record, a path that records name, or of what OpenLineage events alone tell of. */
export function addressOf(workspace: string, lid: string, kind: string | undefined): string {
  if (isTold(lid, kind)) return paths.told(workspace, lid);
  if (kind === 'External') return paths.custody(workspace, lid);
  return kind === 'WorkflowRun' ? paths.run(workspace, lid) : paths.record(workspace, lid);
}

const isTold = (lid: string, kind: string | undefined) => kind === 'OutsideRun' || kind === 'OutsideData' || lid.startsWith('openlineage:run/');

export function LidLink({ lid, title, kind, present = true, whole = false, workspace }: LidLinkProps) {
  const around = useWorkspace();
  const inTable = useInTable();
  const to = addressOf(workspace ?? around, lid, present || kind !== 'WorkflowRun' ? kind : undefined);
  return (
    <>
      <Link
        href={to}
        data-lid={lid}
        data-kind={kind}
        // In a table the menu is that of the row, which finds the link by what is written on it.
        onContextMenu={inTable ? undefined : menuOn({ workspace: workspace ?? around, subject: subjectNamed(lid, kind ?? null), copies: [] })}
        title={tipOf(title ?? '', lid)}
        className={title ? 'text-link wrap-anywhere' : 'text-link mono wrap-anywhere'}
      >
        {title ? visibleName(title) : visibleText(whole ? lid : shortLid(lid))}
      </Link>
      {!present && kind !== 'External' && !isTold(lid, kind) && <span className="muted"> ({partsWords.missingRecord})</span>}
    </>
  );
}
