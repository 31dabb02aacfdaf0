/** What is not known as not the whole store was synced: a line, with the way to where it is explained. Nothing where all was listed. */
import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { paths } from '../routes';
import { coverageWords } from '../words/workspaces';
import { useCall } from './use-call';
import { visibleText } from './visible-text';

/** `sentence`: of one run; left out: of the workspace. */
export function CoverageLine({ workspace, sentence }: { workspace: string; sentence?: string | null }) {
  const query = useCall('sync.list', { workspace }, { enabled: sentence === undefined });
  const said = sentence === undefined ? (query.data?.coverage.sentence ?? null) : sentence;
  if (said === null) return null;
  return (
    <p className="caution wrap-anywhere" role="note">
      {visibleText(said)}{' '}
      <Anchor component={Link} href={paths.workspace(workspace)} inherit underline="always">
        {coverageWords.explain}
      </Anchor>
    </p>
  );
}
