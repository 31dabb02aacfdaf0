/** Asks once where missing files are now: a folder is chosen, tried without reading any file, and saved as a path map. */
import { Button, Group, Loader, Text } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useState } from 'react';
import type { PathMap } from '../../../core/contract/workspaces';
import { call } from '../../client';
import { ActButton } from '../../parts/act-button';
import { ErrorBox } from '../../parts/error-box';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { auditWords } from '../../words/audit';
import { candidateMaps, commonFolder, withMap } from './relocate';

interface WhereNowProps {
  workspace: string;
  run: string;
  /** Recorded paths of the files that are not there. */
  missing: readonly string[];
  onSaved: () => void;
  onDismiss: () => void;
}

interface Best {
  map: PathMap | null;
  found: number;
  total: number;
}

export function WhereNow({ workspace, run, missing, onSaved, onDismiss }: WhereNowProps) {
  const settings = useCall('workspaces.get', { workspace });
  const maps = settings.data?.workspace.maps ?? [];
  const [busy, setBusy] = useState(false);
  const [best, setBest] = useState<Best | null>(null);
  const [error, setError] = useState<unknown>(null);

  const doing = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    await work().catch(setError);
    setBusy(false);
  };
  const pick = () =>
    doing(async () => {
      const { path } = await call('dialog.pickFolder', { title: auditWords.pickerTitle });
      if (path === null) return;
      setBest(null);
      const before = await call('workspaces.tryMaps', { workspace, maps, run });
      let found: Best = { map: null, found: before.found, total: before.total };
      for (const map of candidateMaps(missing, path)) {
        const tried = await call('workspaces.tryMaps', { workspace, maps: withMap(maps, map), run });
        if (tried.found > found.found) found = { map, found: tried.found, total: tried.total };
        if (tried.found === tried.total) break;
      }
      setBest(found);
    });
  const save = (map: PathMap) =>
    doing(async () => {
      await call('workspaces.setMaps', { workspace, maps: withMap(maps, map) });
      onSaved();
    });

  return (
    <section className="panel where-now" aria-label={auditWords.where}>
      <h2>{auditWords.where}</h2>
      <p>{auditWords.whereLead(missing.length)}</p>
      <p>
        {auditWords.recordedFolder}: <span className="mono wrap-anywhere">{visibleText(commonFolder(missing) || '/')}</span>
      </p>
      <Group gap="xs">
        <ActButton
          act="workspaces.tryMaps"
          variant={best?.map ? 'default' : 'filled'}
          leftSection={<IconFolderOpen size={15} aria-hidden="true" />}
          disabled={busy || !settings.data}
          onClick={() => void pick()}
        >
          {auditWords.pick}
        </ActButton>
        <Button variant="subtle" disabled={busy} onClick={onDismiss}>
          {auditWords.notMoved}
        </Button>
        {busy && (
          <>
            <Loader size="xs" /> <Text role="status">{auditWords.trying}</Text>
          </>
        )}
      </Group>
      <div role="status">
        {best && (
          <Text mt="xs" fw={600}>
            {auditWords.found(best.found, best.total)} {best.map && auditWords.foundHow(visibleText(best.map.from), visibleText(best.map.to))}
          </Text>
        )}
        {best && !best.map && <Text c="var(--caution-fg)">{auditWords.noBetter}</Text>}
      </div>
      {best?.map && (
        <ActButton act="workspaces.setMaps" mt="xs" disabled={busy} onClick={() => best.map && void save(best.map)}>
          {auditWords.save}
        </ActButton>
      )}
      {error !== null && <ErrorBox error={error} />}
    </section>
  );
}
