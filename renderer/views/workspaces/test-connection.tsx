/** Tries each right that a sync needs, and names the one that is missing. */

import { Text } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Output } from '../../../core/contract';
import type { ReadableStore } from '../../../core/contract/workspaces';
import { call } from '../../client';
import { BusyButton } from '../../parts/busy-button';
import { ErrorBox } from '../../parts/error-box';
import { visibleText } from '../../parts/visible-text';
import { addWords } from '../../words/workspaces';

export function TestConnection({ store }: { store: ReadableStore }) {
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Output<'workspaces.testStore'> | null>(null);
  const [error, setError] = useState<unknown>(null);
  const said = useRef<HTMLDivElement>(null);
  // The form is long: the answer to a press of its button comes into sight.
  useEffect(() => {
    if (answer !== null) said.current?.scrollIntoView({ block: 'nearest' });
  }, [answer]);
  const test = async () => {
    setBusy(true);
    setAnswer(null);
    setError(null);
    await call('workspaces.testStore', { store }).then(setAnswer, setError);
    setBusy(false);
  };
  return (
    <section aria-label={addWords.test}>
      <BusyButton variant="default" leftSection={<IconPlugConnected size={15} aria-hidden="true" />} loading={busy} onClick={() => void test()}>
        {addWords.test}
      </BusyButton>
      <div role="status" ref={said}>
        {answer && (
          <>
            <ul className="test-rights">
              {answer.checks.map((check) => (
                <li key={check.right}>
                  <span data-ok={check.ok}>
                    <span aria-hidden="true">{check.ok ? '●' : '✗'}</span> <span className="mono">{check.right}</span> {addWords.right(check.ok)}
                  </span>
                  <span className="muted wrap-anywhere">{visibleText(check.message)}</span>
                </li>
              ))}
            </ul>
            <Text fw={600}>{answer.ok ? addWords.testOk : addWords.testBad}</Text>
            {answer.ok && <p className={answer.looksLikeLineage ? 'muted' : 'caution'}>{answer.looksLikeLineage ? addWords.looksRight : addWords.notLineage}</p>}
          </>
        )}
      </div>
      {error !== null && <ErrorBox error={error} />}
    </section>
  );
}
