/** The editor of "where these files are now": tried before it is saved. */
import { ActionIcon, Button, Group, TextInput } from '@mantine/core';
import { IconArrowRight, IconFolderOpen, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Output } from '../../../core/contract';
import type { PathMap, TriedMap, Workspace } from '../../../core/contract/workspaces';
import { call } from '../../client';
import { ActButton } from '../../parts/act-button';
import { ErrorBox } from '../../parts/error-box';
import { offerUndo, tell, useUndo } from '../../parts/toasts';
import { visibleText } from '../../parts/visible-text';
import { storeWords } from '../../words/workspaces';

interface MapLineProps {
  map: PathMap;
  tried: TriedMap | undefined;
  onChange: (map: PathMap) => void;
  onRemove: () => void;
  onError: (error: unknown) => void;
}

function MapLine({ map, tried, onChange, onRemove, onError }: MapLineProps) {
  const pick = async () => {
    const picked = await call('dialog.pickFolder', { title: storeWords.to }).catch(onError);
    if (picked?.path) onChange({ ...map, to: picked.path });
  };
  return (
    <div className="map-row">
      <TextInput label={storeWords.from} value={map.from} onChange={(event) => onChange({ ...map, from: event.currentTarget.value })} spellCheck={false} />
      <IconArrowRight size={16} aria-hidden="true" className="arrow" />
      <TextInput label={storeWords.to} value={map.to} onChange={(event) => onChange({ ...map, to: event.currentTarget.value })} spellCheck={false} />
      <ActionIcon variant="default" size={30} aria-label={storeWords.pickTo} title={storeWords.pickTo} onClick={() => void pick()}>
        <IconFolderOpen size={16} />
      </ActionIcon>
      <ActionIcon variant="default" size={30} aria-label={storeWords.removeMap} title={storeWords.removeMap} onClick={onRemove}>
        <IconTrash size={16} />
      </ActionIcon>
      {tried && (
        <div className={tried.problem ? 'map-tried caution' : 'map-tried muted'} role="status">
          {storeWords.caught(tried.catches, tried.found)} {tried.problem && visibleText(tried.problem)}
        </div>
      )}
    </div>
  );
}

function Tried({ answer }: { answer: Output<'workspaces.tryMaps'> }) {
  return (
    <div role="status">
      <strong>{storeWords.tried(answer.found, answer.total)}</strong>
      {answer.missing.length > 0 && (
        <>
          <div className="muted">{storeWords.stillMissing}</div>
          <ul className="missing-paths mono">
            {answer.missing.slice(0, 5).map((path) => (
              <li key={path} className="wrap-anywhere">
                {visibleText(path)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

export function PathMaps({ workspace }: { workspace: Workspace }) {
  const [lines, setLines] = useState<readonly PathMap[]>(workspace.maps);
  const [tried, setTried] = useState<Output<'workspaces.tryMaps'> | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState<'try' | 'save' | null>(null);
  const offer = useUndo();
  const maps = lines.filter((line) => line.from.trim() !== '' && line.to.trim() !== '');
  const unsaved = JSON.stringify(maps) !== JSON.stringify(workspace.maps);
  const edit = (change: readonly PathMap[]) => {
    setLines(change);
    setTried(null);
  };
  const ask = async (what: 'try' | 'save') => {
    setBusy(what);
    setError(null);
    if (what === 'save') {
      const set = (to: readonly PathMap[]) => call('workspaces.setMaps', { workspace: workspace.name, maps: [...to] });
      // The journal keeps both: the change, and that it was taken back.
      await set(maps).then(() => offerUndo(storeWords.mapsSaved, () => void set(workspace.maps).catch((thrown: Error) => tell(thrown.message, true))), setError);
    }
    if (what === 'try') await call('workspaces.tryMaps', { workspace: workspace.name, maps: [...maps] }).then(setTried, setError);
    setBusy(null);
  };
  return (
    <section className="panel wide" aria-label={storeWords.maps}>
      <h2>{storeWords.maps}</h2>
      <p className="muted">{storeWords.mapsHint}</p>
      {lines.length === 0 && <p>{storeWords.mapsNone}</p>}
      {lines.map((line, index) => (
        <MapLine
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the list
          key={index}
          map={line}
          tried={tried?.maps[maps.indexOf(line)]}
          onChange={(map) => edit(lines.map((other, at) => (at === index ? map : other)))}
          onRemove={() => {
            edit(lines.filter((_, at) => at !== index));
            offer(storeWords.mapRemoved, () => edit(lines));
          }}
          onError={setError}
        />
      ))}
      <Group gap="xs" my="xs">
        <Button variant="default" leftSection={<IconPlus size={14} aria-hidden="true" />} onClick={() => edit([...lines, { from: '', to: '' }])}>
          {storeWords.addMap}
        </Button>
        <ActButton act="workspaces.tryMaps" variant="default" loading={busy === 'try'} onClick={() => void ask('try')}>
          {storeWords.try}
        </ActButton>
        <ActButton act="workspaces.setMaps" disabled={!unsaved} loading={busy === 'save'} onClick={() => void ask('save')}>
          {storeWords.save}
        </ActButton>
        {unsaved && <span className="caution">{storeWords.unsaved}</span>}
      </Group>
      {tried && <Tried answer={tried} />}
      {error !== null && <ErrorBox error={error} />}
    </section>
  );
}
