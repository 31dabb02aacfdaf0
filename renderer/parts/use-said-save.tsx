/** Writes a file where the dialog says, and tells in a sentence what was written. */
import { useRef, useState } from 'react';
import type { Input } from '../../core/contract';
import { call } from '../client';
import { ErrorBox } from './error-box';

/** `write` gives the sentence. Buttons are not disabled meanwhile: they would lose the focus; one press at a time counts. */
export function useSaidSave() {
  const busy = useRef(false);
  const [said, setSaid] = useState('');
  const [failed, setFailed] = useState<unknown>(null);
  const save = async (asked: Input<'dialog.saveFile'>, write: (path: string) => Promise<string>) => {
    if (busy.current) return;
    busy.current = true;
    setFailed(null);
    setSaid('');
    try {
      const { path } = await call('dialog.saveFile', asked);
      if (path !== null) setSaid(await write(path));
    } catch (error) {
      setFailed(error);
    } finally {
      busy.current = false;
    }
  };
  const outcome = (
    <>
      {said && (
        <span role="status" className="wrap-anywhere">
          {said}
        </span>
      )}
      {failed !== null && <ErrorBox error={failed} />}
    </>
  );
  return { save, outcome };
}
