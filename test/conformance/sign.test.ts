/** Sealed and signed reports, by programs of others: valid to pyHanko and pdfsig, still PDF/A-3a and PDF/UA-1 to veraPDF; a flipped byte is found. */
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { finalVersion } from '../../core/report/final';
import { createPdfSign } from '../../main/ports/pdf-sign';
import { createSealKeys } from '../../main/ports/seal-key';
import { sampleOutline } from '../main/pdf/sample';
import { drawn } from '../main/pdf/tools';
import { authority, ec, password, rsa } from '../main/pdf-sign/certificates';
import { itBy, runValidator } from './validators';
import { failedRules, verapdf } from './verapdf';

let folder: string;
const file = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sign-conformance-'));
  const port = createPdfSign(createSealKeys(folder, undefined));
  const outline = finalVersion(sampleOutline());
  const at = { ms: Date.now() + 60_000, offsetMinutes: 60 };
  const sealed = await port.seal((await drawn(outline)).bytes, { report: outline.id, at });
  const ca = authority(folder);
  const by = (name: string, key: string[]) => ({ from: 'p12', path: ca.issue(name, key).p12, password }) as const;
  const one = await port.sign(sealed, { certificate: by('Rita', rsa), name: 'Rita Reviewer', meaning: 'reviewer', reason: 'Read as a whole', at, report: outline.id });
  const two = await port.sign(one, { certificate: by('Paul', ec('P-256')), name: 'Pauł Ćw 検', meaning: 'approver', reason: null, at, report: outline.id });
  const local = await port.sign(two, { certificate: { from: 'local' }, name: 'Anna', meaning: 'author', reason: null, at, report: outline.id });
  for (const [name, bytes] of Object.entries({ sealed, one, two, local })) writeFileSync(file(`${name}.pdf`), bytes);
  const seal = readdirSync(file('keys')).find((name) => name.endsWith('.crt')) ?? '';
  writeFileSync(file('trust.pem'), `${new X509Certificate(readFileSync(join(folder, 'keys', seal)))}${ca.roots}`);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** pyHanko's last sentence on each signature. */
const judged = (name: string) => {
  const { stdout, status } = runValidator('pyHanko', ['sign', 'validate', '--pretty-print', '--trust', file('trust.pem'), '--trust-replace', file(name)]);
  return { status, verdicts: [...stdout.matchAll(/The signature is judged (\w+)\./g)].map(([, verdict]) => verdict), text: stdout };
};

itBy('verapdf')(
  'stay PDF/A-3a and PDF/UA-1',
  () => {
    const results = verapdf(['3a', 'ua1'], ...['sealed', 'one', 'local'].map((name) => file(`${name}.pdf`)));
    expect(failedRules(results)).toEqual([]);
    expect(results.map(({ compliant }) => compliant)).toEqual(Array(6).fill(true));
  },
  300_000,
);

itBy('pyHanko')(
  'are valid to pyHanko, which allows what later signatures change; no further where a byte is flipped, or the name is only asserted',
  () => {
    expect(judged('sealed.pdf')).toMatchObject({ status: 0, verdicts: ['VALID'] });
    expect(judged('two.pdf')).toMatchObject({ status: 0, verdicts: ['VALID', 'VALID', 'VALID'] });
    expect(judged('local.pdf').verdicts).toEqual(['VALID', 'VALID', 'VALID', 'INVALID']);
    const whole = readFileSync(file('two.pdf'));
    const ranges = [...whole.toString('latin1').matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)/g)].map((one) => one.slice(1).map(Number));
    expect(ranges).toHaveLength(3);
    for (const [start = 0, end = 0] of ranges) {
      for (const place of [start - 40, start + 401, end + 20]) {
        const flipped = Buffer.from(whole);
        flipped[place] = (flipped[place] as number) ^ 1;
        writeFileSync(file('flipped.pdf'), flipped);
        expect(judged('flipped.pdf').verdicts.filter((one) => one === 'VALID').length, `byte ${place}`).toBeLessThan(3);
      }
    }
  },
  300_000,
);

itBy('pdfsig')('are valid to pdfsig', () => {
  const { stdout } = runValidator('pdfsig', ['-nocert', file('local.pdf')]);
  expect(stdout.match(/Signature is Valid/g)).toHaveLength(4);
  expect(stdout).toContain('Total document signed');
});
