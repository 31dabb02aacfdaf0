/** A button of an act: where the workspace is shown as of an earlier time and the act would be refused, it looks disabled and says why; it keeps the focus, so that the reason can be heard. */
import { Button } from '@mantine/core';
import type { EngineName } from '../../core/contract';
import { splitName } from '../../core/time/name';
import { whyNotInThePast } from '../../core/time/refused';
import { BusyButton, type BusyButtonProps } from './busy-button';
import { tell } from './toasts';
import { useWorkspaceOrNone } from './workspace-context';

/** Why this act is refused in this workspace as it is shown; null: it is not. */
export function refusalIn(workspace: string | null, act: EngineName, input: object = {}): string | null {
  const at = workspace === null ? null : splitName(workspace).at;
  return at === null ? null : whyNotInThePast(act, input, at);
}

interface ActButtonProps extends BusyButtonProps {
  act: EngineName;
  /** Of the act, where it decides whether it is refused. */
  given?: object;
}

export function ActButton({ act, given, ...props }: ActButtonProps) {
  const why = refusalIn(useWorkspaceOrNone(), act, given);
  if (why === null) return <BusyButton {...props} />;
  return <Button {...props} type="button" disabled={false} loading={false} data-disabled aria-disabled title={why} aria-description={why} onClick={() => tell(why, true)} />;
}
