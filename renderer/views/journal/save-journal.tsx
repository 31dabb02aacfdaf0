/** Writes what is filtered to a file: CSV for people, JSONL for whoever checks the chain. */
import { Button, Group } from '@mantine/core';
import type { JournalFilter } from '../../../core/contract/journal';
import { job } from '../../client';
import { useSaidSave } from '../../parts/use-said-save';
import { visibleText } from '../../parts/visible-text';
import { journalWords as words } from '../../words/journal';

export function SaveJournal({ workspace, filter }: { workspace: string; filter: JournalFilter }) {
  const { save, outcome } = useSaidSave();
  const saveAs = (form: 'csv' | 'jsonl') =>
    save({ title: words.saveTitle, suggested: `${workspace}-journal.${form}`, extension: form }, async (out) => {
      const { lines, sha256 } = await job('journal.export', { workspace, ...filter, form, out });
      return words.saved(lines, visibleText(out), sha256);
    });
  return (
    <>
      <Group gap="xs">
        <Button variant="default" title={words.csvTip} onClick={() => void saveAs('csv')}>
          {words.csv}
        </Button>
        <Button variant="default" title={words.jsonlTip} onClick={() => void saveAs('jsonl')}>
          {words.jsonl}
        </Button>
      </Group>
      {outcome}
    </>
  );
}
