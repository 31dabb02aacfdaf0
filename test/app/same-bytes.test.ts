/** The same report out of the real window and out of the real command line: of the same checkpoint, with the same settings, it is the same bytes up to the seal. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../renderer/routes';
import { reportKindWords } from '../../renderer/words/report';
import { commandLine } from '../main/cli/command-line';
import { enclosed, unsealed } from '../main/pdf/tools';
import { type OpenApp, openApp } from './open-app';

const workspace = 'trial-042';
const release = 'lid://743f3d10fce32490142d3833990f2427';
let app: OpenApp;

beforeAll(async () => {
  app = await openApp({ demo: true });
  await app.page.getByText(workspace).first().waitFor();
});
afterAll(() => app.close());

it.each([
  ['a run', { kind: 'run', run: release } as const, ['--run', release]],
  ['a file', { kind: 'file', lid: `${release}/variants/HG002/HG002.vcf.gz` } as const, ['--file', `${release}/variants/HG002/HG002.vcf.gz`]],
  [
    'a comparison',
    { kind: 'comparison', left: release, right: 'lid://5a2f2280f1d957a9226c5fc6ef995c2c' } as const,
    ['--compare', release, '--with', 'lid://5a2f2280f1d957a9226c5fc6ef995c2c'],
  ],
])(
  'of %s',
  async (what, about, args) => {
    const { page, folder, home } = app;
    const [byWindow, byLine] = [join(folder, `${about.kind}-window.pdf`), join(folder, `${about.kind}-line.pdf`)];
    await page.evaluate(
      (to) => {
        location.hash = to;
      },
      paths.report(workspace, about),
    );
    await page.getByRole('heading', { level: 1, name: `New report: ${reportKindWords[about.kind].name}` }).waitFor();
    await page.locator('.sheet').first().waitFor();
    await page.getByText('Preview: the PDF says the same').waitFor();
    await app.chooseInDialog(byWindow);
    await page.getByRole('button', { name: 'Save PDF…' }).click();
    await page.getByText('Saved, ').waitFor();
    const line = commandLine(home, folder);
    const { answer } = await line.json('-w', workspace, 'reports');
    const saved = answer.reports.find(({ path }: { path: string }) => path === byWindow);
    const { status, stderr } = await line('-w', workspace, 'report', ...args, '--at', String(saved.checkpoint), '--out', byLine);
    expect(status, stderr).toBe(0);
    const [window, command] = [readFileSync(byWindow), readFileSync(byLine)];
    expect(Buffer.from(unsealed(command)).equals(Buffer.from(unsealed(window))), what).toBe(true);
    // Beyond the seal: the statement alone, which each signs with a key of its own.
    const [ours, theirs] = [enclosed(window), enclosed(command)];
    expect(Object.keys(theirs)).toEqual(Object.keys(ours));
    for (const [name, bytes] of Object.entries(ours)) if (name !== 'statement.dsse.json') expect(theirs[name]?.equals(bytes), name).toBe(true);
    const payload = (of: Record<string, Buffer>) => JSON.parse(String(of['statement.dsse.json'])).payload;
    expect(payload(theirs)).toBe(payload(ours));
    expect((await line.json('-w', workspace, 'report-again', byWindow)).answer).toMatchObject({ same: true });
    expect(app.errors).toEqual([]);
  },
  120_000,
);
