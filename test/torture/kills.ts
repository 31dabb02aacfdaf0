/** Kills a working process with -9 at random moments, and looks after each kill whether all that was acknowledged is there. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMain } from '../build-main';
import { openWorkbench } from '../workbench';
import { chance } from './every-change';
import { isOfAKill } from './session';

interface Acknowledged {
  act: string;
  sync?: number;
  startedAt?: string;
  to?: string;
  reason?: string;
  file?: string;
}

export interface Kills {
  kills: number;
  workspaces: number;
  acknowledged: number;
  lost: string[];
  badOpens: string[];
  torn: number;
  locksTakenOver: number;
}

const killsAWorkspace = 25;

/** Until so many `kills`, or until the time `endsAt` (ms since 1970). */
export async function killAtRandom({ kills, seed, endsAt = Number.POSITIVE_INFINITY }: { kills: number; seed: number; endsAt?: number }): Promise<Kills> {
  const client = buildMain('engine-client');
  const random = chance(seed);
  const result: Kills = { kills: 0, workspaces: 0, acknowledged: 0, lost: [], badOpens: [], torn: 0, locksTakenOver: 0 };
  let folder = '';
  let acknowledged: Acknowledged[] = [];
  const begin = () => {
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
    folder = mkdtempSync(join(tmpdir(), 'torture-kill-'));
    for (const name of ['store', 'out']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'data.txt'), 'the content of a file');
    acknowledged = [];
    result.workspaces++;
  };
  while (result.kills < kills && Date.now() < endsAt) {
    if (result.kills % killsAWorkspace === 0) begin();
    const life = `${seed}-${result.kills}`;
    const childSeed = Math.floor(random() * 2 ** 31);
    // One in eight dies while it starts and opens the workspace, the others at work, after some acts.
    const acts = random() < 0.125 ? 0 : 1 + Math.floor(random() * 8);
    const said = await liveAndDie([client, join(folder, 'home'), 'w', join(folder, 'store'), join(folder, 'out'), String(childSeed)], acts, random() * (acts === 0 ? 500 : 100));
    acknowledged.push(...said);
    result.acknowledged += said.length;
    result.kills++;
    await look(folder, acknowledged, result, life);
  }
  rmSync(folder, { recursive: true, force: true });
  return result;
}

function liveAndDie(args: string[], acts: number, delay: number): Promise<Acknowledged[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'victim.mjs'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let failed = '';
    let timer: NodeJS.Timeout | undefined;
    const die = () => (timer ??= setTimeout(() => child.kill('SIGKILL'), delay));
    if (acts === 0) die();
    child.stdout.on('data', (chunk) => {
      said += String(chunk);
      if (said.split('\n').length > acts) die();
    });
    child.stderr.on('data', (chunk) => (failed += String(chunk)));
    child.on('close', (code) => {
      if (code !== null) return reject(new Error(`It ended by itself: ${failed.slice(0, 2000)}`));
      // What stands behind the last line feed was being said when it died.
      resolve(
        said
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line) as Acknowledged),
      );
    });
  });
}

async function look(folder: string, acknowledged: Acknowledged[], result: Kills, life: string): Promise<void> {
  const bench = await openWorkbench({ folder, keepFolder: true });
  const lost = (what: string) => void result.lost.push(`${life}: ${what}`);
  try {
    const { workspaces, problems } = await bench.engine.call('workspaces.list', {});
    for (const { error } of problems) result.badOpens.push(`${life}: ${error}`);
    if (workspaces.length === 0) {
      if (acknowledged.length > 0) lost('the workspace');
      return;
    }
    const first = await bench.job('evidence.verify', { workspace: 'w' });
    for (const { file, message } of first.faults) {
      if (isOfAKill(message)) result.torn++;
      else result.badOpens.push(`${life}: ${file}: ${message}`);
    }
    await bench.job('sync.run', { workspace: 'w' });
    const against = acknowledged.flatMap(({ file }) => (file === undefined ? [] : [{ file, text: readFileSync(file, 'utf8') }])).slice(-20);
    const second = await bench.job('evidence.verify', { workspace: 'w', against });
    for (const { file, message } of second.faults) result.badOpens.push(`${life}: afterwards: ${file}: ${message}`);
    for (const { file, outcome, message } of second.against) if (outcome !== 'extends') lost(`${file}: ${message}`);
    const { events } = await bench.engine.call('journal.list', { workspace: 'w', limit: 10_000 });
    const { syncs } = await bench.engine.call('sync.list', { workspace: 'w' });
    const journal = new Set(events.map(({ act, detail }) => keyOf(act, detail as Record<string, unknown>)));
    const kept = new Set(syncs.map(({ sync, startedAt }) => `${sync} ${startedAt}`));
    for (const one of acknowledged) {
      if (one.act === 'sync' && !kept.has(`${one.sync} ${one.startedAt}`)) lost(`sync ${one.sync} in the ledger`);
      if (!journal.has(keyOfAcknowledged(one))) lost(`${JSON.stringify(one)} in the journal`);
    }
    const count = (act: string) => events.filter((event) => event.act === act).length;
    const verified = acknowledged.filter(({ act }) => act === 'verify').length;
    if (count('verify') < verified) lost(`${verified - count('verify')} of ${verified} verifications in the journal`);
    if (result.kills % killsAWorkspace === 0) result.locksTakenOver += count('lock-taken-over');
  } catch (error) {
    result.badOpens.push(`${life}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    bench.close();
  }
}

function keyOf(act: string, detail: Record<string, unknown>): string {
  if (act === 'sync') return `sync ${detail.sync} ${detail.startedAt}`;
  if (act === 'path-maps-set') return `maps ${(detail.now as { to: string }[])[0]?.to}`;
  if (act === 'baseline-locked') return `locked ${detail.reason}`;
  if (act === 'checkpoint-handed-out') return `handed-out ${detail.path}`;
  return act;
}
function keyOfAcknowledged(one: Acknowledged): string {
  if (one.act === 'sync') return `sync ${one.sync} ${one.startedAt}`;
  if (one.act === 'maps') return `maps ${one.to}`;
  if (one.act === 'locked') return `locked ${one.reason}`;
  if (one.act === 'handed-out') return `handed-out ${one.file}`;
  return one.act === 'added' ? 'workspace-added' : one.act;
}
