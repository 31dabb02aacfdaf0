// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it } from 'vitest';
import { AuditError } from '../../../core/errors';
import { type JobHandle, useJob } from '../../../renderer/parts/use-job';
import { clear, draw, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

let seen: JobHandle<'sync.run'>;
function Probe({ workspace }: { workspace: string }) {
  seen = useJob('sync.run', { workspace });
  return null;
}

afterEach(clear);

it('tells progress, goes on while its view is left, and stops when asked', async () => {
  let fail: (error: Error) => void = () => undefined;
  let id = '';
  const bridge = fakeBridge({
    'sync.run': (_, given) => {
      id = given;
      return new Promise((_resolve, reject) => {
        fail = reject;
      });
    },
  });
  await draw(<Probe workspace="one" />);
  await act(async () => void seen.start());
  await act(async () => bridge.tell('progress', { id, progress: { phase: 'listing', done: 3, total: 10 } }));
  expect(seen.state).toMatchObject({ status: 'running', progress: { done: 3, total: 10 } });
  await clear();
  await draw(<Probe workspace="one" />);
  expect(seen.state).toMatchObject({ status: 'running', progress: { done: 3 } });
  await act(async () => void seen.start());
  expect(bridge.calls.filter((call) => call.name === 'sync.run')).toHaveLength(1);
  await act(async () => seen.cancel());
  expect(bridge.cancelled).toEqual([id]);
  expect(seen.state?.stopping).toBe(true);
  await act(async () => fail(new AuditError('cancelled', 'Stopped.')));
  await settle();
  expect(seen.state?.status).toBe('stopped');
});

it('keeps the error of a job that failed', async () => {
  fakeBridge({
    'sync.run': () => {
      throw new AuditError('store-unreachable', 'The folder /x is not there.');
    },
  });
  await draw(<Probe workspace="two" />);
  await act(async () => void (await seen.start()));
  expect(seen.state).toMatchObject({ status: 'failed', error: { code: 'store-unreachable' } });
});
