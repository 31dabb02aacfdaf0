/** That no run is known in a workspace, and why, by how much of its store was read. */
import { runsWords } from '../words/runs';
import { useCall } from './use-call';

/** Why, and what to do; nothing until it is known. */
export function WhyNoRuns({ workspace }: { workspace: string }) {
  const known = useCall('workspaces.get', { workspace }).data?.workspace.coverage.known;
  return known === undefined ? null : runsWords.empty[known];
}

/** In the middle of a page. */
export function NoRuns({ workspace }: { workspace: string }) {
  return (
    <>
      {runsWords.emptyTitle}. <WhyNoRuns workspace={workspace} />
    </>
  );
}
