/** Writes every item that carries a tag of this workbench to one CSV file, with who set it, when and why. */
import { Button } from '@mantine/core';
import { call } from '../../client';
import { useSaidSave } from '../../parts/use-said-save';
import { visibleText } from '../../parts/visible-text';
import { tagWords as words } from '../../words/tags';

export function SaveTags({ workspace }: { workspace: string }) {
  const { save, outcome } = useSaidSave();
  const saveTags = () =>
    save({ title: words.saveTitle, suggested: `${workspace}-tags.csv`, extension: 'csv' }, async (out) => {
      const { path, rows, sha256 } = await call('tags.export', { workspace, out });
      return words.saved(visibleText(path), rows, sha256);
    });
  return (
    <>
      <Button variant="default" title={words.saveTip} onClick={() => void saveTags()}>
        {words.save}
      </Button>
      {outcome}
    </>
  );
}
