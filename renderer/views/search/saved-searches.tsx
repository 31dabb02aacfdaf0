/** Searches that were saved in this workspace: opened, renamed, deleted; and the one at hand saved. */
import { ActionIcon, Anchor, Button, Group, Modal, Stack, TextInput, Title } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { SavedSearch } from '../../../core/contract/search';
import { call } from '../../client';
import { ActButton, refusalIn } from '../../parts/act-button';
import { ErrorBox } from '../../parts/error-box';
import { offerUndo, tell } from '../../parts/toasts';
import { useCall } from '../../parts/use-call';
import { useFocusBack } from '../../parts/use-focus-back';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { searchWords } from '../../words/search';

const words = searchWords.saved;

interface NameDialogProps {
  workspace: string;
  text: string;
  /** The saved search that is renamed. */
  was?: string;
  onClose: () => void;
}

function NameDialog({ workspace, text, was, onClose }: NameDialogProps) {
  useFocusBack();
  const [name, setName] = useState(was ?? '');
  const [error, setError] = useState<unknown>(null);
  const submit = () => call('search.save', { workspace, name, text, ...(was !== undefined && { was }) }).then(onClose, setError);
  return (
    <Modal opened onClose={onClose} title={was === undefined ? words.save : words.renameTitle} closeButtonProps={{ 'aria-label': words.cancel }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') void submit();
        }}
      >
        <Stack gap="sm">
          <p className="mono wrap-anywhere">{visibleText(text)}</p>
          <TextInput label={words.name} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={100} data-autofocus />
          {error !== null && <ErrorBox error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.cancel}
            </Button>
            <Button type="submit" disabled={name.trim() === ''}>
              {words.keep}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** `text`: the search at hand; empty, or one that cannot be read, is not offered for saving. */
export function SavedSearches({ workspace, text }: { workspace: string; text: string }) {
  const query = useCall('search.saved', { workspace });
  const [asking, setAsking] = useState<{ text: string; was?: string } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const searches = query.data?.searches ?? [];
  const isSaved = searches.some((one) => one.text === text);
  const refused = refusalIn(workspace, 'search.unsave');
  const remove = ({ name, text: was }: SavedSearch) =>
    void call('search.unsave', { workspace, name }).then(() => {
      setError(null);
      offerUndo(words.removed(visibleText(name)), () => void call('search.save', { workspace, name, text: was }).catch((failed: Error) => tell(failed.message, true)));
    }, setError);
  return (
    <section className="search-saved" aria-label={words.title}>
      <Title order={2} size="h3">
        {words.title}
      </Title>
      {query.data && searches.length === 0 && <span className="muted">{words.none}</span>}
      <ul>
        {searches.map((one) => (
          <li key={one.name}>
            <Anchor component={Link} href={paths.search(workspace, one.text)} title={visibleText(one.text)} aria-current={one.text === text ? 'page' : undefined}>
              {visibleText(one.name)}
            </Anchor>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={words.rename(visibleText(one.name))}
              disabled={refused !== null}
              title={refused ?? undefined}
              onClick={() => setAsking({ text: one.text, was: one.name })}
            >
              <IconPencil size={14} aria-hidden="true" />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={words.remove(visibleText(one.name))}
              disabled={refused !== null}
              title={refused ?? undefined}
              onClick={() => remove(one)}
            >
              <IconTrash size={14} aria-hidden="true" />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {text !== '' && !isSaved && (
        <ActButton act="search.save" variant="default" size="compact-sm" onClick={() => setAsking({ text })}>
          {words.save}
        </ActButton>
      )}
      {error !== null && <ErrorBox error={error} />}
      {asking && <NameDialog workspace={workspace} {...asking} onClose={() => setAsking(null)} />}
    </section>
  );
}
