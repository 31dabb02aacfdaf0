/** The dialogs of encrypted and retired workspaces: what must be typed before anything happens, and what is said. */
import { act } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Workspace } from '../../../core/contract/workspaces';
import { AuditError } from '../../../core/errors';
import { AddWorkspace } from '../../../renderer/views/workspaces/add-workspace';
import { AtRestPanel } from '../../../renderer/views/workspaces/at-rest-panel';
import { WorkspacesView } from '../../../renderer/views/workspaces/workspaces-view';
import { clear, click, draw, giveSizes, settle } from '../draw';
import { fakeBridge } from '../fake-bridge';

const passphrase = 'five words drawn by chance';
const workspace: Workspace = {
  name: 'trial',
  store: { type: 'folder', path: '/store' },
  storeText: '/store',
  maps: [],
  addedAt: '2026-11-21T14:02:00.000Z',
  demo: false,
  encrypted: false,
  lastSync: null,
  coverage: { known: 'nothing', whole: null, runs: [], cutShort: [], sentence: null },
  interruptedSync: false,
  readOnly: null,
  records: 0,
  runs: 0,
  findings: 0,
};
beforeEach(() => {
  giveSizes();
  // What a text field that grows listens to, and this made-up document lacks.
  Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });
});
afterEach(clear);

const button = (text: string) => [...document.querySelectorAll('button')].find(({ textContent }) => textContent === text);
const field = (label: string) => {
  const found = [...document.querySelectorAll('label')].find(({ textContent }) => textContent?.startsWith(label));
  return document.getElementById(found?.getAttribute('for') ?? '');
};
async function type(label: string, text: string) {
  const input = field(label);
  if (input === null) throw new Error(`There is no field ${label}.`);
  const area = input.tagName === 'TEXTAREA' ? HTMLTextAreaElement : HTMLInputElement;
  await act(async () => {
    Object.getOwnPropertyDescriptor(area.prototype, 'value')?.set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await settle();
}

it('unlocks: a wrong passphrase is said to be that, the right one leads on', async () => {
  const bridge = fakeBridge({
    'workspaces.list': () => ({ workspaces: [], problems: [] }),
    'workspaces.atRest': () => ({
      open: [],
      locked: [{ folder: 'encrypted-0123456789abcdef', createdAt: '2026-11-21T14:02:00.000Z' }],
      retired: [{ name: 'old', at: '2026-11-20T14:02:00.000Z', by: 'ann', reason: 'ended', certificate: { path: '/c.txt', sha256: 'a'.repeat(64) }, finishedAt: null, note: null }],
    }),
    'workspaces.unlock': ({ passphrase: typed }) => {
      if (typed !== passphrase) throw new AuditError('sealed', 'This passphrase does not open the workspace.', { reason: 'wrong-passphrase' });
      return { workspace: 'trial' };
    },
  });
  const place = await draw(<WorkspacesView />);
  expect(place.textContent).toContain('Encrypted workspace 0123456789abcdef');
  expect(place.textContent).toContain('old: Retired by ann');
  expect(place.textContent).toContain('Its removal has not ended');
  await click(button('Unlock…'));
  expect(button('Unlock')?.disabled).toBe(true);
  await type('Passphrase', 'a wrong one');
  await click(button('Unlock'));
  expect(document.body.textContent).toContain('This passphrase does not open the workspace.');
  await type('Passphrase', passphrase);
  await click(button('Unlock'));
  expect(bridge.calls.at(-1)).toEqual({ name: 'workspaces.unlock', input: { workspace: 'encrypted-0123456789abcdef', passphrase } });
  expect(window.location.hash).toBe('#/w/trial/runs');
});

it('encrypts only with a passphrase that is long enough and typed the same twice, and says what losing it means', async () => {
  const bridge = fakeBridge({ 'workspaces.encrypt': () => ({ workspace: 'trial', files: 4, bytes: 10 }) });
  const place = await draw(<AtRestPanel workspace={workspace} />);
  expect(place.textContent).toContain('Not encrypted: whoever can read this disk can read it.');
  await click(button('Encrypt…'));
  expect(document.body.textContent).toContain('If you lose it nobody can open this workspace, not we either');
  await type('Passphrase', 'too short');
  expect(document.body.textContent).toContain('Too short');
  await type('The same again', 'too short');
  expect(button('Encrypt')?.disabled).toBe(true);
  await type('Passphrase', passphrase);
  expect(document.body.textContent).toContain('The two differ.');
  expect(button('Encrypt')?.disabled).toBe(true);
  await type('The same again', passphrase);
  await click(button('Encrypt'));
  expect(bridge.calls).toEqual([{ name: 'workspaces.encrypt', input: { workspace: 'trial', passphrase } }]);
});

it('retires only with a reason, the name typed and a place for the certificate', async () => {
  let place: string | null = null;
  const bridge = fakeBridge({
    'dialog.saveFile': () => ({ path: place }),
    'workspaces.retire': ({ out }) => ({ path: out, sha256: 'b'.repeat(64), files: 4, bytes: 10, verifierKey: 'lineage-audit/1+00000000+AA', note: null }),
  });
  await draw(<AtRestPanel workspace={{ ...workspace, encrypted: true }} />);
  await click(button('Retire…'));
  const save = () => button('Save the certificate and destroy…');
  expect(document.body.textContent).toContain('can then no longer be made anew from here');
  expect(document.body.textContent).toContain('its key is overwritten and destroyed first');
  await type('Reason', 'The study has ended');
  expect(save()?.disabled).toBe(true);
  await type('Type the name', 'Trial');
  expect(save()?.disabled).toBe(true);
  await type('Type the name', 'trial');
  await click(save());
  expect(bridge.calls.map(({ name }) => name)).toEqual(['dialog.saveFile']);
  place = '/elsewhere/c.txt';
  await click(save());
  expect(bridge.calls.at(-1)).toEqual({ name: 'workspaces.retire', input: { workspace: 'trial', reason: 'The study has ended', out: place } });
  expect(document.body.textContent).toContain('Retired: 4 files destroyed. The certificate is at/elsewhere/c.txt');
});

it('adds an encrypted workspace when that is ticked', async () => {
  const bridge = fakeBridge({ 'workspaces.add': () => ({ workspace }) });
  const added: string[] = [];
  await draw(<AddWorkspace opened taken={[]} onClose={() => undefined} onAdded={(name) => added.push(name)} />);
  await type('Folder', '/data/study/lineage');
  expect(button('Add workspace')?.disabled).toBe(false);
  await click(field('Encrypt with a passphrase'));
  expect(button('Add workspace')?.disabled).toBe(true);
  await type('Passphrase', passphrase);
  await type('The same again', passphrase);
  await click(button('Add workspace'));
  expect(bridge.calls.at(-1)?.input).toMatchObject({ passphrase });
  expect(added).toHaveLength(1);
});
