/** All that a bundle can be held against by itself, as its own verify.py does, in our own code: nothing in it is believed unchecked. */
import type { BundleCheck } from '../contract/imported-bundles';
import type { Progress } from '../contract/shared';
import { sha256Of } from '../evidence/mirror';
import type { Ports } from '../ports';
import { checkBag } from './check-bag';
import { checkJournal } from './check-journal';
import { type CheckedLog, checkLog } from './check-log';
import { checkRecords, checkResults } from './check-records';
import { checkStatement } from './check-statement';
import { createTally, partWords } from './findings';
import { type Bundle, readBundle } from './read-bundle';
import { judgeTrust, type Vouching } from './trust';

/** How many faults are named one by one. */
const shownFaults = 1000;

export interface CheckedBundle {
  bundle: Bundle;
  log: CheckedLog;
  answer: BundleCheck;
}

/** `zip`: the whole file. Throws `bad-input` for what is no bundle; what does not hold in one is a fault in the answer. */
export async function* checkBundle(ports: Ports, zip: Uint8Array, given: Vouching, signal: AbortSignal): AsyncGenerator<Progress, CheckedBundle> {
  const phase = (done: number): Progress => ({ phase: 'checking the bundle', done, total: 6 });
  yield phase(0);
  const bundle = await readBundle(ports, zip, signal);
  const tally = createTally();
  yield phase(1);
  checkBag(ports, bundle, tally);
  signal.throwIfAborted();
  yield phase(2);
  const log = checkLog(ports, bundle, tally);
  signal.throwIfAborted();
  yield phase(3);
  checkRecords(ports, bundle, log, tally);
  checkResults(bundle, log, tally);
  yield phase(4);
  checkJournal(ports, bundle, log, tally);
  yield phase(5);
  checkStatement(ports, bundle, log, tally);
  const trust = judgeTrust(ports, log, given, tally);
  const { info } = bundle;
  const parts = [...tally.counts].map(([part, count]) => ({ part, title: partWords[part], ...count }));
  const answer: BundleCheck = {
    ok: tally.faults.length === 0,
    sha256: sha256Of(ports, zip),
    size: zip.length,
    info,
    hiddenLeaves: log.hidden.size,
    parts,
    faults: tally.faults.slice(0, shownFaults),
    faultCount: tally.faults.length,
    trust,
  };
  return { bundle, log, answer };
}
