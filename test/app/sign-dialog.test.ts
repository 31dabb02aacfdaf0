/** A person signs a saved report in the real window: refused in words with a wrong password and an expired certificate, with a local one that is marked as such; then sees seal and signatures. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newSigningKey, selfSigned } from '../../main/ports/pdf-sign/own-certificate';
import { paths } from '../../renderer/routes';
import { commandLine } from '../main/cli/command-line';
import { textOf } from '../main/pdf/tools';
import { authority, password, rsa } from '../main/pdf-sign/certificates';
import { type OpenApp, openApp } from './open-app';

const workspace = 'trial-042';
const release = 'lid://743f3d10fce32490142d3833990f2427';
let app: OpenApp;
let draft: string;
const at = (name: string) => join(app.folder, name);

/** PKCS#12 of a certificate that was good for 30 days, 400 days ago. */
function expiredP12(openssl: (...args: string[]) => unknown): string {
  const { certificate, key } = selfSigned(newSigningKey(), { name: 'Anna Late', organisation: 'Example Org', unit: 'expired' }, Date.now() - 400 * 86_400_000, 30);
  writeFileSync(at('late.pem'), `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`);
  writeFileSync(at('late.key'), key.export({ type: 'pkcs8', format: 'pem' }));
  openssl('pkcs12', '-export', '-inkey', 'late.key', '-in', 'late.pem', '-out', 'late.p12', '-passout', `pass:${password}`);
  return at('late.p12');
}

beforeAll(async () => {
  app = await openApp({ demo: true });
  const { page } = app;
  await page.getByText(workspace).first().waitFor();
  draft = at('draft.pdf');
  await page.evaluate(
    (to) => {
      location.hash = to;
    },
    paths.report(workspace, { kind: 'environment', run: release }),
  );
  await page.locator('.sheet').first().waitFor();
  await page.getByText('Preview: the PDF says the same').waitFor();
  await app.chooseInDialog(draft);
  await page.getByRole('button', { name: 'Save PDF…' }).click();
  await page.getByText('Saved, ').waitFor();
}, 90_000);
afterAll(() => app.close());

it('is refused in words, then signs with the certificate of an organisation', async () => {
  const { page } = app;
  const ca = authority(app.folder);
  const good = ca.issue('Reviewing Rita', rsa).p12;
  await page.getByRole('button', { name: 'Sign a saved report…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign a report' });
  await dialog.getByText(draft).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await dialog.getByLabel('Your name, as it is printed').fill('Rita Reviewer');
  await dialog.getByRole('combobox', { name: 'What your signature means' }).click();
  await page.getByRole('option', { name: 'Reviewer: I have reviewed it' }).click();
  const sign = dialog.getByRole('button', { name: 'Sign and save…' });
  const choose = dialog.getByRole('button', { name: 'Choose… The certificate (.p12, .pfx)' });

  await app.chooseInDialog(expiredP12(ca.openssl), at('signed.pdf'));
  await choose.click();
  await dialog.getByText(at('late.p12')).waitFor();
  await dialog.getByRole('textbox', { name: 'Password of the certificate' }).fill(password);
  await sign.click();
  await dialog.getByText(/expired on/).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);

  await app.chooseInDialog(good, at('signed.pdf'));
  await choose.click();
  await dialog.getByText(good).waitFor();
  // Whatever came of it, a password is typed anew.
  await expect.poll(() => dialog.getByRole('textbox', { name: 'Password of the certificate' }).inputValue()).toBe('');
  await dialog.getByRole('textbox', { name: 'Password of the certificate' }).fill('another');
  await sign.click();
  await dialog.getByText(/does not open with this password/).waitFor();

  await app.chooseInDialog(at('signed.pdf'));
  await dialog.getByRole('textbox', { name: 'Password of the certificate' }).fill(password);
  await sign.click();
  await dialog.getByText('Signed', { exact: true }).waitFor();
  await dialog.getByText('intact: the bytes it covers are the ones that were signed', { exact: false }).waitFor();
  expect(await app.seriousAxeFaults()).toEqual([]);
  await app.screenshot('signed');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  expect(textOf(readFileSync(at('signed.pdf'))).join(' ')).not.toContain('DRAFT – UNSIGNED');
}, 120_000);

it('marks a local certificate before and after, and both signatures stand where the report is listed, as on the command line', async () => {
  const { page } = app;
  await page.getByRole('button', { name: 'Sign a saved report…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign a report' });
  await app.chooseInDialog(at('signed.pdf'), at('twice.pdf'));
  await dialog.getByRole('button', { name: 'Choose… The report (PDF)' }).click();
  await dialog.getByText(at('signed.pdf')).waitFor();
  await dialog.getByLabel('Your name, as it is printed').fill('Paul Approver');
  await dialog.getByRole('combobox', { name: 'What your signature means' }).click();
  await page.getByRole('option', { name: 'Approver: I approve it' }).click();
  await dialog.getByRole('radio', { name: 'A local certificate, which verifies nothing' }).check();
  await dialog.getByRole('note').getByText('It is not a Part 11 electronic signature', { exact: false }).waitFor();
  await dialog.getByRole('button', { name: 'Sign and save…' }).click();
  await dialog.getByText('Signed', { exact: true }).waitFor();
  await dialog.getByText('identity asserted by the certificate itself, not verified', { exact: false }).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await page.evaluate((to) => {
    location.hash = to;
  }, paths.reports(workspace));
  await page.getByRole('button', { name: /^Signatures of LAR-/ }).click();
  const list = page.getByRole('dialog', { name: /^Seal and signatures of LAR-/ });
  const [twice, once, saved] = [at('twice.pdf'), at('signed.pdf'), draft].map((path) => list.getByRole('region', { name: path })) as [
    ReturnType<typeof list.getByRole>,
    ReturnType<typeof list.getByRole>,
    ReturnType<typeof list.getByRole>,
  ];
  await twice.getByText('Paul Approver', { exact: true }).waitFor();
  await saved.getByText('No person has signed it.').waitFor();
  await expect.poll(() => once.getByText('Rita Reviewer', { exact: true }).count()).toBeGreaterThan(0);
  const shown = (await twice.innerText()).replace(/\s+/g, ' ');
  const { answer } = await commandLine(app.home, app.folder).json('signatures', at('twice.pdf'));
  expect(answer.signatures.map(({ kind, name, meaning }: Record<string, string>) => [kind, kind === 'seal' ? null : name, meaning])).toEqual([
    ['seal', null, null],
    ['signature', 'Rita Reviewer', 'reviewer'],
    ['signature', 'Paul Approver', 'approver'],
  ]);
  for (const { signedAt, certificate } of answer.signatures) for (const text of [signedAt, certificate.sha256]) expect(shown).toContain(text);
  expect(shown).toContain('covers all but the signatures that were added after it');
  expect(shown).toContain('covers the whole file');
  await app.screenshot('signatures-of-a-report');
  expect(await app.seriousAxeFaults()).toEqual([]);
  writeFileSync(draft, Buffer.concat([readFileSync(draft), Buffer.from(' ')]));
  await list.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: /^Signatures of LAR-/ }).click();
  await saved.getByText('It is NOT the file that was written then').waitFor();
  expect(app.errors).toEqual([]);
}, 120_000);
