/** Writes every item that carries a tag of this workbench to one CSV file, with who set it, when and why. */
import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { call } from '../../client';
import { ErrorBox } from '../../parts/error-box';
import { visibleText } from '../../parts/visible-text';
import { tagWords as words } from '../../words/tags';

export function SaveTags({ workspace }: { workspace: string }) {
  /** It is not disabled meanwhile: it would lose the focus. */
  const busy = useRef(false);
  const [said, setSaid] = useState('');
  const [failed, setFailed] = useState<unknown>(null);
  const save = async () => {
    if (busy.current) return;
    busy.current = true;
    setFailed(null);
    setSaid('');
    try {
      const { path } = await call('dialog.saveFile', { title: words.saveTitle, suggested: `${workspace}-tags.csv`, extension: 'csv' });
      if (path === null) return;
      const made = await call('tags.export', { workspace, out: path });
      setSaid(words.saved(visibleText(made.path), made.rows, made.sha256));
    } catch (error) {
      setFailed(error);
    } finally {
      busy.current = false;
    }
  };
  return (
    <>
      <Button variant="default" title={words.saveTip} onClick={() => void save()}>
        {words.save}
      </Button>
      {said && (
        <span role="status" className="wrap-anywhere">
          {said}
        </span>
      )}
      {failed !== null && <ErrorBox error={failed} />}
    </>
  );
}
