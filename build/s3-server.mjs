/** The S3 server of the tests that need versions and Object Lock: built once from its Go module into an ignored folder. Nothing of it is shipped. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { say } from './say.mjs';

/** Apache-2.0; versions, Object Lock, all checksums of S3, policies, on a plain folder. */
const module = 'github.com/versity/versitygw';
const version = 'v1.8.0';
/** What its go.mod asks for. */
const goNeeded = { major: 1, minor: 25 };
const folder = join(root, '.cache', `versitygw-${version}`);
/** Where the server is once it is built. */
export const s3ServerPath = join(folder, process.platform === 'win32' ? 'versitygw.exe' : 'versitygw');

/** Major and minor of a text like `go1.26.8` or `2:1.19~1`. @param {string} text */
const versionIn = (text) => /(?:go|:)?(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number) ?? [0, 0];
/** @param {number[]} found */
const suffices = ([major = 0, minor = 0]) => major > goNeeded.major || (major === goNeeded.major && minor >= goNeeded.minor);

/** Some minutes the first time. Without it the tests that need it are skipped, or fail where CI=true. */
export function buildS3Server() {
  if (existsSync(s3ServerPath)) return;
  const why = goIsThere() ? build() : `it is built with Go ${goNeeded.major}.${goNeeded.minor} or later, which is not here (install it, then run this again)`;
  if (why !== null) say(`The S3 server with versions and Object Lock is missing: ${why}. The tests on it ${process.env.CI === 'true' ? 'will fail' : 'are skipped'}.`);
}

/** @returns {string | null} why it failed */
function build() {
  say(`Building ${module} ${version}, the S3 server of the tests (some minutes, once) …`);
  mkdirSync(folder, { recursive: true });
  const env = { ...process.env, GOBIN: folder, CGO_ENABLED: '0' };
  const args = ['install', '-trimpath', '-ldflags=-s -w', `${module}/cmd/versitygw@${version}`];
  const [command, all] = process.platform === 'win32' ? ['go', args] : ['nice', ['go', ...args]];
  const { status } = spawnSync(command, all, { stdio: ['ignore', 2, 2], env });
  return status === 0 ? null : 'go install failed; its words are above';
}

/** Debian's own Go is installed where that is allowed and it is new enough. */
function goIsThere() {
  const go = () => suffices(versionIn(spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).stdout ?? ''));
  if (go()) return true;
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const { stdout, status } = spawnSync('apt-cache', ['policy', 'golang-go'], { encoding: 'utf8' });
  if (status !== 0 || !suffices(versionIn(/Candidate: (\S+)/.exec(stdout)?.[1] ?? ''))) return false;
  say('Installing Debian package: golang-go …');
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'golang-go'], { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  return go();
}
