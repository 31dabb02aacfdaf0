/** Each kind of report of a hostile store is PDF/A-3a and PDF/UA-1 as well: texts from right to left, emoji, what cannot be seen, words and paths of ten thousand characters. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type ReportAbout, type ReportKind, reportKinds } from '../../core/contract/reports';
import { reportSections } from '../../core/report/section-order';
import { textOf } from '../main/pdf/tools';
import { openWorkbench, unpack, type Workbench } from '../workbench';
import { itBy } from './validators';
import { failedRules, verapdf } from './verapdf';

const folder = join(import.meta.dirname, '../../test-results', 'conformance');
const release = 'lid://743f3d10fce32490142d3833990f2427';
const reproduce = 'lid://5a2f2280f1d957a9226c5fc6ef995c2c';
const rtl = 'تجربة \u202Eמחקר\u202C';
const unseen = '\u0001\u0007\u001B[31m\u200B\uFEFF\uD83E\uDDEC\uD800 e\u0301\u0327 👩🏽‍🔬';
const long = 'W'.repeat(10_000);
/** As long as a report can be asked for; another is longer. */
const path = `/data/${rtl}/${unseen}/${'very-long-folder/'.repeat(200)}reference.fa`;
const longer = `/data/${rtl}/${'very-long-folder/'.repeat(600)}samples.csv`;
const at = (kind: string) => join(folder, `hostile-${kind}.pdf`);

type Spec = Record<string, unknown>;

/** Every text of a record that names nothing else. */
function hostile({ kind, spec, ...rest }: { kind: string; spec: Spec }) {
  const changed: Spec = { ...spec };
  if (kind === 'WorkflowRun') {
    changed.name = `${rtl} ${unseen}`;
    changed.params = [...((spec.params as unknown[]) ?? []), { type: 'String', name: long, value: long }, { type: 'String', name: rtl, value: { [unseen]: [rtl, null, long] } }];
  }
  if (kind === 'TaskRun') {
    changed.name = `${spec.name} ${rtl} ${unseen}`;
    changed.container = `quay.io/${unseen}/${'a'.repeat(500)}:${rtl}`;
  }
  if (kind === 'FileOutput') changed.labels = [rtl, unseen, long.slice(0, 3000)];
  return { kind, spec: changed, ...rest };
}

describe('reports of a hostile store', () => {
  let bench: Workbench;
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    bench = await openWorkbench();
    const store = join(unpack('trial-042-lineage.tar.gz', join(bench.folder, 'unpacked')), 'lineage');
    for (const name of readdirSync(store, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.data.json')) continue;
      const text = readFileSync(join(store, name), 'utf8')
        .replaceAll('/data/trial-042/inputs/reference.fa"', `${JSON.stringify(path).slice(1, -1)}"`)
        .replaceAll('/data/trial-042/inputs/samples.csv"', `${JSON.stringify(longer).slice(1, -1)}"`);
      writeFileSync(join(store, name), JSON.stringify(hostile(JSON.parse(text))));
    }
    await bench.sync('w', store);
  }, 120_000);
  afterAll(() => bench.close());

  itBy('verapdf')('are PDF/A-3a and PDF/UA-1, of each kind and with all its sections', async () => {
    const about: Record<ReportKind, ReportAbout> = {
      run: { kind: 'run', run: release },
      file: { kind: 'file', lid: path },
      comparison: { kind: 'comparison', left: release, right: reproduce },
      impact: { kind: 'impact', asked: { by: 'path', path } },
      environment: { kind: 'environment', run: release },
      subject: { kind: 'subject', text: 'HG002' },
      findings: { kind: 'findings', from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' },
    };
    for (const kind of reportKinds)
      await bench.job('report.pdf', {
        workspace: 'w',
        about: about[kind],
        settings: { sections: Object.keys(reportSections[kind]), classification: `${rtl} ${unseen}`.slice(0, 60), organisation: unseen },
        out: at(kind),
      });
    const results = verapdf(['3a', 'ua1'], ...reportKinds.map(at));
    expect(failedRules(results)).toEqual([]);
    expect(results.map(({ compliant }) => compliant)).toEqual(reportKinds.flatMap(() => [true, true]));
    for (const kind of reportKinds) expect(textOf(readFileSync(at(kind))).length, kind).toBeLessThan(2_000);
  });
});
