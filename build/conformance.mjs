/** `npm run test:conformance`: validators of others on what this program writes. One that is not here is skipped and named; where CI=true that is a failure. Arguments go to vitest. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installDependencies } from './dependencies.mjs';
import { root } from './paths.mjs';
import { say } from './say.mjs';
import { setUpValidators } from './validators.mjs';

installDependencies();
const validators = setUpValidators();
const { unpackDemo } = await import('./demo.mjs');
unpackDemo();

const results = join(root, 'test-results', 'conformance.json');
mkdirSync(join(root, 'test-results'), { recursive: true });
rmSync(results, { force: true });
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--config=build/vitest.conformance.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);

say('');
for (const one of validators) say('missing' in one ? `skipped: ${one.name} is not here: ${one.missing}` : `${one.name} ${one.version}`);
const missing = validators.filter((one) => 'missing' in one).length;
const {
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
} = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 };
// A file of tests that could not even begin counts as one that failed, as does a validator that is not here where all must be.
const failures = failed + (status !== 0 && failed === 0 ? 1 : 0) + (process.env.CI === 'true' ? missing : 0);
process.exitCode = failures === 0 ? 0 : 1;
process.stdout.write(`${passed} passed, ${failures} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
