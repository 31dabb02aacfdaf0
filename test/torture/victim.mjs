/** A process that works on a workspace without end and says on stdout what has been acknowledged to it, until it is killed: node victim.mjs ENGINE-CLIENT HOME WORKSPACE STORE OUT SEED */
import { mkdirSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [client = '', home = '', workspace = '', store = '', out = '', seed = '1'] = process.argv.slice(2);
const { startEngine } = createRequire(import.meta.url)(client);
const engine = startEngine({ home, surface: 'test', version: '0.0.0-test', testRuntime: false });

let state = Number(seed) >>> 0;
/** @param {number} below */
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 4294967296) * below);
};
/** @param {Record<string, unknown>} what */
const say = (what) => writeSync(1, `${JSON.stringify(what)}\n`);
/** @param {string} name @param {unknown} input */
async function job(name, input) {
  const steps = engine.job(name, input);
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}
/** @param {string} key @param {string} text */
function put(key, text) {
  mkdirSync(join(store, key), { recursive: true });
  const path = join(store, key, '.data.json');
  const spec = { path: join(store, '..', 'data.txt'), size: 21, labels: [text.repeat(1 + random(200))] };
  writeFileSync(`${path}.new`, JSON.stringify({ version: 'lineage/v1beta1', kind: 'FileOutput', spec }));
  renameSync(`${path}.new`, path);
}

const { workspaces } = await engine.call('workspaces.list', {});
if (!workspaces.some((/** @type {{ name: string }} */ one) => one.name === workspace)) {
  await engine.call('workspaces.add', { name: workspace, store: { type: 'folder', path: store } });
  say({ act: 'added' });
}
for (let turn = 0; ; turn++) {
  const mark = `${seed}-${turn}`;
  const choice = random(10);
  if (turn === 0 || choice < 5) {
    for (let n = random(4); n >= 0; n--) put(`k${random(40)}`, `${mark} `);
    const { sync, startedAt, records } = await job('sync.run', { workspace });
    say({ act: 'sync', sync, startedAt, records });
  } else if (choice === 5) {
    await job('verify.run', { workspace, all: true });
    say({ act: 'verify' });
  } else if (choice === 6) {
    await engine.call('workspaces.setMaps', { workspace, maps: [{ from: '/x', to: `/${mark}` }] });
    say({ act: 'maps', to: `/${mark}` });
  } else if (choice === 7) {
    // Nothing was checked yet, or all is locked: nothing to sign off, and nothing acknowledged.
    const locked = await engine.call('baseline.lock', { workspace, all: true, reason: mark, partial: true, doubtful: true }).catch((/** @type {{ code: string }} */ error) => {
      if (!['bad-input', 'locked', 'already-exists', 'not-found'].includes(error.code)) throw error;
    });
    if (locked !== undefined) say({ act: 'locked', reason: mark });
  } else {
    const file = join(out, `${mark}.txt`);
    await engine.call('evidence.handOut', { workspace, out: file });
    say({ act: 'handed-out', file });
  }
}
