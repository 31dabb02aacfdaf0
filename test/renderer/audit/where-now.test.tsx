import { afterEach, expect, it, vi } from 'vitest';
import type { VerifyResult } from '../../../core/contract/verify';
import type { PathMap, Workspace } from '../../../core/contract/workspaces';
import { Exceptions } from '../../../renderer/views/audit/exceptions';
import { WhereNow } from '../../../renderer/views/audit/where-now';
import { aCheck } from '../checks/a-check';
import { clear, click, draw, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

afterEach(clear);

const kept: PathMap = { from: '/ref', to: '/mnt/ref' };
const button = (place: Element, words: string) => [...place.querySelectorAll('button')].find((each) => each.textContent?.includes(words));

it('asks where missing files are, says how many are found there, and saves what was found beside the maps in force', async () => {
  const saved: PathMap[][] = [];
  const onSaved = vi.fn();
  fakeBridge({
    'workspaces.get': () => ({ workspace: { name: 'w', maps: [kept] } as unknown as Workspace }),
    'dialog.pickFolder': () => ({ path: '/mnt/copy' }),
    'workspaces.tryMaps': ({ maps }) => ({ found: maps.some((map) => map.from === '/data/trial' && map.to === '/mnt/copy') ? 318 : 12, total: 330, missing: [], maps: [] }),
    'workspaces.setMaps': ({ maps }) => {
      saved.push(maps);
      return { workspace: {} as Workspace };
    },
  });
  const place = await draw(<WhereNow workspace="w" run="lid://r" missing={['/data/trial/a/x', '/data/trial/b/y']} onSaved={onSaved} onDismiss={() => {}} />);
  await click(button(place, 'Choose the folder'));
  await settle();
  expect(place.textContent).toContain('318 of 330 published files found');
  expect(saved).toEqual([]);
  await click(button(place, 'Save this'));
  expect(saved).toEqual([[kept, { from: '/data/trial', to: '/mnt/copy' }]]);
  expect(onSaved).toHaveBeenCalledOnce();
});

it('offers nothing to save where the folder chosen does not hold the files', async () => {
  fakeBridge({
    'workspaces.get': () => ({ workspace: { name: 'w', maps: [] } as unknown as Workspace }),
    'dialog.pickFolder': () => ({ path: '/tmp' }),
    'workspaces.tryMaps': () => ({ found: 0, total: 2, missing: ['/data/x'], maps: [] }),
  });
  const place = await draw(<WhereNow workspace="w" run="lid://r" missing={['/data/x', '/data/y']} onSaved={() => {}} onDismiss={() => {}} />);
  await click(button(place, 'Choose the folder'));
  await settle();
  expect(place.textContent).toContain('No more files are found with that folder');
  expect(button(place, 'Save this')).toBeUndefined();
});

it('says what is not proven before what is, and counts metadata matches among the former', async () => {
  fakeBridge({});
  const files = [
    aCheck({ verdict: 'metadata-match', path: '/a' }),
    aCheck({ verdict: 'content-verified', path: '/b' }),
    aCheck({ verdict: 'mismatch', reason: 'size-differs', path: '/c<b>.txt' }),
  ];
  const result = { summary: {}, files, stopped: true, at: '', by: '' } as unknown as VerifyResult;
  const text = (await draw(<Exceptions result={result} />)).textContent ?? '';
  expect(text).toContain('The content of 2 of 3 files is not proven');
  expect(text).toContain('The content of 1 of 3 files was verified against its record');
  expect(text.indexOf('Not proven')).toBeLessThan(text.indexOf('Proven'));
  expect(text).toContain('c<b>.txt');
  expect(text).toContain('The check was stopped');
});
