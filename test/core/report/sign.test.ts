import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '../../../core/contract';
import { plainText } from '../../main/pdf/tools';
import { authority, password, rsa } from '../../main/pdf-sign/certificates';
import { openWorkbench, type Workbench } from '../../workbench';
import { madeRun, makeRun } from './made-run';

let bench: Workbench;
let folder: string;
let draft: string;
const at = (name: string) => join(folder, name);
const sign = (over: Partial<Input<'report.sign'>> = {}) =>
  bench.job('report.sign', { workspace: 'made', file: draft, out: at('signed.pdf'), certificate: { from: 'local' }, name: 'Anna Auditor', meaning: 'author', ...over });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sign-flow-'));
  bench = await openWorkbench();
  await bench.sync('made', makeRun(folder).store);
  draft = at('draft.pdf');
  await bench.job('report.pdf', { workspace: 'made', about: { kind: 'run', run: madeRun }, out: draft });
}, 60_000);
afterAll(() => {
  bench.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('signing a report', () => {
  it('seals the draft, draws its final version without DRAFT, signs that, and adds further signatures to it', async () => {
    const { signatures } = await bench.engine.call('report.signatures', { file: draft });
    expect(signatures.map(({ kind, integrity, madeHere, covers }) => [kind, integrity, madeHere, covers.later])).toEqual([['seal', 'intact', true, 'nothing']]);
    expect(plainText(readFileSync(draft))).toContain('DRAFT');
    const first = await sign();
    expect(first).toMatchObject({ finalised: true, placesLeft: 7, signature: { name: 'Anna Auditor', meaning: 'author', integrity: 'intact', certificate: { selfSigned: true } } });
    const text = plainText(readFileSync(first.path));
    expect(text).not.toContain('DRAFT – UNSIGNED');
    expect(text).toContain('Identity asserted, not verified; not a Part 11 electronic signature.');
    const before = readFileSync(first.path);
    const { p12 } = authority(folder).issue('Rita', rsa);
    const second = await sign({
      file: first.path,
      out: first.path,
      certificate: { from: 'p12', path: p12, password },
      name: 'Rita Reviewer',
      meaning: 'reviewer',
      reason: 'Read as a whole',
    });
    expect(second).toMatchObject({ finalised: false, placesLeft: 6, id: first.id, before: first.sha256, signature: { certificate: { issuer: 'CN=Example CA, O=Example Org' } } });
    expect(readFileSync(second.path).subarray(0, before.length).equals(before)).toBe(true);
    const journal = await bench.engine.call('journal.list', { workspace: 'made' });
    const entries = journal.events.filter(({ act }) => act === 'report-signed');
    expect(entries.map(({ detail }) => detail)).toMatchObject([
      {
        name: 'Rita Reviewer',
        meaning: 'reviewer',
        reason: 'Read as a whole',
        before: second.before,
        sha256: second.sha256,
        certificate: second.signature.certificate?.sha256,
        local: false,
        finalised: false,
      },
      { name: 'Anna Auditor', sha256: first.sha256, local: true, finalised: true },
    ]);
    expect(JSON.stringify(journal)).not.toContain(password);
  }, 60_000);

  it('refuses what was altered, what has no seal, and what is of another installation', async () => {
    const bytes = readFileSync(draft);
    bytes[1000] = (bytes[1000] as number) ^ 1;
    writeFileSync(at('altered.pdf'), bytes);
    await expect(sign({ file: at('altered.pdf') })).rejects.toThrow(/altered/);
    writeFileSync(at('longer.pdf'), Buffer.concat([readFileSync(draft), Buffer.from(' ')]));
    await expect(sign({ file: at('longer.pdf') })).rejects.toThrow(/something follows|altered/);
    writeFileSync(at('text.pdf'), 'no PDF');
    await expect(sign({ file: at('text.pdf') })).rejects.toMatchObject({ code: 'not-supported' });
    await expect(sign({ file: at('nowhere.pdf') })).rejects.toMatchObject({ code: 'not-found' });
    const other = await openWorkbench();
    try {
      await other.sync('made', makeRun(other.folder).store);
      const theirs = join(other.folder, 'theirs.pdf');
      await other.job('report.pdf', { workspace: 'made', about: { kind: 'run', run: madeRun }, out: theirs });
      await expect(sign({ file: theirs })).rejects.toThrow(/another installation made/);
      const final = await other.job('report.sign', { workspace: 'made', file: theirs, out: theirs, certificate: { from: 'local' }, name: 'Otto', meaning: 'author' });
      expect((await sign({ file: final.path, name: 'Anna' })).finalised).toBe(false);
    } finally {
      other.close();
    }
  }, 60_000);
});
