/** Certificates and PKCS#12 files by openssl, a program that is not ours. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const password = 'Pässwörd 12';

export interface Made {
  p12: string;
  certificate: string;
}

/** An authority of its own, and certificates that it issues, below a folder. */
export function authority(folder: string) {
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const path = (name: string) => join(folder, name);
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '30',
    '-subj',
    '/O=Example Org/CN=Example CA',
    '-addext',
    'keyUsage=critical,keyCertSign',
  );
  return {
    roots: readFileSync(path('ca.pem'), 'utf8'),
    openssl,
    /** `key`: for `openssl genpkey`; `p12`: further arguments of `openssl pkcs12`; `extensions`: of the certificate. */
    issue(name: string, key: string[], options: { p12?: string[]; extensions?: string; caFirst?: boolean } = {}): Made {
      openssl('genpkey', ...key, '-out', `${name}.key`);
      openssl('req', '-new', '-key', `${name}.key`, '-out', `${name}.csr`, '-subj', `/O=Example Org/CN=${name}`);
      writeFileSync(path(`${name}.ext`), `${options.extensions ?? 'keyUsage=critical,digitalSignature,nonRepudiation'}\n`);
      openssl('x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', `${name}.pem`, '-extfile', `${name}.ext`, '-days', '20');
      if (options.caFirst) writeFileSync(path('both.pem'), `${readFileSync(path('ca.pem'), 'utf8')}${readFileSync(path(`${name}.pem`), 'utf8')}`);
      const from = options.caFirst ? ['-in', 'both.pem'] : ['-in', `${name}.pem`, '-certfile', 'ca.pem'];
      openssl('pkcs12', '-export', '-inkey', `${name}.key`, ...from, '-out', `${name}.p12`, '-passout', `pass:${password}`, ...(options.p12 ?? []));
      return { p12: path(`${name}.p12`), certificate: path(`${name}.pem`) };
    },
  };
}

export const rsa = ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'];
export const ec = (curve: string) => ['-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${curve}`];
