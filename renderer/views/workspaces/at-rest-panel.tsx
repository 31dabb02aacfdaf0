/** How a workspace lies on the disk, and what can be done about it: encrypt, lock, change the passphrase, retire. */
import { Group } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { atRestWords } from '../../../core/at-rest/words';
import type { Workspace } from '../../../core/contract/workspaces';
import { call } from '../../client';
import { ActButton } from '../../parts/act-button';
import { ErrorBox } from '../../parts/error-box';
import { paths } from '../../routes';
import { atRestWordsOf as words } from '../../words/at-rest';
import { PassphraseDialog } from './passphrase-dialog';
import { RetireDialog } from './retire-dialog';

export function AtRestPanel({ workspace }: { workspace: Workspace }) {
  const [dialog, setDialog] = useState<'passphrase' | 'retire' | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [, go] = useLocation();
  const { name, encrypted } = workspace;
  const lock = async () => {
    setError(null);
    try {
      await call('workspaces.lock', { workspace: name });
      go(paths.workspaces());
    } catch (thrown) {
      setError(thrown);
    }
  };
  return (
    <section className="panel wide" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className={encrypted ? 'muted' : 'caution'}>{atRestWords(encrypted)}</p>
      <Group my="xs">
        <ActButton act="workspaces.encrypt" variant="default" onClick={() => setDialog('passphrase')}>
          {encrypted ? words.change : words.encryptPlain}
        </ActButton>
        {encrypted && (
          <ActButton act="workspaces.lock" variant="default" onClick={() => void lock()}>
            {words.lock}
          </ActButton>
        )}
        <ActButton act="workspaces.retire" variant="default" color="red" onClick={() => setDialog('retire')}>
          {words.retire}
        </ActButton>
      </Group>
      {error !== null && <ErrorBox error={error} />}
      {dialog === 'passphrase' && <PassphraseDialog workspace={workspace} onClose={() => setDialog(null)} />}
      {dialog === 'retire' && (
        <RetireDialog
          workspace={workspace}
          onClose={(retired) => {
            setDialog(null);
            if (retired) go(paths.workspaces());
          }}
        />
      )}
    </section>
  );
}
