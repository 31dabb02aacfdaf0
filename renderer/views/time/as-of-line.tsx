/** The banner on every page while an earlier time is shown: what it rests on, and the way back to now. */
import { Button } from '@mantine/core';
import { IconArrowForwardUp, IconHistory } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { splitName } from '../../../core/time/name';
import { CoverageLine } from '../../parts/coverage-line';
import { utc } from '../../parts/format';
import { useCall } from '../../parts/use-call';
import { asOfWords as words } from '../../words/time';
import { AsOfControl } from './as-of-control';
import { useAsOf } from './use-as-of';
import './as-of.css';
import { samePageAt } from './other-time';

export function AsOfLine({ workspace }: { workspace: string }) {
  const [location] = useLocation();
  const { asOf, at, job } = useAsOf(workspace);
  const points = useCall('time.points', { workspace: splitName(workspace).workspace }, { enabled: asOf !== null && asOf.syncAfter === null });
  const later = asOf === null || asOf.syncAfter !== null ? undefined : points.data?.syncs.find((one) => one.at !== null && one.at > asOf.at);
  return (
    <section className="as-of-line" aria-label={words.banner}>
      <IconHistory size={15} aria-hidden="true" />
      <span className="as-of-sentence" role="status">
        {asOf?.sentence ?? words.openingOf(utc(at ?? '') ?? '')}
      </span>
      {asOf !== null && <CoverageLine workspace={workspace} />}
      {later !== undefined && (
        <Button size="compact-xs" variant="default" onClick={() => void job.start()}>
          {words.later(later.sync)}
        </Button>
      )}
      <Button component={Link} href={samePageAt(location, null)} size="compact-xs" leftSection={<IconArrowForwardUp size={13} aria-hidden="true" />}>
        {words.back}
      </Button>
      <AsOfControl workspace={workspace} />
    </section>
  );
}
