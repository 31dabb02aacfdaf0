/** The name that an auditor gives for the account in use. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Output } from '../../../core/contract';
import { call } from '../../client';
import { ErrorBox } from '../../parts/error-box';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { journalWords as words } from '../../words/journal';

export function YourName({ onSaved }: { onSaved: () => void }) {
  const query = useCall('name.get', {}, { fresh: true });
  const [typed, setTyped] = useState<string | null>(null);
  const [notTold, setNotTold] = useState<string[]>([]);
  const [failed, setFailed] = useState<unknown>(null);
  const known = query.data?.name ?? '';
  const name = typed ?? known;
  const save = async () => {
    setFailed(null);
    const answer: Output<'name.set'> | undefined = await call('name.set', { name: name.trim() === '' ? null : name.trim() }).catch((error) => void setFailed(error));
    if (answer === undefined) return;
    setNotTold(answer.notTold);
    setTyped(null);
    await query.refetch();
    onSaved();
  };
  return (
    <div className="journal-name">
      <TextInput
        label={words.yourName}
        description={words.yourNameHint(visibleText(query.data?.account ?? ''))}
        value={name}
        maxLength={200}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button variant="default" disabled={name.trim() === known} onClick={() => void save()}>
        {words.saveName}
      </Button>
      {notTold.map((one) => (
        <p key={one} className="caution" role="alert">
          {words.notTold(visibleText(one))}
        </p>
      ))}
      {failed !== null && <ErrorBox error={failed} />}
    </div>
  );
}
