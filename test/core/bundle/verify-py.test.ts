/** verify.py, as a stranger runs it: what it says of a good bundle, and that it says yes to none that was manipulated, manifests written anew or not. */

import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openWorkbench } from '../../workbench';
import { copyOf, deepRun, filesOf, inCi, makeBundle, openCase, python, rebag, unpackBundle, verifier, verify, workspace } from './bundle-bench';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });
let trial: Awaited<ReturnType<typeof openCase>>;
let bag: string;
let keys: string[];
const at = (...path: string[]) => join(trial.folder, ...path);
const lines = (folder: string, name: string) =>
  readFileSync(join(folder, 'data', name), 'utf8')
    .split('\n')
    .slice(0, -1);

/** A copy of the bag, changed; the manifests fit again unless they are the matter. */
function changed(change: (folder: string) => void, again = true): string {
  const folder = copyOf(bag, at('changed'));
  change(folder);
  if (again) rebag(folder);
  return folder;
}
const fails = (words: string | RegExp) => ({ status: 1, said: expect.stringMatching(words) });
const edit = (folder: string, name: string, change: (text: string) => string) => writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
/** The same in one process, which does not spare a file. */
function manyChanges(changes: { path: string; text?: string; again: boolean }[]): { status: number; said: string }[] {
  const input = changes.map((change) => `${JSON.stringify(change)}\n`).join('');
  const { stdout, stderr } = spawnSync('python3', ['-I', '-B', join(import.meta.dirname, 'many_changes.py'), verifier, bag], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  const answers = stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  expect(answers.length, stderr).toBe(changes.length);
  return answers;
}
/** `bundle.json` as if nothing were missing. */
const recount = (folder: string, counts: Record<string, number>) =>
  edit(folder, 'data/bundle.json', (text) => {
    const info = JSON.parse(text);
    for (const [name, by] of Object.entries(counts)) info.counts[name] += by;
    return `${JSON.stringify(info, null, 2)}\n`;
  });

describe.skipIf(!python)('verify.py', () => {
  beforeAll(async () => {
    trial = await openCase();
    keys = (await makeBundle(trial, 'bundle.zip')).verifierKeys;
    bag = unpackBundle(at('bundle.zip'), at('unpacked'));
  });
  afterAll(() => trial.remove());

  it('says what holds and what that rests on, of the folder, of the zip, and from within the bundle', () => {
    for (const bundle of [bag, at('bundle.zip')]) {
      const { status, said } = verify(bundle);
      expect(status, said).toBe(0);
      expect(said).toMatch(
        /the bag is whole.*in the tree that the checkpoint signs.*extends the checkpoints that were handed out.*the bundle is complete.*lists that results rest on.*results of checks.*acts in the journal/s,
      );
      expect(said).toMatch(/of 23 published files \d+ content-verified/);
      expect(said).toContain('The key itself is vouched for by nobody here');
      expect(said).not.toContain('FAIL');
    }
    expect(execFileSync('python3', ['-I', '-B', join(bag, 'verify.py')]).toString()).toContain('All of this holds');
    expect(filesOf(bag).some((path) => path.includes('__pycache__'))).toBe(false);
  });

  it('ends with 2 where it could not do its work', () => {
    mkdirSync(at('empty'), { recursive: true });
    for (const bundle of [at('not there'), at('empty'), at('older.txt')])
      expect(verify(bundle)).toMatchObject({ status: 2, said: expect.stringContaining('could not do its work') });
    expect(verify(bag, '--file', at('not there'))).toMatchObject({ status: 2 });
    expect(verify(bag, '--key', 'no key')).toMatchObject({ status: 2 });
    expect(verify(bag, '--nonsense')).toMatchObject({ status: 2 });
  });

  it('tells a file whose content was verified from one that was read only, and from any other', () => {
    expect(verify(bag, '--file', trial.verified)).toMatchObject({ status: 0, said: expect.stringMatching(/has, byte for byte, the content of lid:.*that was verified on/) });
    const check = lines(bag, 'checks.jsonl')
      .map((line) => JSON.parse(line).check)
      .find((one) => one.verdict === 'metadata-match');
    expect(verify(bag, '--file', check.checkedPath)).toMatchObject(fails(/these were NOT verified against the record: metadata-match/));
    writeFileSync(at('other'), 'other');
    expect(verify(bag, '--file', at('other'))).toMatchObject(fails(/is no file that was read for this bundle/));
  });

  it('holds a checkpoint of a second custodian and a known key against it', async () => {
    expect(verify(bag, '--checkpoint', trial.older)).toMatchObject({ status: 0, said: expect.stringContaining('nothing before it was changed') });
    expect(verify(bag, '--checkpoint', join(bag, 'data/checkpoint'))).toMatchObject({ status: 0, said: expect.stringContaining('the very one') });
    expect(verify(bag, '--key', keys[0] ?? '')).toMatchObject({ status: 0, said: expect.stringContaining('signed by the key you gave') });
    await trial.bench.engine.call('evidence.handOut', { workspace, out: at('own.txt') });
    await trial.bench.engine.call('evidence.handOut', { workspace, out: at('newer.txt') });
    expect(verify(bag, '--checkpoint', at('newer.txt'))).toMatchObject(fails(/cannot be told from this bundle/));
    writeFileSync(at('broken.txt'), readFileSync(trial.older, 'utf8').replace(/\n\d+\n/, '\n5\n'));
    expect(verify(bag, '--checkpoint', at('broken.txt'))).toMatchObject(fails(/bears a signature that is not of its text/));
  });

  it('says no to a bundle that another key signed, when it knows the checkpoint or the key', async () => {
    // The owner of another computer claims to be the same log, with the same records and a key of his own.
    const other = await openWorkbench();
    await other.engine.call('workspaces.add', { name: workspace, store: { type: 'folder', path: join(trial.files, 'lineage') }, maps: [] });
    const settings = join(other.home, workspace, 'workspace.json');
    const { origin } = JSON.parse(readFileSync(join(bag, 'data/bundle.json'), 'utf8'));
    edit('', settings, (text) => JSON.stringify({ ...JSON.parse(text), log: origin }));
    const forger = await other.restart();
    await forger.job('sync.run', { workspace });
    await forger.job('evidence.bundle', { workspace, run: deepRun, out: at('forged.zip') });
    forger.close();
    expect(verify(at('forged.zip'))).toMatchObject({ status: 0, said: expect.stringContaining('vouched for by nobody here') });
    expect(verify(at('forged.zip'), '--key', keys[0] ?? '')).toMatchObject(fails(/signed by another key than the one you gave/));
    expect(verify(at('forged.zip'), '--checkpoint', trial.older)).toMatchObject(fails(/signed by another key than those of this bundle/));
    // His statement in our bundle.
    const forged = unpackBundle(at('forged.zip'), at('forged'));
    expect(verify(changed((folder) => edit(folder, 'data/statement.dsse.json', () => readFileSync(join(forged, 'data/statement.dsse.json'), 'utf8'))))).toMatchObject(
      fails(/the statement is signed by none of the keys/),
    );
    expect(verify(changed((folder) => edit(folder, 'data/keys.txt', () => readFileSync(join(forged, 'data/keys.txt'), 'utf8'))))).toMatchObject(
      fails(/signed by none of the keys in data\/keys.txt/),
    );
    expect(verify(changed((folder) => appendFileSync(join(folder, 'data/keys.txt'), readFileSync(join(forged, 'data/keys.txt')))))).toMatchObject(
      fails(/does not hold the keys that the log enrolled/),
    );
  });

  it('says no to each file with a flipped bit, and again when the manifests were written anew', () => {
    // What is neither signed nor named by what is signed anybody may change, and it speaks for nothing.
    const unsigned = /^(READ-ME.txt|verify.py|bag-info.txt|(tag)?manifest-.*)$/;
    const everyTenth = filesOf(bag).filter((path, n) => n % 10 === 0 || !/^data\/(records|proofs)\//.test(path));
    const changes = everyTenth.flatMap((path) => [{ path, again: false }, ...(unsigned.test(path) ? [] : [{ path, again: true }])]);
    expect(changes.length).toBeGreaterThan(80);
    for (const [n, { status, said }] of manyChanges(changes).entries()) {
      expect(status, `${JSON.stringify(changes[n])}: ${said}`).toBe(1);
      expect(said).toContain('FAIL');
    }
  });

  it('says no when something is taken out or put in, manifests written anew', () => {
    const [one = '', two = ''] = readdirSync(join(bag, 'data/records'));
    const record = (folder: string, name: string) => join(folder, 'data/records', name);
    expect(verify(changed((folder) => rmSync(record(folder, one))))).toMatchObject(fails(/the record \w+ of entry \d+ is missing/));
    expect(verify(changed((folder) => rmSync(record(folder, one)), false))).toMatchObject(fails(/in a manifest but not there/));
    const swap = (folder: string) => {
      renameSync(record(folder, one), at('swapped'));
      renameSync(record(folder, two), record(folder, one));
      renameSync(at('swapped'), record(folder, two));
    };
    expect(verify(changed(swap))).toMatchObject(fails(/has another SHA-256 than its name/));
    const own = createHash('sha256').update('mine').digest('hex');
    expect(verify(changed((folder) => writeFileSync(record(folder, own), 'mine')))).toMatchObject(fails(/is named by no entry of the log/));
    expect(verify(changed((folder) => writeFileSync(join(folder, 'data/extra'), ''), false))).toMatchObject(fails(/there but in no manifest/));
    expect(verify(changed((folder) => writeFileSync(join(folder, 'data/extra'), '')))).toMatchObject(fails(/speaks of other files/));
    expect(verify(changed((folder) => writeFileSync(join(folder, 'extra.txt'), ''), false))).toMatchObject(fails(/there but in no manifest/));

    // A whole record with its entry and its proof, and the counts set right: the signed statement tells.
    const without = changed((folder) => {
      const kept = lines(folder, 'leaves.jsonl').filter((line) => !line.includes(one));
      const gone = lines(folder, 'leaves.jsonl').filter((line) => line.includes(one));
      writeFileSync(join(folder, 'data/leaves.jsonl'), `${kept.join('\n')}\n`);
      for (const line of gone) rmSync(join(folder, `data/proofs/${JSON.parse(line).index}.tlog-proof`));
      rmSync(record(folder, one));
      recount(folder, { records: -1, leaves: -gone.length });
    });
    expect(verify(without)).toMatchObject(fails(/FAIL {2}data\/(bundle.json|leaves.jsonl) has another SHA-256 than the statement says/));
    // A result that does not suit.
    const result = lines(bag, 'checks.jsonl').at(-1) ?? '';
    expect(verify(changed((folder) => edit(folder, 'data/checks.jsonl', (text) => text.replace(`${result}\n`, ''))))).toMatchObject(fails(/holds other results than the log/));
    expect(verify(changed((folder) => edit(folder, 'data/checks.jsonl', (text) => text.replace(/"verdict":"metadata-match"/, '"verdict":"content-verified"'))))).toMatchObject(
      fails(/says otherwise than entry \d+ of the log/),
    );
    expect(verify(changed((folder) => edit(folder, 'data/journal.jsonl', (text) => text.slice(text.indexOf('\n') + 1))))).toMatchObject(fails(/the journal is broken at line 1/));
    expect(verify(changed((folder) => edit(folder, 'data/journal.jsonl', (text) => text.replace(/[^\n]+\n$/, ''))))).toMatchObject(
      fails(/does not lead to the line that the log names/),
    );
    expect(verify(changed((folder) => rmSync(join(folder, 'data/consistency'), { recursive: true })))).toMatchObject(fails(/though such a checkpoint was handed out/));
    // It calls itself redacted, to be rid of a record.
    const leaf = JSON.parse(lines(bag, 'leaves.jsonl').find((line) => line.includes(one)) ?? '{}').index;
    const called = changed((folder) => {
      rmSync(record(folder, one));
      edit(folder, 'data/bundle.json', (text) => JSON.stringify({ ...JSON.parse(text), completeness: 'redacted', leftOut: [{ sha256: one, leaf, why: 'because' }] }));
      recount(folder, { records: -1 });
    });
    expect(verify(called)).toMatchObject(fails(/data\/bundle.json has another SHA-256 than the statement says/));
  });

  it('believes no statement, even one that the right key signed, whose verdicts are not those of the log', async () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const { bench } = trial;
    const resigned = (
      change: (
        predicate: { files: { lid: string; verdict: string; sha256: string | null; leaf: number | null }[]; verdicts: Record<string, number> },
        statement: { subject: unknown[] },
      ) => void,
      right = true,
    ) =>
      changed((folder) => {
        const envelope = JSON.parse(readFileSync(join(folder, 'data/statement.dsse.json'), 'utf8'));
        const statement = JSON.parse(Buffer.from(envelope.payload, 'base64').toString());
        change(statement.predicate, statement);
        const body = Buffer.from(JSON.stringify(statement));
        const signed = Buffer.concat([Buffer.from(`DSSEv1 ${envelope.payloadType.length} ${envelope.payloadType} ${body.length} `), body]);
        const sig = right ? Buffer.from(bench.ports.keys.signer().sign(signed)) : sign(null, signed, privateKey);
        writeFileSync(
          join(folder, 'data/statement.dsse.json'),
          JSON.stringify({ ...envelope, payload: body.toString('base64'), signatures: [{ ...envelope.signatures[0], sig: sig.toString('base64') }] }),
        );
      });
    expect(verify(resigned(() => undefined))).toMatchObject({ status: 0 });
    expect(verify(resigned(() => undefined, false))).toMatchObject(fails(/signed by none of the keys/));
    const better = resigned(({ files, verdicts }) => {
      const file = files.find(({ verdict }) => verdict === 'metadata-match');
      if (file === undefined) throw new Error('no such file');
      file.verdict = 'content-verified';
      verdicts['metadata-match'] = (verdicts['metadata-match'] ?? 0) - 1;
      verdicts['content-verified'] = (verdicts['content-verified'] ?? 0) + 1;
    });
    expect(verify(better)).toMatchObject(fails(/its verdict is not that of entry/));
    const digest = resigned(({ files }, statement) => {
      const file = files.find(({ verdict, leaf }) => verdict === 'metadata-match' && leaf !== null);
      if (file === undefined) throw new Error('no such file');
      file.sha256 = 'a'.repeat(64);
      statement.subject.push({ name: file.lid, digest: { sha256: file.sha256 } });
    });
    expect(verify(digest)).toMatchObject(fails(/its SHA-256 was not computed over verified content/));
    expect(verify(resigned(({ verdicts }) => Object.assign(verdicts, { total: 5 })))).toMatchObject(fails(/counts its verdicts wrongly/));
    expect(verify(resigned((_, statement) => statement.subject.push({ name: 'lid://x', digest: { sha256: 'a'.repeat(64) } })))).toMatchObject(
      fails(/the subjects of the statement are not its files/),
    );
  });

  it('reads nothing outside the bag, and survives what is made to hurt', () => {
    writeFileSync(at('secret'), 'outside');
    const outside = createHash('sha256').update('outside').digest('hex');
    expect(verify(changed((folder) => edit(folder, 'manifest-sha256.txt', (text) => `${text}${outside}  ../secret\n`), false))).toMatchObject(fails(/in a manifest but not there/));
    expect(verify(changed((folder) => symlinkSync(at('secret'), join(folder, 'data/records', outside)), false))).toMatchObject(fails(/is a link: a bundle has none/));
    const linked = changed((folder) => {
      renameSync(join(folder, 'data'), at('moved'));
      symlinkSync(at('moved'), join(folder, 'data'));
    }, false);
    expect(verify(linked)).toMatchObject(fails(/data is a link/));
    rmSync(at('moved'), { recursive: true });
    execFileSync('mkfifo', [
      join(
        changed(() => undefined),
        'data/fifo',
      ),
    ]);
    expect(verify(at('changed'))).toMatchObject(fails(/is no regular file/));
    const hostile = ['['.repeat(100_000), '{"a":1,"a":2}', 'null', '[]', '"\\ud800"', `{"index":${'9'.repeat(5000)},"line":""}`, '{"index":0,"line":5}', '\u001b[2J'];
    const names = ['bundle.json', 'leaves.jsonl', 'checks.jsonl', 'journal.jsonl', 'statement.dsse.json', 'keys.txt', 'checkpoint'];
    const changes = names.flatMap((name) => hostile.map((text) => ({ path: `data/${name}`, text: `${text}\n`, again: true })));
    for (const [n, { status, said }] of manyChanges(changes).entries()) {
      expect(status, `${JSON.stringify(changes[n]).slice(0, 80)}: ${said}`).toBe(1);
      expect(said).not.toContain('\u001b');
    }
    const zip = (name: string, script: string) => {
      execFileSync('python3', ['-c', `import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1], 'w')\n${script}`, at(name)], { stdio: 'ignore' });
      return verify(at(name));
    };
    const begin = "z.writestr('b/bagit.txt', 'BagIt-Version: 1.0\\nTag-File-Character-Encoding: UTF-8\\n')\n";
    expect(zip('up.zip', `${begin}z.writestr('b/../../secret', 'x')`)).toMatchObject({ status: 1 });
    expect(zip('twice.zip', `${begin}z.writestr('b/data/x', 'x')\nz.writestr('b/data/x', 'y')`)).toMatchObject(fails(/in the zip twice/));
    expect(zip('two.zip', `${begin}z.writestr('c/data/x', 'x')`)).toMatchObject(fails(/do not lie in one folder/));
    expect(zip('bomb.zip', `${begin}z.writestr('b/data/x', b'\\0' * (1 << 24), zipfile.ZIP_DEFLATED)`)).toMatchObject(fails(/is no entry of a bundle/));
  });
});

it('has Python for these tests, or says that it goes without', () => {
  if (!python) console.warn('No Python 3.8 here: the tests of verify.py are left out.');
  if (inCi) expect(python).toBe(true);
});
