/** Nothing that is masked leaks, and what is no secret stays as it is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../core/record/json';
import { maskText, plainMasker } from '../../../core/redact/mask';
import type { ScanRule } from '../../../core/secrets/rules';

const maskSecrets = plainMasker.value;

const maskOf = (text: string, rule: ScanRule = 'named-value') => plainMasker.token(rule, text);
const secret = 'hunter2-Zx9';

describe('maskText', () => {
  const leads: [string, string][] = [
    ['an option', `nextflow run x --password ${secret} --min_qual 20`],
    ['an option with =', `nextflow run x --api-key=${secret} -profile docker`],
    ['a quoted option', `nextflow run x --token '${secret}' -r v1`],
    ['a quote that never closes', `run --token '${secret} tail`],
    ['words glued by the shell', `run --token "a"'${secret}'b -r v1`],
    ['an assignment', `export GITHUB_TOKEN=${secret}\necho done`],
    ['a config line', `  secretKey = "${secret}"\n  region = 'eu'`],
    ['JSON in text', `{"password": "${secret}", "n": 1}`],
    ['a URL', `git clone https://user:${secret}@git.example.org/x.git`],
    ['a database URL', `postgres://u:${secret}@db/x`],
    ['a query', `curl https://h/x?access_token=${secret}&y=1`],
    ['a bearer', `curl -H "Authorization: Bearer ${secret}" https://h`],
    ['a basic header', `curl -H 'Authorization: Basic ${secret}' https://h`],
    ['curl -u', `curl -u bob:${secret} https://h`],
    ['a copy elsewhere', `TOKEN=${secret} && echo ${secret}`],
  ];
  it.each(leads)('%s', (_, text) => {
    const { value, masked } = maskText(text);
    expect(value).not.toContain(secret);
    expect(value).toContain('[masked: ');
    expect(masked).toBeGreaterThan(0);
    expect(maskText(value).value).toBe(value); // masking twice changes nothing
  });

  const tokens = [
    'AKIAIOSFODNN7EXAMPLE',
    `ghp_${'a1B2c3'.repeat(6)}`,
    `github_pat_${'a1B2'.repeat(8)}`,
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P',
    '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nabc\n-----END RSA PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY-----\nMIIEowneverclosed',
    `glpat-${'x1Y2'.repeat(5)}`,
    `xoxb-1234567890-${'x'.repeat(12)}`,
  ];
  it.each(tokens)('knows %s anywhere', (token) => {
    const { value } = maskText(`before ${token} after`);
    expect(value).not.toContain(token.slice(6, 20));
    expect(value.startsWith('before ')).toBe(true);
  });

  it.each([
    'bcftools view -i QUAL>=20 -Oz -o HG002.vcf.gz HG002.raw.bcf',
    "nextflow run 'http://git.example.org/trial/germline' -name release --samples /data/x.csv -r v1.2.0",
    'sort -k1,1 --key=2 in.txt',
    'for key in d: d[key] = 1',
    'lid://743f3d10fce32490142d3833990f2427/cohort/cohort.tsv',
    's3://bucket/a@b:c/d',
    'ssh://git@host/x.git',
    'basic filtering of reads; bearer of news',
    'tokens = line.split()',
  ])('leaves %s alone', (text) => {
    expect(maskText(text)).toEqual({ value: text, masked: 0 });
  });

  it.each([
    ['-resume --db_password @', '-resume --db_password @'],
    ['run -resume -password @ -x', 'run -resume -password @ -x'],
    ['error: password=@ refused', 'error: password=@ refused'],
    ['param:db_password=@', 'param:db_password=@'],
    ['a=b=c=password=@', 'a=b=c=password=@'],
    ['JAVA_OPTS=-Dpassword=@ run', 'JAVA_OPTS=-Dpassword=@ run'],
    ['--opts=-Dpassword=@', '--opts=-Dpassword=@'],
    ["nextflow run --args '--password @' --other x", "nextflow run --args '--password @' --other x"],
    [`script: "export API_KEY='@'; go"`, `script: "export API_KEY='@'; go"`],
    ['-resume -profile "docker,test" -token @', '-resume -profile "docker,test" -token @'],
  ])('finds what stands in the value of another name, or behind a switch: %s', (text, shown) => {
    expect(maskText(text.replace('@', 'hunter2Z')).value).toBe(shown.replace('@', '[masked: named-value]'));
    expect(maskText(text.replaceAll(/password|token|API_KEY/g, 'colour')).masked).toBe(0);
  });

  it('is quick on text made to be slow', () => {
    const start = performance.now();
    const nested = ['a=', '--a ', `"a='`, `a:"`, '--a "b ', `a="b\\"`, '--a=-', '--a -"', `--a -"'--a -'"`, `--a -"--a -'--a -`].map((one) => `${one.repeat(50_000)}password`);
    for (const text of nested) maskText(text);
    for (const text of ['a.'.repeat(200_000), '-a'.repeat(200_000), 'eyJa-'.repeat(40_000), '"\\'.repeat(100_000), "--token '".repeat(30_000), 'http://'.repeat(50_000)])
      maskText(text);
    expect(performance.now() - start).toBeLessThan(8000);
  });
});

describe('maskSecrets', () => {
  it('masks by name, by the name of a Parameter, and every copy in the same record', () => {
    const spec: Json = {
      params: [
        { type: 'String', name: 'api_token', value: secret },
        { type: 'Integer', name: 'min_qual', value: 20 },
        { type: 'Integer', name: 'pin_password', value: 1234 },
      ],
      globalVars: { 'params.secretKey': { inner: ['deep-Secret-1', true, null] } },
      script: `curl -H "X-Header: ${secret}"`,
      metadata: { commandLine: `run --api_token ${secret}` },
    };
    const { value, masked } = maskSecrets(spec);
    const text = JSON.stringify(value);
    expect(text).not.toContain(secret);
    expect(text).not.toContain('1234');
    expect(text).not.toContain('deep-Secret-1');
    expect(value).toMatchObject({
      params: [{ name: 'api_token', value: maskOf(secret) }, { value: 20 }, { value: maskOf('1234') }],
      globalVars: { 'params.secretKey': { inner: [maskOf('deep-Secret-1'), true, null] } },
    });
    expect(masked).toBe(5);
  });

  it('uses the last name of the path', () => {
    expect(maskSecrets('abc', ['config', 'password'])).toEqual({ value: maskOf('abc'), masked: 1 });
    expect(maskSecrets('abc', ['config', 'name'])).toEqual({ value: 'abc', masked: 0 });
  });

  it('does not hide everyday words, paths or LIDs because a secret-like name holds them', () => {
    const spec: Json = { auth: 'standard', mode: 'standard', key_input: { type: 'path', name: 'key', value: ['lid://a/b', { path: '/data/key.txt', checksum: null }] } };
    expect(maskSecrets(spec)).toEqual({ value: { ...spec, auth: maskOf('standard') }, masked: 1 });
  });

  it('does not count what is masked already, and keeps __proto__ a plain member', () => {
    const spec = JSON.parse('{"token":"[secret]","password":"****","secret":"","key":null,"__proto__":{"token":"abcdefg1"}}') as Json;
    const { value, masked } = maskSecrets(spec);
    expect(masked).toBe(1);
    expect(Object.keys(value as object)).toContain('__proto__');
    expect(JSON.stringify(value)).not.toContain('abcdefg1');
  });

  const plainName = fc.constantFrom('name', 'path', 'container', 'script', 'value', 'keyword', '__proto__');
  const json = fc.letrec<{ node: Json }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<Json>(null, true, false, 0, 12.5, '', 'plain text', 'lid://a/b'),
      fc.array(tie('node'), { maxLength: 4 }) as fc.Arbitrary<Json>,
      fc.array(fc.tuple(plainName, tie('node')), { maxLength: 4 }).map((members) => Object.fromEntries(members) as Json),
    ),
  })).node;

  it('leaks nothing: whatever stands under a secret-like name, or copies it, is gone; the structure is kept', () => {
    const secrets = fc.stringMatching(/^[A-Z]{2}[a-z0-9]{6,12}[0-9]$/);
    fc.assert(
      fc.property(json, secrets, fc.constantFrom('token', 'dbPassword', 'api_key', 'client-secret'), (around, hidden, name) => {
        const value: Json = {
          around,
          [name]: { list: [hidden, { deep: hidden }] },
          params: [{ type: 'String', name, value: hidden }],
          script: `run --x ${hidden};`,
          again: { a: [hidden] },
        };
        const result = maskSecrets(value).value;
        expect(JSON.stringify(result)).not.toContain(hidden);
        expect(shape(result)).toEqual(shape(value));
      }),
    );
  });

  it('changes nothing in a value without secrets', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(maskSecrets(value)).toEqual({ value, masked: 0 });
      }),
    );
  });
});

/** The tree of a value: member names, lengths of lists, and of a leaf only whether it holds anything. */
function shape(value: Json): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value === 'object' && value !== null) return Object.entries(value).map(([name, one]) => [name, shape(one)]);
  return value === null ? 'null' : 'leaf';
}
