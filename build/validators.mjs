/**
 * Programs of others that say whether a file is valid: set up once in an ignored folder, every package by its digest. What could
 * not be set up is named with the reason. Nothing of them is shipped.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './paths.mjs';
import { installPythonPackages, pythonProgram } from './python-tools.mjs';
import { say } from './say.mjs';
import { installPackages } from './system-packages.mjs';

/**
 * `command`: the program and its first arguments; `missing`: why it is not here.
 * @typedef {{ name: string, version: string, command: string[] } | { name: string, missing: string }} Validator
 */

const sources = join(root, 'test', 'conformance');
/** What was found, for the tests (test/conformance/validators.ts). */
export const validatorsFile = join(root, '.cache', 'validators.json');

/** @param {string[]} parts */
const digest = (...parts) => createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
/** @param {string} command @param {string[]} args */
const output = (command, args) => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? `${stdout}${stderr}` : null;
};

/** @returns {Validator[]} */
export function setUpValidators() {
  const validators = [...pythonValidators(), poppler('pdfsig'), verapdf()];
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(validatorsFile, `${JSON.stringify(validators, null, 2)}\n`);
  return validators;
}

/** Name of the package → the command it brings, or null for one that is imported. */
const pythonPackages = { 'roc-validator': 'rocrate-validator', jsonschema: null, prov: null, pyHanko: 'pyhanko', bagit: null, pikepdf: null, duckdb: null, sqlglot: null };

/** @returns {Validator[]} */
function pythonValidators() {
  const requirements = join(sources, 'requirements.txt');
  const folder = join(root, '.cache', `conformance-python-${digest(readFileSync(requirements, 'utf8'))}`);
  // bagit comes as source alone: pip builds it, with whichever setuptools it fetches for that.
  const why = installPythonPackages(folder, ['--require-hashes', '--only-binary', ':all:', '--no-binary', 'bagit', '-r', requirements], Object.keys(pythonPackages).join(', '));
  const python = pythonProgram(folder, 'python');
  return Object.entries(pythonPackages).map(([name, program]) => {
    if (why !== null) return { name, missing: why };
    const version = output(python, ['-c', 'import sys; from importlib.metadata import version; print(version(sys.argv[1]))', name]);
    if (version === null) return { name, missing: `its package cannot be read in ${folder}; delete that folder and run this again` };
    return { name, version: version.trim(), command: program === null ? [python] : [pythonProgram(folder, program)] };
  });
}

/** @param {string} name @returns {Validator} */
function poppler(name) {
  const failed = output(name, ['-v']) === null ? installPackages(['poppler-utils']) : null;
  const version = output(name, ['-v'])?.match(/version (\S+)/)?.[1];
  if (version === undefined) return { name, missing: failed ?? 'poppler-utils, which it is part of, is not installed' };
  return { name, version, command: [name] };
}

/** veraPDF's library from Maven Central and a small program of ours that calls it. @returns {Validator} */
function verapdf() {
  const name = 'verapdf';
  const pom = join(sources, 'verapdf', 'pom.xml');
  const list = readFileSync(join(sources, 'verapdf', 'jars.sha256'), 'utf8');
  const folder = join(root, '.cache', `conformance-verapdf-${digest(readFileSync(pom, 'utf8'), list)}`);
  const needs = [...(output('javac', ['-version']) === null ? ['default-jdk-headless'] : []), ...(existsSync(folder) || output('mvn', ['-v']) !== null ? [] : ['maven'])];
  const failed = needs.length > 0 ? installPackages(needs) : null;
  if (failed !== null) return { name, missing: failed };
  if (output('javac', ['-version']) === null) return { name, missing: 'a Java development kit (11 or newer) is not installed' };
  if (!existsSync(folder)) {
    const why = fetchJars(pom, list, folder);
    if (why !== null) return { name, missing: why };
  }
  const jars = readdirSync(folder).map((jar) => join(folder, jar));
  const version = jars.join(' ').match(/validation-model-([\d.]+)\.jar/)?.[1] ?? 'unknown';
  return { name, version, command: ['java', '-cp', jars.join(delimiter), join(sources, 'verapdf', 'Validate.java')] };
}

/** @param {string} pom @param {string} list digest and name of each file @param {string} folder @returns {string | null} why it failed */
function fetchJars(pom, list, folder) {
  say('Fetching veraPDF (once) …');
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';
  const fetched = spawnSync('mvn', ['-q', '-B', '-f', pom, plugin, `-DoutputDirectory=${part}`], { stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (fetched.status !== 0) return 'mvn could not fetch it (it needs Maven and Maven Central); its words are above';
  const wanted = list.trim().split('\n');
  const got = readdirSync(part)
    .sort()
    .map(
      (jar) =>
        `${createHash('sha256')
          .update(readFileSync(join(part, jar)))
          .digest('hex')}  ${jar}`,
    );
  const other = [...got.filter((line) => !wanted.includes(line)), ...wanted.filter((line) => !got.includes(line))];
  if (other.length > 0) return `what Maven fetched is not what jars.sha256 lists: ${other.join(', ')}`;
  renameSync(part, folder);
  return null;
}
