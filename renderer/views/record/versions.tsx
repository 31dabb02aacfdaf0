/** Every version of a record that was ever read, newest first, each with its digest; one can be chosen. */
import { Anchor } from '@mantine/core';
import { Link } from 'wouter';
import type { RecordPage } from '../../../core/contract/records';
import { CopyButton } from '../../parts/copy-button';
import { Instant } from '../../parts/instant';
import { Size } from '../../parts/size';
import { paths } from '../../routes';
import { recordWords as words } from '../../words/record';

export function Versions({ workspace, record, version }: { workspace: string; record: RecordPage; version: string | null }) {
  if (record.versions.length === 0) return null;
  const shown = version ?? record.versions[0]?.sha256;
  return (
    <section className="panel" aria-label={words.versions}>
      <h2>
        {words.versions} ({record.versions.length})
      </h2>
      <ul className="record-versions">
        {record.versions.map((one, index) => (
          <li key={`${one.sha256} ${one.sync}`}>
            <span className="mono wrap-anywhere">
              {one.sha256 === shown ? (
                one.sha256
              ) : (
                <Anchor component={Link} inherit href={paths.record(workspace, record.lid, 'fields', index === 0 ? undefined : one.sha256)}>
                  {one.sha256}
                </Anchor>
              )}{' '}
              <CopyButton text={one.sha256} what={words.sha} />
            </span>
            <span className="muted">
              <Size bytes={one.size} /> · {words.first} <Instant value={one.firstSeen} /> · {one.current ? words.current : words.last}{' '}
              {!one.current && <Instant value={one.lastSeen} />}
              {record.versions.length > 1 && one.sha256 === shown ? ` · ${words.showing}` : ''}
            </span>
          </li>
        ))}
      </ul>
      {record.versions.length === 1 && record.state === 'present' && <p className="muted">{words.versionsOne}</p>}
    </section>
  );
}
