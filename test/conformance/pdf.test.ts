/** Reports are PDF/A-3a and PDF/UA-1 by veraPDF, and a file that is not is found out; what is embedded comes out as it went in. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { jpegs, pngOf, seeThrough } from '../main/pdf/logos';
import { sampleOutline, samplePicture } from '../main/pdf/sample';
import { drawn, textOf, unpacked } from '../main/pdf/tools';
import { openWorkbench, type Workbench } from '../workbench';
import { itBy, runValidator } from './validators';
import { failedRules, verapdf } from './verapdf';

const root = join(import.meta.dirname, '../..');
/** Left there to be looked at. */
const folder = join(root, 'test-results', 'conformance');
const demo = join(root, '.demo', 'trial-042');
const at = (name: string) => join(folder, `${name}.pdf`);
beforeAll(() => void mkdirSync(folder, { recursive: true }));

describe('reports of the demo', () => {
  let bench: Workbench;
  const names = ['run', 'file', 'impact', 'sample'];
  beforeAll(async () => {
    bench = await openWorkbench();
    await bench.sync('trial', join(demo, 'lineage'), [{ from: '/data/trial-042', to: demo }]);
    const { runs } = await bench.engine.call('runs.list', { workspace: 'trial' });
    const lidOf = (name: string) => runs.find((run) => run.name === name)?.lid ?? '';
    await bench.job('verify.run', { workspace: 'trial', run: lidOf('release') });
    await bench.job('report.pdf', { workspace: 'trial', about: { kind: 'run', run: lidOf('release') }, out: at('run') });
    await bench.job('report.pdf', { workspace: 'trial', about: { kind: 'file', lid: `${lidOf('release')}/variants/HG002/HG002.vcf.gz` }, out: at('file') });
    await bench.job('report.pdf', { workspace: 'trial', about: { kind: 'impact', asked: { by: 'path', path: '/data/trial-042/inputs/reference.fa' } }, out: at('impact') });
    writeFileSync(
      at('sample'),
      (await drawn(sampleOutline([]), [{ name: 'more.txt', mime: 'text/plain', description: 'More', relationship: 'Supplement', bytes: Buffer.from('more') }])).bytes,
    );
  });
  afterAll(() => bench.close());

  itBy('verapdf')('are PDF/A-3a and PDF/UA-1', () => {
    const results = verapdf(['3a', 'ua1'], ...names.map(at));
    expect(failedRules(results)).toEqual([]);
    expect(results.map(({ compliant }) => compliant)).toEqual(names.flatMap(() => [true, true]));
    for (const { checks } of results) expect(checks).toBeGreaterThan(5000);
  });

  itBy('pikepdf')('hold evidence.json with the digest that each page prints, and the outputs', () => {
    const script = `
import json, sys, pikepdf
pdf = pikepdf.open(sys.argv[1])
print(json.dumps({name: {"bytes": spec.get_file().read_bytes().decode(), "mime": spec.get_file().mime_type, "as": str(spec.obj.AFRelationship)} for name, spec in pdf.attachments.items()} | {"AF": len(pdf.Root.AF)}))
`;
    const { status, stdout, stderr } = runValidator('pikepdf', ['-c', script, at('run')]);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const files = JSON.parse(stdout);
    const names = ['checkpoint.txt', 'evidence.json', 'outputs.csv', 'proof.json', 'ro-crate-metadata.json', 'statement.dsse.json', 'verify-report.py'];
    expect(Object.keys(files)).toEqual([...names, 'AF']);
    expect(files.AF).toBe(names.length);
    expect(files['evidence.json']).toMatchObject({ mime: 'application/json', as: '/Source' });
    const { outline, cites } = JSON.parse(files['evidence.json'].bytes);
    expect(outline.title).toBe('Run provenance report');
    expect(cites.length).toBeGreaterThan(50);
    expect(files['outputs.csv'].bytes.split('\r\n')[0]).toContain('"SHA-256 of what lay there when checked"');
    const digest = createHash('sha256').update(files['evidence.json'].bytes).digest('hex');
    const pages = textOf(readFileSync(at('run')));
    expect(pages.length).toBeGreaterThan(5);
    for (const page of pages) expect(page).toContain(digest);
  });
});

describe('reports with a logo', () => {
  itBy('verapdf')('are PDF/A-3a and PDF/UA-1, of each form', async () => {
    const forms = {
      'see-through': { type: 'png', base64: seeThrough },
      palette: { type: 'png', base64: pngOf({ width: 8, height: 1, colour: 3, bits: 1, rows: [[0, 0b10101010]], more: { PLTE: [255, 0, 0, 0, 0, 255] } }) },
      rgb: { type: 'jpeg', base64: jpegs.rgb },
      grey: { type: 'jpeg', base64: jpegs.grey },
    } as const;
    const names = Object.keys(forms).map((form) => `logo-${form}`);
    for (const [form, logo] of Object.entries(forms)) writeFileSync(at(`logo-${form}`), (await drawn({ ...sampleOutline(), logo: { ...logo, alt: 'A sign' } })).bytes);
    const results = verapdf(['3a', 'ua1'], ...names.map(at));
    expect(failedRules(results)).toEqual([]);
    expect(results.map(({ compliant }) => compliant)).toEqual(names.flatMap(() => [true, true]));
  });
});

/** One part of a valid file spoilt, its length kept; the clause of the standard that veraPDF must name. */
const spoilt: [what: string, from: string, to: string, flavour: 'ua1' | '3a', clause: string][] = [
  ['a picture without words', '/Alt (', '/Alx (', 'ua1', '7.3'],
  ['a link without words', '/Contents (', '/Contentz (', 'ua1', '7.18.1'],
  ['no language', '/Lang (en-GB)', '/Lanx (en-GB)', 'ua1', '7.2'],
  ['not said to be tagged', '/Marked true', '/Marked null', '3a', '6.7.2.2'],
  ['marks outside the structure', '/Artifact <<', '/Artefact <<', 'ua1', '7.1'],
  ['another order of tabs', '/Tabs /S', '/Tabs /R', 'ua1', '7.18.3'],
  ['its title not shown', '/DisplayDocTitle true', '/DisplayDocTitle null', 'ua1', '7.1'],
  ['a heading left out', '/S/H2', '/S/H4', 'ua1', '7.4.2'],
  ['no way back to Unicode', '/ToUnicode', '/ToUnicodx', '3a', '6.2.11.7.2'],
  ['said to be of PDF/A-9', '<pdfaid:part>3<', '<pdfaid:part>9<', '3a', '6.6.4'],
  ['PDF/UA not said', '<pdfuaid:part>1<', '<pdfuaid:part>7<', 'ua1', '5'],
  ['what a file is to the report not said', '/AFRelationship', '/AFRelationshix', '3a', '6.8'],
  ['no colour profile', '/OutputIntents', '/OutputIntentx', '3a', '6.2.4.3'],
];

describe('a file with a fault', () => {
  itBy('verapdf')('is found out', async () => {
    const [first] = sampleOutline().sections;
    const small = { ...sampleOutline(), sections: [...(first ? [first] : []), { id: 'picture', title: 'Picture', blocks: [samplePicture(3)] }] };
    const bytes = (await drawn(small)).bytes;
    const whole = Buffer.from(bytes).toString('latin1');
    const paths = spoilt.map(([what, from, to], number) => {
      const path = at(`spoilt-${number}`);
      if (whole.includes(from)) {
        expect(to.length).toBe(from.length);
        writeFileSync(path, Buffer.from(whole.replaceAll(from, to), 'latin1'));
      } else {
        expect(unpacked(bytes).toString('latin1'), what).toContain(from);
        writeFileSync(
          path,
          unpacked(bytes, (content) => content.replaceAll(from, to)),
        );
      }
      return path;
    });
    const results = verapdf(['3a', 'ua1'], ...paths);
    const found = spoilt.map(([what, , , flavour], number) => {
      const result = results.find((one) => one.file === paths[number] && one.flavour === flavour);
      return { what, clauses: [...new Set(result?.failures.map(({ clause }) => clause))] };
    });
    for (const [number, [what, , , , clause]] of spoilt.entries()) expect(found[number], what).toEqual({ what, clauses: expect.arrayContaining([clause]) });
  });
});
