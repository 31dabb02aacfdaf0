/** The inputs or the outputs of a run. */
import { EmptyState } from '../../parts/empty-state';
import { filesWords as words } from '../../words/run';
import { RunFileTable } from './file-table';

interface RunFilesProps {
  workspace: string;
  lid: string;
  side: 'inputs' | 'outputs';
}

export function RunFiles({ workspace, lid, side }: RunFilesProps) {
  const empty =
    side === 'inputs' ? <EmptyState title={words.emptyInputs}>{words.emptyInputsHint}</EmptyState> : <EmptyState title={words.emptyOutputs}>{words.emptyOutputsHint}</EmptyState>;
  return <RunFileTable workspace={workspace} run={lid} label={words[side]} side={side} empty={empty} />;
}
