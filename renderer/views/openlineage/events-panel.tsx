/** The card of OpenLineage events on the page of a workspace: files or folders are imported, and what was imported before is listed. */
import { Button, Group } from '@mantine/core';
import { IconFileImport, IconFolder } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Output } from '../../../core/contract';
import { call } from '../../client';
import { ActButton } from '../../parts/act-button';
import { EmptyState } from '../../parts/empty-state';
import { ErrorBox } from '../../parts/error-box';
import { giveEventFiles, giveFilesToIdentify, useEventFiles } from '../../parts/given-files';
import { JobProgress } from '../../parts/job-progress';
import { Loaded } from '../../parts/loaded';
import { useCall } from '../../parts/use-call';
import { useJob } from '../../parts/use-job';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { eventsWords as words } from '../../words/openlineage';
import { ImportList } from './import-list';
import './openlineage.css';

export function EventsPanel({ workspace }: { workspace: string }) {
  const query = useCall('openlineage.imports', { workspace });
  return (
    <section className="panel wide" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className="muted">{words.what}</p>
      <Loaded query={query}>
        {({ imports, refused }) => (
          <>
            {refused === null ? <Take workspace={workspace} /> : <p className="muted">{visibleText(refused)}</p>}
            {imports.length === 0 ? <EmptyState title={words.none}>{refused === null && words.noneHint}</EmptyState> : <ImportList workspace={workspace} imports={imports} />}
          </>
        )}
      </Loaded>
    </section>
  );
}

/** Chooses, or takes what was dropped; shows what comes of it. */
function Take({ workspace }: { workspace: string }) {
  const given = useEventFiles(workspace);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [failed, setFailed] = useState<unknown>(null);
  const job = useJob('openlineage.import', { workspace, paths: [...given] });
  const { state } = job;
  // What was chosen in a dialog is begun as soon as it is what is given; what was dropped waits for a word.
  const [begin, setBegin] = useState(false);
  if (begin && given === chosen && given.length > 0) {
    setBegin(false);
    queueMicrotask(() => void job.start());
  }
  const take = (picked: readonly string[]) => {
    if (picked.length === 0) return;
    job.dismiss();
    setChosen(picked);
    giveEventFiles(workspace, picked);
    setBegin(true);
  };
  const pick = async (what: 'files' | 'folder') => {
    setFailed(null);
    const picked = await (what === 'files'
      ? call('dialog.openFiles', { title: words.filesTitle }).then((answer) => answer.paths)
      : call('dialog.pickFolder', { title: words.folderTitle }).then(({ path }) => (path === null ? [] : [path]))
    ).catch(setFailed);
    if (picked) take(picked);
  };
  if (state?.status === 'running')
    return <JobProgress label={words.job(workspace)} progress={state.progress} startedAt={state.startedAt} stopping={state.stopping} onCancel={job.cancel} />;
  const waits = given.length > 0 && state === null && !begin;
  return (
    <>
      {waits ? (
        <section className="events-dropped" aria-label={words.dropped(given.length)}>
          <p role="status">{words.dropped(given.length)}</p>
          <ul className="events-names">
            {given.slice(0, 5).map((path) => (
              <li key={path} className="mono wrap-anywhere">
                {visibleText(path)}
              </li>
            ))}
            {given.length > 5 && <li className="muted">{words.more(given.length - 5)}</li>}
          </ul>
          <Group gap="xs">
            <ActButton act="openlineage.import" onClick={() => void job.start()}>
              {words.importThese}
            </ActButton>
            <Button variant="default" component={Link} href={paths.identify(workspace)} onClick={() => identify(workspace, given)}>
              {words.identifyThese}
            </Button>
            <Button variant="default" onClick={() => giveEventFiles(workspace, [])}>
              {words.notThese}
            </Button>
          </Group>
        </section>
      ) : (
        <Group gap="xs">
          <ActButton act="openlineage.import" leftSection={<IconFileImport size={15} aria-hidden="true" />} onClick={() => void pick('files')}>
            {words.files}
          </ActButton>
          <ActButton act="openlineage.import" variant="default" leftSection={<IconFolder size={15} aria-hidden="true" />} onClick={() => void pick('folder')}>
            {words.folder}
          </ActButton>
        </Group>
      )}
      {failed !== null && <ErrorBox error={failed} />}
      {state?.status === 'failed' && <ErrorBox error={state.error} />}
      {state?.result && <Came result={state.result} />}
    </>
  );
}

function identify(workspace: string, given: readonly string[]): void {
  giveFilesToIdentify(workspace, given);
  giveEventFiles(workspace, []);
}

const shownFailures = 20;

function Came({ result: { imports, known, failed, notReached } }: { result: Output<'openlineage.import'> }) {
  const events = imports.reduce((sum, one) => sum + one.events, 0);
  return (
    <div className="events-came" role="status">
      {(imports.length > 0 || known.length + failed.length === 0) && <p>{words.done(imports.length, events)}</p>}
      {notReached > 0 && <p className="caution">{words.stopped(notReached)}</p>}
      {known.slice(0, shownFailures).map(({ name, number }) => (
        <p key={name} className="wrap-anywhere">
          {words.known(visibleText(name), number)}
        </p>
      ))}
      {failed.length > 0 && (
        <>
          <p className="caution">
            {words.failed}: {failed.length}
          </p>
          <ul>
            {failed.slice(0, shownFailures).map(({ path, message }) => (
              <li key={path} className="wrap-anywhere">
                {visibleText(message)}
              </li>
            ))}
          </ul>
        </>
      )}
      {Math.max(known.length, failed.length) > shownFailures && <p className="muted">{words.more(Math.max(known.length, failed.length) - shownFailures)}</p>}
    </div>
  );
}
