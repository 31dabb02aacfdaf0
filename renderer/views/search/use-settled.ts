/** Which of the questions that are typed a person settles on: the one whose answer stood for a while, or was opened. */
import { useEffect } from 'react';
import { call } from '../../client';
import { notJournalled } from '../../parts/not-journalled';

const stood = 600;
let last = '';

export function settle(workspace: string, text: string): void {
  const id = `${workspace} ${text}`;
  if (text === '' || id === last) return;
  last = id;
  call('search.settled', { workspace, text }).catch((error: Error) => notJournalled(error.message));
}

/** `text`: whose answer is in sight; empty while there is none. */
export function useSettled(workspace: string, text: string): void {
  useEffect(() => {
    if (text === '') return;
    const timer = setTimeout(() => settle(workspace, text), stood);
    return () => clearTimeout(timer);
  }, [workspace, text]);
}
