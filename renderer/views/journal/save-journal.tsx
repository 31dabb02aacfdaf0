/** Writes what is filtered to a file: CSV for people, JSONL for whoever checks the chain. */
import { Button, Group } from '@mantine/core';
import { useRef, useState } from 'react';
import type { JournalFilter } from '../../../core/contract/journal';
import { call, job } from '../../client';
import { ErrorBox } from '../../parts/error-box';
import { visibleText } from '../../parts/visible-text';
import { journalWords as words } from '../../words/journal';

export function SaveJournal({ workspace, filter }: { workspace: string; filter: JournalFilter }) {
  /** Its buttons are not disabled meanwhile: they would lose the focus. */
  const busy = useRef(false);
  const [said, setSaid] = useState('');
  const [failed, setFailed] = useState<unknown>(null);
  const save = async (form: 'csv' | 'jsonl') => {
    if (busy.current) return;
    busy.current = true;
    setFailed(null);
    setSaid('');
    try {
      const { path } = await call('dialog.saveFile', { title: words.saveTitle, suggested: `${workspace}-journal.${form}`, extension: form });
      if (path === null) return;
      const made = await job('journal.export', { workspace, ...filter, form, out: path });
      setSaid(words.saved(made.lines, visibleText(path), made.sha256));
    } catch (error) {
      setFailed(error);
    } finally {
      busy.current = false;
    }
  };
  return (
    <>
      <Group gap="xs">
        <Button variant="default" title={words.csvTip} onClick={() => void save('csv')}>
          {words.csv}
        </Button>
        <Button variant="default" title={words.jsonlTip} onClick={() => void save('jsonl')}>
          {words.jsonl}
        </Button>
      </Group>
      {said && <span role="status">{said}</span>}
      {failed !== null && <ErrorBox error={failed} />}
    </>
  );
}
