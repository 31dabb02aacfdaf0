import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PdfSignPort, Signing } from '../../../core/ports';
import { finalVersion } from '../../../core/report/final';
import { allIntact } from '../../../core/report/signature-words';
import { createPdfSign } from '../../../main/ports/pdf-sign';
import { cmsSize } from '../../../main/ports/pdf-sign/cms';
import { openP12 } from '../../../main/ports/pdf-sign/p12';
import { createSealKeys } from '../../../main/ports/seal-key';
import { sampleOutline } from '../pdf/sample';
import { drawn, infoOf, plainText, structureOf, textOf } from '../pdf/tools';
import { authority, ec, password, rsa } from './certificates';

// A little later than the certificates that are made here.
const at = { ms: Date.now() + 300_000, offsetMinutes: 330 };
let folder: string;
let port: PdfSignPort;
let ca: ReturnType<typeof authority>;
let plain: Uint8Array;
let sealed: Uint8Array;
const now = () => Date.now();
const outline = () => {
  const { sections, ...rest } = sampleOutline();
  return finalVersion({ ...rest, draft: true, sections: sections.slice(0, 1) });
};
const by = (over: Partial<Signing> = {}): Signing => ({ certificate: { from: 'local' }, name: 'Anna Ćwikła', meaning: 'author', reason: null, at, report: outline().id, ...over });
const p12 = (path: string, word = password) => ({ from: 'p12', path, password: word }) as const;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sign-'));
  port = createPdfSign(createSealKeys(join(folder, 'home'), undefined));
  ca = authority(folder);
  plain = (await drawn(outline())).bytes;
  sealed = await port.seal(plain, { report: outline().id, at });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What poppler says of each signature that is there. */
function pdfsig(bytes: Uint8Array): { validations: string[]; whole: boolean[]; said: string } {
  const path = join(folder, 'checked.pdf');
  writeFileSync(path, bytes);
  const { stdout } = spawnSync('pdfsig', ['-nocert', path], { encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } });
  return {
    validations: [...stdout.matchAll(/Signature Validation: (.*)/g)].map(([, said]) => said as string),
    whole: [...stdout.matchAll(/(Total|Not total) document signed/g)].map(([, said]) => said === 'Total'),
    said: stdout,
  };
}
const valid = 'Signature is Valid.';

/** The signature's bytes and what they cover, cut out by its own ByteRange; the last of them. */
function cutOut(bytes: Uint8Array): { cms: Buffer; covered: Buffer; place: number } {
  const all = Buffer.from(bytes);
  const ranges = [...all.toString('latin1').matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)/g)];
  const [start = 0, end = 0, rest = 0] = (ranges.at(-1) ?? []).slice(1).map(Number);
  return {
    cms: Buffer.from(all.toString('latin1', start + 1, end - 1), 'hex'),
    covered: Buffer.concat([all.subarray(0, start), all.subarray(end, end + rest)]),
    place: (end - start - 2) / 2,
  };
}

describe('the seal', () => {
  it('leaves every byte before it as it was, and is valid to poppler', () => {
    expect(Buffer.from(sealed.subarray(0, plain.length)).equals(Buffer.from(plain))).toBe(true);
    expect(pdfsig(sealed)).toMatchObject({ validations: [valid], whole: [true] });
    expect(pdfsig(sealed).said).toContain('ETSI.CAdES.detached');
  });

  it('says whose it is, binds the report and its evidence, and is no signature', async () => {
    const [seal, more] = await port.signatures(sealed, undefined, now());
    expect(more).toBeUndefined();
    expect(seal).toMatchObject({ kind: 'seal', integrity: 'intact', madeHere: true, meaning: null, report: outline().id, covers: { later: 'nothing', of: sealed.length } });
    expect(seal?.evidence).toMatch(/^[0-9a-f]{64}$/);
    expect(seal?.certificate?.subject).toMatch(/^CN=Lineage Audit Workbench installation [0-9a-f]{8}, OU=seal of reports made here \(names no person\)$/);
    expect(seal?.signedAt).toMatch(/\+05:30$/);
    expect(await port.freePlaces(sealed)).toBe(8);
  });

  it('is of another installation to every other one', async () => {
    const other = createPdfSign(createSealKeys(join(folder, 'elsewhere'), undefined));
    expect((await other.signatures(sealed, undefined, now()))[0]).toMatchObject({ integrity: 'intact', madeHere: false });
  });

  it('is known to both surfaces of one installation', async () => {
    const { newSealKey } = await import('../../../main/ports/seal-key');
    const home = join(folder, 'home');
    const window = createPdfSign(createSealKeys(home, { pem: '', seal: newSealKey(now()), keychain: 'a keychain' }));
    const bytes = await window.seal(plain, { report: 'LAR-1', at });
    expect((await port.signatures(bytes, undefined, now()))[0]?.madeHere).toBe(true);
    expect((await window.signatures(sealed, undefined, now()))[0]?.madeHere).toBe(true);
  });
});

describe('signatures', () => {
  let three: Uint8Array;
  beforeAll(async () => {
    const organisation = ca.issue('Reviewing Rita', rsa);
    const first = await port.sign(sealed, by());
    const second = await port.sign(first, by({ certificate: p12(organisation.p12), name: 'Rita Reviewer', meaning: 'reviewer', reason: 'Read as a whole (§ 4)' }));
    three = await port.sign(second, by({ certificate: p12(ca.issue('Approving Paul', ec('P-384')).p12), name: 'Paul 検', meaning: 'approver' }));
  }, 60_000);

  it('are valid one after another, each over all before it', async () => {
    expect(pdfsig(three)).toMatchObject({ validations: [valid, valid, valid, valid], whole: [false, false, false, true] });
    expect(await port.freePlaces(three)).toBe(5);
  });

  it('state name, meaning, time with offset, report and evidence; and what each still covers', async () => {
    const [seal, anna, rita, paul] = await port.signatures(three, undefined, now());
    expect([seal, anna, rita, paul].map((one) => [one?.integrity, one?.covers.later])).toEqual([
      ['intact', 'signatures'],
      ['intact', 'signatures'],
      ['intact', 'signatures'],
      ['intact', 'nothing'],
    ]);
    expect(anna).toMatchObject({ name: 'Anna Ćwikła', meaning: 'author', certificate: { selfSigned: true }, report: outline().id, evidence: seal?.evidence });
    expect(rita).toMatchObject({
      name: 'Rita Reviewer',
      meaning: 'reviewer',
      certificate: { selfSigned: false, subject: 'CN=Reviewing Rita, O=Example Org', issuer: 'CN=Example CA, O=Example Org' },
    });
    expect(rita?.reason).toContain('Reviewer: Read as a whole (§ 4). Report ');
    expect(rita?.reason).toContain(`evidence SHA-256 ${seal?.evidence}`);
    expect(paul?.name).toBe('Paul 検');
    expect(allIntact(await port.signatures(three, undefined, now()))).toBe(true);
  });

  it('are printed on the last page, asserted names with the words for it, and the page stays accessible', () => {
    const text = plainText(three);
    for (const said of ['Anna Ćwikła', 'Rita Reviewer', 'Reviewer: Read as a whole (§ 4)', 'CN=Approving Paul', 'CN=Example CA', '+05:30']) expect(text).toContain(said);
    expect(text.match(/Identity asserted, not verified; not a Part 11 electronic signature/g)).toHaveLength(1);
    expect(textOf(three).join('')).not.toContain('DRAFT');
    expect(infoOf(three)).toMatchObject({ Tagged: 'yes' });
    expect(structureOf(three).match(/^\s*Form\b/gm)).toHaveLength(9);
  });

  it('lead to an authority that is given, and say so where they do not', async () => {
    const [seal, anna, rita, paul] = await port.signatures(three, ca.roots, now());
    expect([seal, anna, rita, paul].map((one) => one?.identity)).toEqual(['not-trusted', 'not-trusted', 'trusted', 'trusted']);
    expect(rita?.identityNote).toContain('revoked');
    await expect(Promise.resolve().then(() => port.signatures(three, 'no pem', now()))).rejects.toThrow(/no certificate in what was given/);
  });

  it('are CMS that openssl accepts: over the cut out bytes, with the signing certificate and no signing time among what is signed', () => {
    const { cms, covered } = cutOut(three);
    writeFileSync(join(folder, 'cms.der'), cms);
    writeFileSync(join(folder, 'covered'), covered);
    const args = ['cms', '-verify', '-inform', 'DER', '-in', 'cms.der', '-content', 'covered', '-binary', '-CAfile', 'ca.pem', '-purpose', 'any', '-out', '/dev/null'];
    // What fills the place is no part of the CMS.
    writeFileSync(join(folder, 'cms.der'), cms.subarray(0, cms.readUInt16BE(2) + 4));
    expect(spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' }).stderr).toMatch(/CMS Verification successful|Verification successful/);
    const printed = execFileSync('openssl', ['cms', '-cmsout', '-print', '-inform', 'DER', '-in', 'cms.der'], { cwd: folder, encoding: 'utf8' });
    expect(printed).toMatch(/signing.?Certificate.?V2/i);
    expect(printed).not.toContain('signingTime');
    writeFileSync(join(folder, 'covered'), Buffer.concat([covered, Buffer.from('x')]));
    expect(spawnSync('openssl', args, { cwd: folder }).status).not.toBe(0);
  });

  it('fail at every byte that is flipped: ours says so of the same signatures as poppler', async () => {
    const all = Buffer.from(three);
    const found = [...all.toString('latin1').matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)/g)].map(([, start, end, rest]) => ({
      start: Number(start),
      end: Number(end),
      until: Number(end) + Number(rest),
    }));
    expect(found).toHaveLength(4);
    for (const [index, { start, end, until }] of found.entries()) {
      const before = found[index - 1]?.until ?? 0;
      // In each region: the update before the signature, the signature's first bytes and its middle, what follows it.
      for (const place of [before + 200, start - 40, start + 9, start + 300, end + 20, until - 60]) {
        const flipped = Buffer.from(all);
        flipped[place] = (flipped[place] as number) ^ 1;
        const ours = await port.signatures(flipped, undefined, now()).catch(() => null);
        expect(ours === null || !allIntact(ours), `byte ${place} of the ${index}. signature`).toBe(true);
        const { validations } = pdfsig(flipped);
        // poppler reads on where ours stops, and sees it; in its own revision or as a file that it cannot read.
        expect(validations.filter((one) => one === valid).length, `poppler, byte ${place}`).toBeLessThan(4);
      }
    }
  }, 120_000);

  it('do not cover what is appended after them', async () => {
    const appended = Buffer.concat([three, Buffer.from('% more\n')]);
    await expect(Promise.resolve().then(() => port.signatures(appended, undefined, now()))).rejects.toThrow(/cannot be read here/);
    // A second title under the same number, appended as a proper update.
    const { PdfFile } = await import('../../../main/ports/pdf-sign/file');
    const { Update } = await import('../../../main/ports/pdf-sign/update');
    const update = new Update(new PdfFile(three));
    const page = update.file.dict(update.file.array(update.file.dict(update.file.root.get('Pages')).get('Kids'))[0]);
    update.set(update.file.array(page.get('Contents'))[0] as never, new Map());
    const signatures = await port.signatures(update.bytes(), undefined, now());
    expect(signatures.map(({ integrity, covers }) => [integrity, covers.later, covers.changed])).toEqual(Array(4).fill(['intact', 'other', 1]));
    expect(allIntact(signatures)).toBe(false);
    // An update of nothing is no signature either.
    const empty = await port.signatures(new Update(new PdfFile(three)).bytes(), undefined, now());
    expect(empty.at(-1)?.covers.later).toBe('other');
  });

  it('are refused once all places are taken', async () => {
    let bytes = sealed;
    for (let at = 0; at < 8; at++) bytes = await port.sign(bytes, by({ name: `Signer ${at}` }));
    expect(await port.freePlaces(bytes)).toBe(0);
    expect(allIntact(await port.signatures(bytes, undefined, now()))).toBe(true);
    await expect(Promise.resolve().then(() => port.sign(bytes, by()))).rejects.toThrow(/All places/);
  }, 60_000);
});

describe('certificates', () => {
  it.each([
    ['RSA', rsa, []],
    ['P-256', ec('P-256'), []],
    ['P-521', ec('P-521'), []],
    ['RSA in 3DES and RC2 of older programs', rsa, ['-legacy']],
    ['P-256 in 3DES', ec('P-256'), ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
  ] as const)('of PKCS#12 with %s sign, in a place that is as large as it must be', async (name, key, options) => {
    const made = ca.issue(`Signer ${name}`, [...key], { p12: [...options] });
    const signed = await port.sign(sealed, by({ certificate: p12(made.p12) }));
    expect(pdfsig(signed).validations).toEqual([valid, valid]);
    const { cms, place } = cutOut(signed);
    const used = cms.readUInt16BE(2) + 4;
    const signer = openP12(readFileSync(made.p12), password, made.p12);
    expect(place).toBe(cmsSize(signer));
    // RSA: to the byte. ECDSA: its two numbers may be some bytes shorter.
    expect(place - used).toBeLessThanOrEqual(key === rsa ? 0 : 8);
    expect(signer.chain).toHaveLength(1);
    expect((await port.signatures(signed, ca.roots, now())).at(-1)).toMatchObject({ integrity: 'intact', identity: 'trusted' });
  });

  it('are found by their key, whichever stands first', async () => {
    const made = ca.issue('Second', rsa, { caFirst: true });
    const signed = await port.sign(sealed, by({ certificate: p12(made.p12) }));
    expect((await port.signatures(signed, undefined, now())).at(-1)?.certificate?.subject).toBe('CN=Second, O=Example Org');
  });

  const refused = (certificate: Signing['certificate'], when = at) => Promise.resolve().then(() => port.sign(sealed, by({ certificate, at: when })));

  it('are refused in words: wrong password, no PKCS#12, no file, no key', async () => {
    const { p12: path, certificate } = ca.issue('Plain', rsa);
    await expect(refused(p12(path, 'another'))).rejects.toMatchObject({
      code: 'bad-input',
      data: { reason: 'wrong-password' },
      message: expect.stringContaining('does not open with this password'),
    });
    await expect(refused(p12(certificate))).rejects.toThrow(/is no PKCS#12 file/);
    await expect(refused(p12(join(folder, 'nowhere.p12')))).rejects.toMatchObject({ code: 'file-unreadable' });
    ca.openssl('pkcs12', '-export', '-nokeys', '-in', certificate, '-out', 'bare.p12', '-passout', `pass:${password}`);
    await expect(refused(p12(join(folder, 'bare.p12')))).rejects.toThrow(/holds no private key/);
  });

  it('are refused where they expired, are not valid yet, or are not for signing', async () => {
    const { p12: path } = ca.issue('Dated', rsa);
    const day = 86_400_000;
    await expect(refused(p12(path), { ...at, ms: at.ms + 40 * day })).rejects.toThrow(/expired on/);
    await expect(refused(p12(path), { ...at, ms: at.ms - 40 * day })).rejects.toThrow(/is valid from/);
    const { p12: encrypts } = ca.issue('Encrypts', rsa, { extensions: 'keyUsage=critical,keyEncipherment' });
    await expect(refused(p12(encrypts))).rejects.toThrow(/neither digitalSignature nor nonRepudiation/);
    const { p12: small } = ca.issue('Small', ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024']);
    await expect(refused(p12(small))).rejects.toThrow(/1024 bits/);
  });
});
