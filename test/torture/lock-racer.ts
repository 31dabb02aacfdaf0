/** One of many processes that want the same lock: for each line on stdin it tries once, and says how it went; in the lock it looks whether it is alone. */
import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { takeLock } from '../../core/evidence/lock';
import { lockPorts } from './lock-ports';

const home = process.argv[2] ?? '';
const ports = lockPorts(home);
const alone = join(home, 'somebody-is-in');
process.stdout.write('ready\n');

for await (const line of createInterface({ input: process.stdin })) {
  try {
    const lock = takeLock(ports, 'w/evidence.lock', `turn ${line}`);
    mkdirSync(alone); // throws EEXIST where two are in at once
    ports.pause(2);
    rmdirSync(alone);
    lock.release();
    process.stdout.write(`${lock.tookOver === null ? 'in' : 'took-over'}\n`);
  } catch (error) {
    const { code } = error as { code?: string };
    process.stdout.write(`${code === 'in-use' ? 'in-use' : `FAULT ${String(error)}`}\n`);
  }
}
