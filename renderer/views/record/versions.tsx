/** Every version of a record that was ever read, newest first, each with its digest; any two are compared field by field. */
import { Anchor, Radio } from '@mantine/core';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { RecordPage } from '../../../core/contract/records';
import { splitName } from '../../../core/time/name';
import { call } from '../../client';
import { CopyButton } from '../../parts/copy-button';
import { ErrorBox } from '../../parts/error-box';
import { Instant } from '../../parts/instant';
import { Loaded } from '../../parts/loaded';
import { Size } from '../../parts/size';
import { useCall } from '../../parts/use-call';
import { paths } from '../../routes';
import { recordWords as words } from '../../words/record';
import { versionWords } from '../../words/time';
import { FieldChanges } from '../findings/field-changes';

/** Two records of one kind can have had the same bytes at different times: what is compared is the content. */
function Compared({ workspace, lid, old, now }: { workspace: string; lid: string; old: string; now: string }) {
  const query = useCall('time.compareVersions', { workspace, lid, old, new: now }, { enabled: old !== now });
  if (old === now) return <p className="muted">{versionWords.same}</p>;
  return (
    <Loaded query={query}>
      {({ bytesDiffer, changes, changeCount }) => (
        <>
          <p>{bytesDiffer}</p>
          {changeCount > 0 && <FieldChanges changes={changes} changeCount={changeCount} />}
        </>
      )}
    </Loaded>
  );
}

export function Versions({ workspace, record, version }: { workspace: string; record: RecordPage; version: string | null }) {
  const [, go] = useLocation();
  const [sides, setSides] = useState<{ old: string | null; now: string | null }>({ old: null, now: null });
  const [error, setError] = useState<unknown>(null);
  const { versions, lid } = record;
  if (versions.length === 0) return null;
  const { at } = splitName(workspace);
  const shown = version ?? versions[0]?.sha256;
  const several = versions.length > 1;
  const old = sides.old ?? versions[1]?.sha256 ?? '';
  const now = sides.now ?? versions[0]?.sha256 ?? '';
  /** The instant at which the sync that first saw it was known as a whole. */
  const openAsOf = async (sync: number) => {
    try {
      const { name } = await call('time.resolve', { workspace: splitName(workspace).workspace, text: `sync:${sync}` });
      go(paths.record(name, lid));
    } catch (thrown) {
      setError(thrown);
    }
  };
  const published = record.kind === 'FileOutput' && typeof record.fields === 'object' && record.fields !== null && 'path' in record.fields && !record.fields.taskRun;
  return (
    <section className="panel" aria-label={words.versions}>
      <h2>
        {words.versions} ({versions.length})
      </h2>
      <ul className="record-versions">
        {versions.map((one, index) => (
          <li key={`${one.sha256} ${one.sync}`}>
            <span className="mono wrap-anywhere">
              {one.sha256 === shown ? (
                one.sha256
              ) : (
                <Anchor component={Link} inherit href={paths.record(workspace, lid, 'fields', index === 0 ? undefined : one.sha256)}>
                  {one.sha256}
                </Anchor>
              )}{' '}
              <CopyButton text={one.sha256} what={words.sha} />
            </span>
            <span className="muted">
              <Size bytes={one.size} /> · {words.first} <Instant value={one.firstSeen} /> · {one.current ? (at === null ? words.current : versionWords.inStoreThen) : words.last}{' '}
              {!one.current && <Instant value={one.lastSeen} />}
              {several && one.sha256 === shown ? ` · ${words.showing}` : ''} ·{' '}
              <Anchor component="button" type="button" inherit title={versionWords.asOfTip} onClick={() => void openAsOf(one.sync)}>
                {versionWords.asOf}
              </Anchor>
            </span>
            {several && (
              <span className="record-version-sides">
                <Radio
                  size="xs"
                  name={`older ${lid}`}
                  label={versionWords.older}
                  aria-label={versionWords.olderOf(one.sha256)}
                  checked={old === one.sha256}
                  onChange={() => setSides({ old: one.sha256, now })}
                />
                <Radio
                  size="xs"
                  name={`newer ${lid}`}
                  label={versionWords.newer}
                  aria-label={versionWords.newerOf(one.sha256)}
                  checked={now === one.sha256}
                  onChange={() => setSides({ old, now: one.sha256 })}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
      {error !== null && <ErrorBox error={error} />}
      {!several && record.state === 'present' && <p className="muted">{words.versionsOne}</p>}
      {several && (
        <>
          <h3>{versionWords.compare}</h3>
          <Compared workspace={workspace} lid={lid} old={old} now={now} />
        </>
      )}
      {published && (
        <p>
          <Anchor component={Link} href={paths.pathHistory(workspace, lid)}>
            {versionWords.history}
          </Anchor>
        </p>
      )}
    </section>
  );
}
