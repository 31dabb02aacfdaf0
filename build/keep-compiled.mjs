/** Run by the build: asks the built program a few questions about the demo, so that main/compiled.ts keeps what V8 made of it; its last words are of what failed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackDemo } from './demo.mjs';
import { built } from './paths.mjs';
import { giveUp } from './say.mjs';

const folder = mkdtempSync(join(tmpdir(), 'keep-compiled-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** @param {string[]} command */
function ask(...command) {
  // What a sync runs is left out: it would be read for every question, and a sync takes longer than to compile it.
  const env = ['add', 'sync'].includes(command[0] ?? '') ? process.env : { ...process.env, LINEAGE_AUDIT_KEEP_COMPILED: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [built('main', 'cli.cjs'), '--home', join(folder, 'home'), ...command], { encoding: 'utf8', env });
  if (status !== 0) giveUp(`${command[0]} ended with ${status}: ${stderr}`);
  return stdout;
}

ask('add', 'demo', join(unpackDemo(join(folder, 'demo')), 'lineage'));
ask('sync');
const [run = ''] = ask('find', 'type=WorkflowRun').split('\n');
// Out of what the first question kept.
const [file = ''] = ask('find', `workflowRun=${run}`, 'type=FileOutput').split('\n');
ask('view', file);
ask('runs');
// By a thread of the engine's own.
ask('search', 'type:WorkflowRun');
ask('trace', '--up', file);
