/** A scan names the kind, the place and the count of each secret, never the secret; real records give no false alarm of a secret. */
import { describe, expect, it } from 'vitest';
import { createScanner } from '../../../core/secrets/scan';

const none = { deny: [], allow: [] };
const encode = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const rulesAt = (value: unknown, lists = none) =>
  createScanner(lists)
    .scan(encode(value))
    .places.map(({ rule, path, count }) => `${rule} ${path} ×${count}`)
    .sort();

/** Characters that repeat in no short period, so that their entropy is that of a random key. */
function letters(count: number, alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'): string {
  let state = 12345;
  return Array.from({ length: count }, () => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return alphabet[(state >> 8) % alphabet.length];
  }).join('');
}

describe('secrets', () => {
  it.each([
    ['private-key', `-----BEGIN OPENSSH PRIVATE KEY-----\n${letters(64)}\n-----END OPENSSH PRIVATE KEY-----`],
    ['web-token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P'],
    ['platform-token', `eyJ0aWQiOiAxMjM0fS5${letters(40)}`],
    ['cloud-key', 'AKIAIOSFODNN7EXAMPLE'],
    ['cloud-key', `AIza${letters(35)}`],
    ['code-host-token', `ghp_${letters(36)}`],
    ['code-host-token', `glpat-${letters(20)}`],
    ['service-token', `xoxb-123456789012-${letters(24)}`],
    ['service-token', `SG.${letters(22)}.${letters(43)}`],
    ['named-value', 'nextflow run x --password hunter2Zx9'],
    ['named-value', `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${letters(86)}==`],
    ['named-value', 'mysql -h db; PGPASSWORD=hunter2Zx9 psql'],
    ['authorization-header', 'curl -H "Authorization: Bearer abcdef0123456789"'],
    ['signed-url', `https://a.blob.core.windows.net/c/f?sv=2020-08-04&sig=${letters(43)}%3D`],
    ['url-credentials', 'postgres://u:pA55word@db/x'],
    ['url-credentials', 'https://user:hunter2Zx9@git.example.org/x.git'],
  ])('%s is found in %s', (rule, text) => {
    expect(rulesAt({ spec: { commandLine: `run ${text}` } })).toContain(`${rule} $.spec.commandLine ×1`);
  });

  it('takes 40 random characters for a key of AWS where an access key id stands beside, and no commit for one', () => {
    const key = letters(40);
    const commit = letters(40, '0123456789abcdef');
    const found = createScanner(none).scan(encode({ script: `run AKIAIOSFODNN7EXAMPLE ${key} ${commit}` }));
    expect([...found.texts].sort()).toEqual(['AKIAIOSFODNN7EXAMPLE', key].sort());
    expect(createScanner(none).scan(encode({ script: `run ${key}` })).places).toEqual([]);
  });

  it('finds values under secret-like names, in lists, in names and in bytes that are no JSON', () => {
    expect(rulesAt({ params: [{ type: 'String', name: 'api_token', value: 'abc123xyz' }], deep: { secretKey: ['one1', 2] } })).toEqual([
      'named-value $.deep.secretKey[0] ×1',
      'named-value $.deep.secretKey[1] ×1',
      'named-value $.params[0].value ×1',
    ]);
    expect(rulesAt({ [`x ghp_${letters(36)}`]: 1 })[0]).toMatch(/^code-host-token \$ \(a name\)/);
    expect(rulesAt(`{"password": "hunter2Zx9", half`)).toEqual(['named-value (raw text) ×1']);
    expect(createScanner(none).scan(Uint8Array.from([0xff, 0xfe, ...encode('token=hunter2Zx9')])).places).toEqual([{ rule: 'named-value', path: '(raw text)', count: 1 }]);
  });

  it('finds what JSON hides: of two members of one name the first', () => {
    expect(rulesAt('{"password":"hunter2Zx9","password":"[secret]"}')).toEqual(['named-value (raw text) ×1']);
    expect(rulesAt(`{"a":"${'x'.repeat(5)} glpat-${letters(20)}","a":""}`)).toEqual(['code-host-token (raw text) ×1']);
  });

  it('never says the secret itself, not even where a name in the path holds it', () => {
    const secret = `ghp_${letters(36)}`;
    const { places } = createScanner(none).scan(encode({ [secret]: { token: secret } }));
    expect(places.length).toBeGreaterThan(0);
    expect(JSON.stringify(places)).not.toContain(secret);
  });

  it('does not count what Nextflow masked', () => {
    expect(rulesAt({ token: null, auth: true, api_key: 'lid://a/b', secret: [] })).toEqual([]);
    expect(rulesAt({ config: { password: '[secret]', aws: { secretKey: '****' } } })).toEqual([]);
  });

  it('stays within its means on records made to be deep, long or odd', () => {
    const start = performance.now();
    for (const text of [
      '['.repeat(20_000),
      `{"a":"${'a@a.'.repeat(100_000)}"}`,
      `{"a":"${'/home/'.repeat(100_000)}"}`,
      `{"a":"${'1.'.repeat(100_000)}local"}`,
      `"${'PAT-'.repeat(100_000)}"`,
    ])
      createScanner({ deny: ['PAT-####', '*x*1'], allow: ['a*b'] }).scan(encode(text));
    expect(performance.now() - start).toBeLessThan(8000);
  });
});

describe('personal data', () => {
  it('finds people, their folders and addresses', () => {
    const metadata = {
      userName: 'alice',
      homeDir: '/home/alice',
      launchDir: 'C:\\Users\\bob\\run',
      manifest: { author: null, contributors: [{ name: 'Carol', email: 'carol@example.org' }] },
    };
    expect(rulesAt({ spec: { metadata } })).toEqual([
      'home-folder $.spec.metadata.homeDir ×1',
      'home-folder $.spec.metadata.launchDir ×1',
      'person $.spec.metadata.manifest.contributors[0].email ×1',
      'person $.spec.metadata.manifest.contributors[0].name ×1',
      'person $.spec.metadata.userName ×1',
    ]);
  });

  it('tells inside hosts, and numbers under personal names', () => {
    expect(rulesAt({ params: [{ type: 'String', name: 'mrn', value: '123' }], url: 'http://lims.hospital.local/x', ip: 'http://10.1.2.3:8080/' })).toEqual([
      'inside-host $.ip ×1',
      'inside-host $.url ×1',
      'personal-number $.params[0].value ×1',
    ]);
  });

  it.each(['lims.hospital.LOCAL', 'a.lan', 'a.internal', 'a.intranet', 'a.intra', 'a.Corp', 'nas.home.arpa', '10.1.2.3', '192.168.0.7', '172.16.0.1', '172.31.255.9'])(
    'tells %s as an inside host',
    (host) => {
      expect(rulesAt({ url: `http://${host}/x` })).toEqual(['inside-host $.url ×1']);
    },
  );

  it('names samples as what may be', () => {
    expect(
      rulesAt({
        input: [
          { type: 'val', name: 'sample', value: 'HG002' },
          { type: 'val', name: 'meta', value: { id: 'HG003', single_end: false } },
          { type: 'path', name: 'sample', value: '/data/x' },
        ],
      }),
    ).toEqual(['sample $.input[0].value ×1', 'sample $.input[1].value.id ×1']);
  });

  it.each([
    'git@github.com:org/x.git',
    'https://bob@git.example.org/x',
    'quay.io/x/y@sha256:abc',
    'bioconda::samtools@1.2',
    'samtools=1.19.2',
    '/homes/x',
    '/data/home',
    '1.10.1.2.3',
    'local',
  ])('leaves %s alone', (text) => {
    expect(rulesAt({ container: text })).toEqual([]);
  });

  it('follows the lists of the auditor, and counts what it passes over', () => {
    const record = { path: '/data/PAT-0042/reads.fq', other: '/data/pat-0043x', userName: 'analyst' };
    const scanner = createScanner({ deny: ['PAT-####'], allow: ['analyst'] });
    const found = scanner.scan(encode(record));
    expect(found.places).toEqual([{ rule: 'denied', path: '$.path', count: 1 }]);
    expect(found.allowed).toBe(1);
    expect([...found.texts]).toEqual(['PAT-0042']);
    expect(scanner.holdsSecret('x/PAT-0042/y')).toBe(true);
    expect(scanner.holdsSecret('x/PAT-042/y')).toBe(false);
  });

  it.each(['*', '#', '***', 'a*b*c*d', 'x'.repeat(300)])('refuses %s as a pattern', (pattern) => {
    expect(() => createScanner({ deny: [pattern], allow: [] })).toThrow(/pattern|everything|two \*/);
  });
});
