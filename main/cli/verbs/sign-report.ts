/** `sign-report` and `signatures`: a person's signature on a report, and what signatures a file has. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type FoundSignature, type SignatureMeaning, signatureMeanings } from '../../../core/contract/signatures';
import { AuditError } from '../../../core/errors';
import { allIntact, coverageWords, identityWords, integrityWords, signingWords } from '../../../core/report/signature-words';
import { exitCodes } from '../exit-codes';
import { askPassphrase } from '../passphrase';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { counted } from '../words';

interface SignOptions {
  out: string;
  name: string;
  meaning: string;
  reason?: string;
  p12?: string;
  passwordFile?: string;
  local?: boolean;
}

export const signatureVerbs: Verb = (program, act) => {
  program
    .command('sign-report <file>')
    .description("sign a report: of a draft the final version is drawn, sealed and signed; a final version gets one signature more. A person's deliberate act")
    .requiredOption('--out <file>', 'the signed PDF to write; an existing file is replaced')
    .requiredOption('--name <name>', "the signer's name, as it is printed")
    .requiredOption('--meaning <meaning>', `what the signature means: ${signatureMeanings.join(', ')}`)
    .option('--reason <text>', 'more on what is meant')
    .option('--p12 <file>', "the signer's certificate and key (PKCS#12); its password is asked for")
    .option('--password-file <file>', 'a file that holds the password of the certificate; left out: asked for')
    .option('--local', 'a certificate made here for this one signature: asserts the name, verifies nothing')
    .action(
      act(async (session, file: string, options: SignOptions) => {
        const meaning = signatureMeanings.find((one) => one === options.meaning) as SignatureMeaning | undefined;
        if (meaning === undefined) throw new AuditError('bad-input', `--meaning is one of ${signatureMeanings.join(', ')}, not "${options.meaning}".`);
        if ((options.p12 === undefined) === (options.local !== true))
          throw new AuditError('bad-input', 'Name the certificate to sign with: --p12 FILE, or --local for one that proves nothing.');
        const workspace = await session.workspace();
        process.stderr.write(`${signingWords.means}\n${options.local === true ? `${signingWords.local}\n` : ''}`);
        const certificate =
          options.p12 === undefined
            ? ({ from: 'local' } as const)
            : ({ from: 'p12', path: resolve(options.p12), password: await askPassphrase(`of ${options.p12}`, { file: options.passwordFile }) } as const);
        const { name, reason, out } = options;
        const result = await session.job('report.sign', {
          workspace,
          file: resolve(file),
          out: resolve(out),
          certificate,
          name,
          meaning,
          ...(reason === undefined ? {} : { reason }),
        });
        return {
          json: result,
          text:
            `${visibleLine(result.path)}: report ${result.id}${result.finalised ? ', drawn anew as final version' : ''}, SHA-256 ${result.sha256}\n` +
            `${linesOf(result.signature)}${counted(result.placesLeft, 'place')} left for further signatures.\n`,
        };
      }),
    );
  program
    .command('signatures <file>')
    .description('the seal and the signatures of a report: whether each is intact, what it covers, whose it says it is')
    .option('--roots <file>', 'certificates of authorities that you trust (PEM): signatures are held against them')
    .action(
      act(async (session, file: string, { roots }: { roots?: string }) => {
        const path = resolve(file);
        const result = await session.call('report.signatures', { file: path, ...(roots === undefined ? {} : { roots: pemOf(roots) }) });
        const { signatures } = result;
        const persons = signatures.filter(({ kind }) => kind === 'signature').length;
        const fine = allIntact(signatures) && signatures.every(({ identity }) => identity !== 'not-trusted');
        return {
          json: { path, ...result },
          text: `${signatures.map(linesOf).join('')}${signatures.length === 0 ? 'No seal and no signature: nobody can tell whether it was altered.\n' : ''}${persons === 0 ? 'No person has signed it.\n' : ''}`,
          code: fine ? exitCodes.fine : exitCodes.findings,
        };
      }),
    );
};

function linesOf(one: FoundSignature): string {
  const { certificate } = one;
  const lines = [
    one.kind === 'seal' ? 'Seal' : `Signature: ${one.name ?? 'no name'}, ${one.meaning ?? 'no meaning stated'}${one.reason === null ? '' : ` (${one.reason})`}`,
    `  at ${one.signedAt ?? 'no time stated'}, by the clock of the computer it was made on`,
    `  ${integrityWords(one).text}; ${coverageWords(one).text}`,
    `  ${identityWords(one)}`,
    ...(certificate === null
      ? []
      : [`  certificate: ${certificate.subject}; issued by ${certificate.selfSigned ? 'itself' : certificate.issuer}`, `  its SHA-256: ${certificate.sha256}`]),
  ];
  return lines.map((line) => `${visibleLine(line)}\n`).join('');
}

function pemOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new AuditError('file-unreadable', `The certificates in ${path} could not be read: ${(error as Error).message}.`, { path });
  }
}
