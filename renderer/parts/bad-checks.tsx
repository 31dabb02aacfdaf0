/** What checks of files found wrong, in one line that leads to the list: no page that says "nothing found" may leave it out. */
import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import { badChecksSentence } from '../../core/verify/bad-words';
import { paths } from '../routes';
import { partsWords } from '../words/parts';
import { useCall } from './use-call';

/** Nothing where no check found anything wrong. */
export function BadChecks({ workspace }: { workspace: string }) {
  const query = useCall('verify.bad', { workspace });
  const sentence = query.data ? badChecksSentence(query.data) : null;
  if (sentence === null) return null;
  return (
    <p className="caution">
      {sentence}{' '}
      <Anchor component={Link} inherit underline="always" href={paths.overviewList(workspace, { list: 'bad-checks' })}>
        {partsWords.showBadChecks}
      </Anchor>
    </p>
  );
}
