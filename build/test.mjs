/** `npm test`: makes everything ready, runs `npm run check` and all tests, and ends with one line of counts. Arguments go to vitest. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installDependencies } from './dependencies.mjs';
import { root } from './paths.mjs';
import { installPythonTools } from './python-tools.mjs';
import { buildS3Server } from './s3-server.mjs';
import { say } from './say.mjs';
import { installSystemPackages } from './system-packages.mjs';

installDependencies();
installSystemPackages({ tests: true });
buildS3Server();
installPythonTools();
const { buildWhatIsStale } = await import('./build.mjs');
buildWhatIsStale(['main', 'window']);
const { unpackDemo } = await import('./demo.mjs');
unpackDemo();
const { electronRuntime } = await import('./electron-runtime.mjs');
await electronRuntime();

const results = join(root, 'test-results', 'vitest.json');
mkdirSync(join(root, 'test-results'), { recursive: true });
rmSync(results, { force: true });

/** @param {string} what @param {string} command @param {string[]} args */
function succeeds(what, command, args) {
  say(`\n${what}`);
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
}
const checked = succeeds('Checking (npm run check) …', 'npm', ['run', '--silent', 'check']);
const tested = succeeds('Testing …', process.execPath, [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}`,
  ...process.argv.slice(2),
]);

const {
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
  numTodoTests: todo,
  numFailedTestSuites: files,
} = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0, numFailedTestSuites: 0 };
// The check counts as one test; a file of tests that could not even begin counts as one that failed.
const failures = failed + (checked ? 0 : 1) + (tested || failed > 0 ? 0 : Math.max(files, 1));
const passes = passed + (checked ? 1 : 0);
const left = skipped + todo;
process.exitCode = failures === 0 ? 0 : 1;
process.stdout.write(`${checked ? '' : 'npm run check failed; its words are above.\n'}${passes} passed, ${failures} failed${left > 0 ? `, ${left} skipped` : ''}\n`);
