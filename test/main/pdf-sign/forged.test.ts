/** Reports of forgers: what was signed changed afterwards, signatures taken from elsewhere, places filled without one. None may pass for intact. */
import { spawnSync } from 'node:child_process';
import { createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FoundSignature } from '../../../core/contract/signatures';
import type { PdfSignPort, Signing } from '../../../core/ports';
import { finalVersion } from '../../../core/report/final';
import { allIntact, coverageWords, integrityWords } from '../../../core/report/signature-words';
import { createPdfSign } from '../../../main/ports/pdf-sign';
import { type Signer, signCms } from '../../../main/ports/pdf-sign/cms';
import { contentOf, der, integer, nothing, octets, oid, partsOf, sequence, setOf } from '../../../main/ports/pdf-sign/der';
import { addFields, fieldsOf } from '../../../main/ports/pdf-sign/fields';
import { PdfFile } from '../../../main/ports/pdf-sign/file';
import { type Dict, dict, name, Raw, Ref, Stream, text, type Value } from '../../../main/ports/pdf-sign/objects';
import { newSigningKey, selfSigned } from '../../../main/ports/pdf-sign/own-certificate';
import { openP12 } from '../../../main/ports/pdf-sign/p12';
import { Update } from '../../../main/ports/pdf-sign/update';
import { createSealKeys } from '../../../main/ports/seal-key';
import { sampleOutline } from '../pdf/sample';
import { drawn } from '../pdf/tools';
import { authority, password, rsa } from './certificates';

const at = { ms: Date.now() + 60_000, offsetMinutes: 0 };
let folder: string;
let port: PdfSignPort;
let ca: ReturnType<typeof authority>;
let plain: Uint8Array;
let sealed: Uint8Array;
let signed: Uint8Array;
let other: Uint8Array;
/** Signs as its owner says. */
let forger: Signer;
let rita: Signer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'forged-'));
  port = createPdfSign(createSealKeys(join(folder, 'home'), undefined));
  ca = authority(folder);
  const { sections, ...rest } = sampleOutline();
  const outline = finalVersion({ ...rest, draft: true, sections: sections.slice(0, 1) });
  plain = (await drawn(outline)).bytes;
  other = (await drawn({ ...outline, title: 'All outputs are as they should be' })).bytes;
  sealed = await port.seal(plain, { report: outline.id, at });
  const p12 = ca.issue('Rita', rsa).p12;
  const signing: Signing = { certificate: { from: 'p12', path: p12, password }, name: 'Rita', meaning: 'approver', reason: null, at, report: outline.id };
  signed = await port.sign(sealed, signing);
  rita = openP12(readFileSync(p12), password, p12);
  forger = selfSigned(newSigningKey(), { name: 'Rita', organisation: 'Example Org', unit: 'x' }, Date.now() - 60_000, 30);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = (bytes: Uint8Array): Promise<FoundSignature[]> => Promise.resolve(port.signatures(bytes, ca.roots, Date.now()));
/** What poppler says of each. */
function pdfsig(bytes: Uint8Array): string[] {
  writeFileSync(join(folder, 'checked.pdf'), bytes);
  const { stdout } = spawnSync('pdfsig', ['-nocert', join(folder, 'checked.pdf')], { encoding: 'utf8' });
  return [...stdout.matchAll(/Signature Validation: (.*)/g)].map(([, said]) => said as string);
}

/** The last signature of a file: its bytes as they are, without what fills its place, and what it covers. */
function lastOf(bytes: Uint8Array): { cms: Buffer; covered: Buffer } {
  const all = Buffer.from(bytes);
  const [start = 0, end = 0, rest = 0] = ([...all.toString('latin1').matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)/g)].at(-1) ?? []).slice(1).map(Number);
  const whole = Buffer.from(all.toString('latin1', start + 1, end - 1), 'hex');
  return { cms: whole.subarray(0, whole.readUInt16BE(2) + 4), covered: Buffer.concat([all.subarray(0, start), all.subarray(end, end + rest)]) };
}

interface Forging {
  /** Bytes kept free for it. */
  size: number;
  cms: (covered: Buffer[]) => Buffer;
  /** What the dictionary says of which bytes it covers, by what is true. */
  range?: (start: number, end: number, rest: number) => number[];
  put: (update: Update, signature: Ref) => void;
}

/** Appends a signature with whatever contents, covering all but itself. */
function forge(bytes: Uint8Array, { size, cms, range = (...numbers) => [0, ...numbers], put }: Forging): Buffer {
  const update = new Update(new PdfFile(bytes));
  const place = `<${'0'.repeat(size * 2)}>`;
  const numbers = '[0 9999999991 9999999992 9999999993]';
  const signature = update.add(
    dict({ Type: name('Sig'), SubFilter: name('ETSI.CAdES.detached'), Filter: name('Adobe.PPKLite'), ByteRange: new Raw(numbers), Contents: new Raw(place), Name: text('Rita') }),
  );
  put(update, signature);
  const all = update.bytes();
  const start = all.indexOf(place, bytes.length, 'latin1');
  const end = start + place.length;
  all.write(`[${range(start, end, all.length - end).join(' ')}]`.padEnd(numbers.length), all.indexOf(numbers, bytes.length, 'latin1'), 'latin1');
  const written = cms([all.subarray(0, start), all.subarray(end)]);
  expect(written.length).toBeLessThanOrEqual(size);
  all.write(written.toString('hex'), start + 1, 'latin1');
  return all;
}

/** Into the first free place. */
const intoPlace =
  (more: (update: Update) => void = () => {}) =>
  (update: Update, signature: Ref) => {
    const field = fieldsOf(update.file).find(({ value }) => value === null);
    if (field === undefined) throw new Error('there is no free place');
    update.edit(field.ref).set('V', signature);
    more(update);
  };
const signedBy = (signer: Signer) => ({ size: 4000, cms: (covered: Buffer[]) => signCms(signer, covered) });

/** The parts of a CMS signature that are not signed themselves, changed. */
function changed(cms: Buffer, how: (parts: { content: Buffer; certificates: Buffer }) => { content: Buffer; certificates: Buffer }): Buffer {
  const [type, wrapped] = partsOf(cms) as [Buffer, Buffer];
  const [version, digests, content, certificates, signers] = partsOf(partsOf(wrapped)[0] as Buffer) as [Buffer, Buffer, Buffer, Buffer, Buffer];
  const made = how({ content, certificates });
  return sequence(type, der(0xa0, sequence(version, digests, made.content, made.certificates, signers)));
}

/** Ours: the last of them is not intact, or does not cover what is there now; and nobody is told that all is well. */
async function refused(bytes: Uint8Array): Promise<FoundSignature[]> {
  const found = await read(bytes);
  expect(allIntact(found)).toBe(false);
  return found;
}

describe('a signature taken from elsewhere', () => {
  it('is broken where it brings what it signed along: of the seal of this installation, and of a person', async () => {
    for (const from of [sealed, signed]) {
      const { cms, covered } = lastOf(from);
      const carrying = changed(cms, ({ content, ...rest }) => ({ ...rest, content: sequence(...partsOf(content), der(0xa0, octets(covered))) }));
      const forged = forge(other, { size: carrying.length, cms: () => carrying, put: addFields });
      const [found] = await refused(forged);
      expect(found).toMatchObject({ integrity: 'broken', problem: expect.stringContaining('carries something else') });
    }
  });

  it('is broken where it is put into another report as it is', async () => {
    const { cms } = lastOf(sealed);
    const [found] = await refused(forge(other, { size: cms.length, cms: () => cms, put: addFields }));
    expect(found).toMatchObject({ integrity: 'broken', problem: expect.stringContaining('digest') });
  });

  it("is broken where a forger's certificate stands beside that of the person, under the same issuer and number", async () => {
    // The forger's key in Rita's certificate: issuer and serial number stay, and its signature does not fit, which nobody asks when no authorities are given.
    const isKey = (part: Buffer, index: number) => index > 4 && part[0] === 0x30 && partsOf(part).some((one) => one[0] === 0x03);
    const key = partsOf(partsOf(forger.certificate)[0] as Buffer).find(isKey) as Buffer;
    const [body, ...rest] = partsOf(rita.certificate) as [Buffer, ...Buffer[]];
    const own = partsOf(body);
    const keyAt = own.findIndex(isKey);
    const twin = sequence(sequence(...own.map((part, index) => (index === keyAt ? key : part))), ...rest);
    for (const order of [
      [rita.certificate, twin],
      [twin, rita.certificate],
    ]) {
      const forged = forge(sealed, {
        size: 6000,
        // Signed with the forger's key, naming Rita's certificate.
        cms: (covered) =>
          changed(signCms({ key: forger.key, certificate: rita.certificate, chain: [] }, covered), ({ content }) => ({ content, certificates: der(0xa0, ...order) })),
        put: intoPlace(),
      });
      expect((await refused(forged)).at(-1)?.integrity).toBe('broken');
    }
  });

  it('is not checkable where its digest or its key is of a kind that can be forged', async () => {
    ca.issue('Short', ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024']);
    const short = { key: createPrivateKey(readFileSync(join(folder, 'Short.key'))), certificate: new X509Certificate(readFileSync(join(folder, 'Short.pem'))).raw };
    for (const [signer, hash, why] of [
      [rita, 'sha1', 'two files can be made'],
      [short, 'sha256', '1024 bits'],
    ] as const) {
      const forged = forge(sealed, { size: 6000, cms: (covered) => withRsa(signer, hash, Buffer.concat(covered)), put: intoPlace() });
      expect((await refused(forged)).at(-1)).toMatchObject({ integrity: 'not-checkable', problem: expect.stringContaining(why) });
      if (hash === 'sha1') expect(pdfsig(forged)).toEqual(['Signature is Valid.', 'Signature is Valid.']);
    }
  });

  /** What our own signing refuses to make. */
  function withRsa({ key, certificate }: Pick<Signer, 'key' | 'certificate'>, hash: 'sha1' | 'sha256', covered: Buffer): Buffer {
    const algorithm = sequence(oid(hash === 'sha1' ? '1.3.14.3.2.26' : '2.16.840.1.101.3.4.2.1'), nothing);
    const [serial, , issuer] = partsOf(partsOf(certificate)[0] as Buffer).slice(1) as [Buffer, Buffer, Buffer];
    const attributes = setOf(
      sequence(oid('1.2.840.113549.1.9.3'), setOf(oid('1.2.840.113549.1.7.1'))),
      sequence(oid('1.2.840.113549.1.9.4'), setOf(octets(createHash(hash).update(covered).digest()))),
      sequence(oid('1.2.840.113549.1.9.16.2.47'), setOf(sequence(sequence(sequence(octets(createHash('sha256').update(certificate).digest())))))),
    );
    const info = sequence(
      integer(1),
      sequence(issuer, serial),
      algorithm,
      der(0xa0, contentOf(attributes)),
      sequence(oid('1.2.840.113549.1.1.1'), nothing),
      octets(sign(hash, attributes, key)),
    );
    const signedData = sequence(integer(1), setOf(algorithm), sequence(oid('1.2.840.113549.1.7.1')), der(0xa0, certificate), setOf(info));
    return sequence(oid('1.2.840.113549.1.7.2'), der(0xa0, signedData));
  }
});

describe('what was signed', () => {
  it('is not intact where a place was filled with no signature: with nothing, with what is none, with one that is there already', async () => {
    const seal = fieldsOf(new PdfFile(sealed)).find((field) => field.name === 'seal')?.value as Value;
    const picture = (update: Update) =>
      update.add(new Stream(dict({ Type: name('XObject'), Subtype: name('Form'), BBox: [0, 0, 200, 60] }), Buffer.from('BT (Approved by the director) Tj ET')));
    for (const value of [
      (update: Update) => new Ref(update.file.size + 500, 0),
      (update: Update) => update.add(null),
      (update: Update) => update.add(dict({ Type: name('Sig'), Name: text('The director') })),
      () => seal,
    ]) {
      const update = new Update(new PdfFile(sealed));
      intoPlace()(update, value(update) as Ref);
      const [field] = fieldsOf(update.file).filter((one) => one.value === null);
      update.edit(field?.ref).set('AP', dict({ N: picture(update) }));
      const [first] = await refused(update.bytes());
      expect(first).toMatchObject({ integrity: 'intact', covers: { later: 'other' } });
      expect(coverageWords(first as FoundSignature).tone).toBe('bad');
    }
  });

  it('is not intact where the last signature does not cover the end of the file, or does not fit', async () => {
    const good = forge(sealed, { ...signedBy(rita), put: intoPlace() });
    expect(allIntact(await read(good))).toBe(true);
    expect(pdfsig(good)).toEqual(['Signature is Valid.', 'Signature is Valid.']);
    // Its update followed by one more, which fills a place with nothing.
    const update = new Update(new PdfFile(good));
    intoPlace()(update, update.add(null));
    expect((await refused(update.bytes())).map(({ covers }) => covers.later)).toEqual(['other', 'other']);
    const wrong = forge(sealed, { size: 4000, cms: (covered) => signCms(rita, [...covered, Buffer.from('x')]), put: intoPlace() });
    expect((await refused(wrong)).map(({ integrity, covers }) => [integrity, covers.later])).toEqual([
      ['intact', 'other'],
      ['broken', 'nothing'],
    ]);
    expect(pdfsig(wrong)).not.toEqual(['Signature is Valid.', 'Signature is Valid.']);
  });

  it('is not intact where a page was changed under a further signature, which itself is fine', async () => {
    const page = (file: PdfFile) => file.dict(file.array(file.dict(file.root.get('Pages')).get('Kids'))[0]);
    const contents = (file: PdfFile) => file.array(page(file).get('Contents'))[0] as Ref;
    for (const change of [
      (update: Update) => update.set(contents(update.file), new Stream(new Map(), Buffer.from('BT ET'))),
      (update: Update) => update.edit(update.file.trailer.get('Root')).set('OpenAction', 7),
      (update: Update) => update.edit(update.file.trailer.get('Root')).set('Lang', text('de')),
      (update: Update) => update.edit(fieldsOf(update.file)[0]?.ref).set('Rect', [0, 0, 600, 800]),
      (update: Update) => update.edit(fieldsOf(update.file)[2]?.ref).set('AP', dict({})),
    ]) {
      const forged = forge(sealed, { ...signedBy(forger), put: intoPlace(change) });
      const [seal, mine] = await refused(forged);
      expect([seal?.integrity, seal?.covers.later, mine?.covers.later]).toEqual(['intact', 'other', 'nothing']);
    }
  });

  it('is not intact where it led to nothing when it was signed, and to something that was defined later', async () => {
    // A page with contents that are not there, sealed as it is.
    const upTo = (number: number) => (update: Update) => {
      while (update.add(new Stream(new Map(), Buffer.from('BT (paid) Tj ET'))).number < number);
    };
    for (const ahead of [4, 6]) {
      const missing = new PdfFile(sealed).size + ahead;
      const prepared = new Update(new PdfFile(plain));
      const pages = prepared.file.array(prepared.file.dict(prepared.file.root.get('Pages')).get('Kids'));
      const first = prepared.edit(pages[0]);
      first.set('Contents', [...prepared.file.array(first.get('Contents')), new Ref(missing, 0)]);
      const shadow = await port.seal(prepared.bytes(), { report: 'LAR-1', at });
      expect(allIntact(await read(shadow))).toBe(true);
      const shown = forge(shadow, { ...signedBy(forger), put: intoPlace(upTo(missing)) });
      expect((await refused(shown))[0]).toMatchObject({ integrity: 'intact', covers: { later: 'other', changed: 1 } });
    }
  });

  it('is not intact where the file says that it has fewer objects than it had', async () => {
    // The size of the newest trailer, which is signed by the forger: written smaller before it is signed.
    const { size } = new PdfFile(sealed);
    const cut = forge(sealed, {
      size: 4000,
      cms: (covered) => {
        const [, after = Buffer.alloc(0)] = covered;
        const place = after.lastIndexOf('/Size ');
        after.write(String(size - 1).padStart(after.toString('latin1', place + 6).match(/^\d+/)?.[0].length ?? 0, '0'), place + 6, 'latin1');
        return signCms(forger, covered);
      },
      put: intoPlace(),
    });
    expect((await refused(cut))[0]).toMatchObject({ integrity: 'intact', covers: { later: 'other' } });
  });

  it('is not to be followed by anything where it was certified so', async () => {
    const certified = forge(plain, {
      ...signedBy(forger),
      put: (update, signature) => {
        addFields(update, signature);
        const certifying = update.get(signature) as Dict;
        certifying.set('Reference', [
          dict({ Type: name('SigRef'), TransformMethod: name('DocMDP'), TransformParams: dict({ Type: name('TransformParams'), P: 1, V: name('1.2') }) }),
        ]);
      },
    });
    expect(allIntact(await read(certified))).toBe(true);
    expect((await refused(forge(certified, { ...signedBy(forger), put: intoPlace() })))[0]?.covers.later).toBe('other');
  });

  it('has every bit of what fills the place of a signature as it was', async () => {
    const all = Buffer.from(signed);
    const [, start = '', end = ''] = [...all.toString('latin1').matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)/g)].at(-1) ?? [];
    for (const place of [Number(start), Number(start) + 2, Number(end) - 3, Number(end) - 2, Number(end) - 1]) {
      for (let bit = 0; bit < 8; bit++) {
        const flipped = Buffer.from(all);
        flipped[place] = (flipped[place] as number) ^ (1 << bit);
        const found = await read(flipped).catch(() => null);
        // In its zeros two letters mean the same digit: what is not seen here changes no byte of the signature itself.
        expect(found === null || !allIntact(found), `byte ${place}, bit ${bit}`).toBe(true);
      }
    }
  });
});

describe('the range of a signature', () => {
  it.each([
    ['is negative', (start: number, end: number) => [0, start, end, -10]],
    ['ends before the file that was signed', (start: number, end: number, rest: number) => [0, start, end, rest - 30]],
    ['ends beyond the file', (start: number, end: number, rest: number) => [0, start, end, rest + 1]],
    ['begins late', (start: number, end: number, rest: number) => [10, start - 10, end, rest]],
    ['has a larger gap', (start: number, end: number, rest: number) => [0, start - 20, end, rest]],
    ['has a gap after it', (start: number, end: number, rest: number) => [0, start, end + 20, rest - 20]],
    ['has no gap', (start: number, _: number, rest: number) => [0, start, start, rest]],
    ['has three parts', (start: number, end: number, rest: number) => [0, start, end, rest, 5, 5]],
    ['is no whole number', (start: number, end: number, rest: number) => [0, start, end, rest + 0.5]],
  ])('that %s is no signature of the file', async (_, range) => {
    const forged = forge(sealed, {
      size: 4000,
      cms: (covered) => {
        // Over what it says, as a forger would.
        const whole = Buffer.concat([covered[0] as Buffer, Buffer.alloc(8002), covered[1] as Buffer]);
        const [from = 0, start = 0, end = 0, rest = 0] = range((covered[0] as Buffer).length, (covered[0] as Buffer).length + 8002, (covered[1] as Buffer).length);
        return signCms(forger, [whole.subarray(from, from + start), whole.subarray(end, Math.max(end, Math.floor(end + rest)))]);
      },
      range,
      put: intoPlace(),
    });
    const found = await refused(forged);
    const mine = found.find(({ kind }) => kind === 'signature');
    expect([integrityWords(mine as FoundSignature).tone, coverageWords(mine as FoundSignature).tone]).toContain('bad');
    expect(found.find(({ kind }) => kind === 'seal')?.covers.later).toBe('other');
  });
});
