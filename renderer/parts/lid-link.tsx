/** A record address as a link to its page: shown short, whole in the tooltip; a run goes to its run page. */
import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { paths } from '../routes';
import { partsWords } from '../words/parts';
import { shortLid } from './format';
import { visibleText } from './visible-text';
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

export function LidLink({ lid, title, kind, present = true, whole = false, workspace }: LidLinkProps) {
  const around = useWorkspace();
  const to = kind === 'WorkflowRun' && present ? paths.run(workspace ?? around, lid) : paths.record(workspace ?? around, lid);
  return (
    <>
      <Anchor component={Link} href={to} title={visibleText(lid)} inherit className={title ? 'wrap-anywhere' : 'mono wrap-anywhere'}>
        {title ? visibleText(title) : visibleText(whole ? lid : shortLid(lid))}
      </Anchor>
      {!present && <span className="muted"> ({partsWords.missingRecord})</span>}
    </>
  );
}
