/** How many file records agree with themselves, and that this is no evidence of the content. */
import { Text } from '@mantine/core';
import { useCall } from '../../parts/use-call';

/** Of a run's files, of one record, or of all. */
export function OwnRecords({ workspace, run, lid }: { workspace: string; run?: string | undefined; lid?: string }) {
  const { data } = useCall('records.own', { workspace, ...(run !== undefined && { run }), ...(lid !== undefined && { lid }) });
  if (data === undefined || data.total === 0) return null;
  return (
    <Text size="xs" {...(data.contradicts > 0 && { c: 'var(--bad-fg)' })}>
      {data.sentence}
    </Text>
  );
}
