/** The inputs or the outputs of a run. */
import { EmptyState } from '../../parts/empty-state';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { filesWords as words } from '../../words/run';
import { FileTable } from './file-table';

interface RunFilesProps {
  workspace: string;
  lid: string;
  side: 'inputs' | 'outputs';
}

function InputsTab({ workspace, lid }: { workspace: string; lid: string }) {
  const query = useCall('runs.inputs', { workspace, lid });
  const empty = <EmptyState title={words.emptyInputs}>{words.emptyInputsHint}</EmptyState>;
  return <Loaded query={query}>{({ inputs }) => <FileTable workspace={workspace} label={words.inputs} files={inputs} side="inputs" empty={empty} />}</Loaded>;
}

function OutputsTab({ workspace, lid }: { workspace: string; lid: string }) {
  const query = useCall('runs.outputs', { workspace, lid });
  const empty = <EmptyState title={words.emptyOutputs}>{words.emptyOutputsHint}</EmptyState>;
  return <Loaded query={query}>{({ outputs }) => <FileTable workspace={workspace} label={words.outputs} files={outputs} side="outputs" empty={empty} />}</Loaded>;
}

export function RunFiles({ workspace, lid, side }: RunFilesProps) {
  return side === 'inputs' ? <InputsTab workspace={workspace} lid={lid} /> : <OutputsTab workspace={workspace} lid={lid} />;
}
