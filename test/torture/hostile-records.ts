/** Makes objects of a lineage store that are bad in every way we could think of, mixed with good ones; the same ones for the same number. */

export interface HostileObject {
  /** Below the store. */
  path: string;
  bytes: Uint8Array;
  /** What is wrong with it; `good`: nothing. */
  what: HostileClass;
}

const encoder = new TextEncoder();
const hex = (n: number, tag: string) => tag + n.toString(16).padStart(32 - tag.length, '0');
const json = (value: unknown) => encoder.encode(JSON.stringify(value));
const record = (kind: unknown, spec: unknown, more: object = {}) => ({ version: 'lineage/v1beta1', kind, spec, ...more });

/** Texts that act where they are not held for text. */
const markup = [
  '<script>globalThis.polluted = 1; document.title = "owned"</script>',
  '<img src=x onerror="globalThis.polluted = 1">',
  '"><svg/onload=globalThis.polluted=1>',
  '[link](javascript:alert(1))',
  '=cmd|"/C calc"!A0',
  "'; DROP TABLE node; --",
  '{{7*7}} ${7*7} `id` $(id)',
  '<iframe srcdoc="<b>x"></iframe></style></title><!--',
];
const control = ['\u001b[2J\u001b]0;owned\u0007', '\u202egpj.exe', 'a\u0000b', '\u200b\ufeff\u2066x\u2069', '\u0008\u007f\u009b31m', '\u2028\u2029', '\udb40\udc41'];
const paths = [
  '../../../../outside/touched',
  '/../../etc/passwd',
  '/proc/self/mem',
  '/dev/zero',
  'C:\\Windows\\system32\\x',
  '\\\\server\\share\\x',
  'file:///dev/stdin',
  '/',
  '.',
  '',
  '~/x',
  's3://../x',
  '/tmp/\n-rf',
];
const wrong: unknown[] = [0, -1, 1.5, true, 'text', [], {}, [[[]]], [null, 1, {}], { a: { b: [] } }, 1e308];

const runOf = (n: number) => hex(n, 'aa');
const taskOf = (n: number) => hex(n, 'bb');

const fields: Record<string, string[]> = {
  WorkflowRun: ['workflow', 'sessionId', 'name', 'params', 'config', 'metadata'],
  WorkflowOutput: ['createdAt', 'workflowRun', 'output'],
  TaskRun: ['sessionId', 'name', 'codeChecksum', 'script', 'input', 'container', 'conda', 'spack', 'architecture', 'globalVars', 'binEntries', 'workflowRun'],
  TaskOutput: ['taskRun', 'workflowRun', 'createdAt', 'output', 'labels'],
  FileOutput: ['path', 'checksum', 'source', 'workflowRun', 'taskRun', 'size', 'createdAt', 'modifiedAt', 'labels'],
};
const kinds = Object.keys(fields);

function good(kind: string, n: number): Record<string, unknown> {
  const [run, task] = [`lid://${runOf(n)}`, `lid://${taskOf(n)}`];
  const time = '2026-01-02T03:04:05.123456789Z';
  switch (kind) {
    case 'WorkflowRun':
      return {
        workflow: { scriptFiles: [], repository: 'https://example.org/x', commitId: null },
        sessionId: `s${n}`,
        name: `run_${n}`,
        params: [{ type: 'String', name: 'p', value: 'v' }],
        config: {},
        metadata: { start: time },
      };
    case 'WorkflowOutput':
      return { createdAt: time, workflowRun: run, output: [{ type: 'Path', name: 'o', value: `${task}/x.txt` }] };
    case 'TaskRun':
      return {
        sessionId: `s${n}`,
        name: `TASK (${n})`,
        codeChecksum: { value: 'c'.repeat(32), algorithm: 'nextflow', mode: 'standard' },
        script: 'true',
        input: [],
        container: null,
        globalVars: {},
        binEntries: [],
        workflowRun: run,
      };
    case 'TaskOutput':
      return { taskRun: task, workflowRun: run, createdAt: time, output: [], labels: null };
    default:
      return {
        path: `/work/${n}/x.txt`,
        checksum: { value: 'd'.repeat(32), algorithm: 'nextflow', mode: 'standard' },
        source: task,
        workflowRun: run,
        taskRun: task,
        size: 3,
        createdAt: time,
        modifiedAt: time,
        labels: [],
      };
  }
}

function keyOf(kind: string, n: number): string {
  if (kind === 'WorkflowRun') return runOf(n);
  if (kind === 'WorkflowOutput') return `${runOf(n)}#output`;
  if (kind === 'TaskRun') return taskOf(n);
  return kind === 'TaskOutput' ? `${taskOf(n)}#output` : `${taskOf(n)}/x.txt`;
}

/** Every text in a record replaced. */
function everyText(value: unknown, text: string): unknown {
  if (typeof value === 'string') return value.startsWith('lid://') ? value : text;
  if (Array.isArray(value)) return value.map((one) => everyText(one, text));
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, everyText(one, text)]));
  return value;
}

type Made = { key?: string; path?: string; bytes: Uint8Array };
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** One maker a class: `n` is the number of the object, `v` counts within its class, `gap` lies between two of one class. */
const makers = {
  good: (n, v) => ({ key: keyOf(pick(kinds, v), n), bytes: json(record(pick(kinds, v), good(pick(kinds, v), n))) }),
  'not-utf8': (n, v) => {
    const bytes = json(record('TaskRun', good('TaskRun', n)));
    const at = bytes.length - 10 - (v % 20);
    bytes.set(pick([[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0x80]], v), at);
    return { key: taskOf(n), bytes };
  },
  'byte-order-mark': (n, v) => ({
    key: taskOf(n),
    bytes: v % 2 === 0 ? encoder.encode(`\ufeff${JSON.stringify(record('TaskRun', good('TaskRun', n)))}`) : Uint8Array.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]),
  }),
  'duplicate-names': (n, v) => ({
    key: taskOf(n),
    bytes: encoder.encode(
      pick(
        [
          `{"version":"lineage/v1beta1","kind":"TaskRun","spec":{"name":"shown","name":"taken","workflowRun":"lid://${runOf(n)}"}}`,
          `{"version":"lineage/v1beta1","kind":"TaskRun","spec":{"name":"first"},"spec":{"name":"second"}}`,
          `{"version":"x","kind":"TaskRun","version":"lineage/v1beta1","spec":{"input":[{"type":"val","name":"a","value":1,"value":2}]}}`,
          `{"version":"lineage/v1beta1","kind":"TaskRun","spec":{"name":"a","\\u006eame":"b"}}`,
        ],
        v,
      ),
    ),
  }),
  deep: (n, v) => ({
    key: taskOf(n),
    bytes: encoder.encode(
      v % 2 === 0 ? `{"version":"lineage/v1beta1","kind":"TaskRun","spec":{"name":${'['.repeat(10_000)}${']'.repeat(10_000)}}}` : `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
    ),
  }),
  'big-numbers': (n, v) => ({
    key: `${taskOf(n)}/x.txt`,
    bytes: encoder.encode(
      JSON.stringify(record('FileOutput', { ...good('FileOutput', n), size: '@' })).replace(
        '"@"',
        pick(['9007199254740993', '1e400', '-1e400', `1${'0'.repeat(400)}`, '18446744073709551616'], v),
      ),
    ),
  }),
  prototype: (n, v) => ({
    key: taskOf(n),
    bytes: encoder.encode(
      pick(
        [
          `{"version":"lineage/v1beta1","kind":"TaskRun","__proto__":{"polluted":1},"spec":{"__proto__":{"polluted":1},"name":"p","globalVars":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}}`,
          `{"version":"lineage/v1beta1","kind":"__proto__","spec":{"name":"p"}}`,
          `{"version":"lineage/v1beta1","kind":"constructor","spec":{"toString":1,"hasOwnProperty":null,"valueOf":[]}}`,
          `{"__proto__":{"version":"lineage/v1beta1","kind":"TaskRun","spec":{"name":"inherited"}}}`,
          `{"version":"lineage/v1beta1","kind":"toString","spec":{"labels":["__proto__"]}}`,
        ],
        v,
      ),
    ),
  }),
  'wrong-types': (n, v) => {
    const kind = pick(kinds, v);
    const field = pick(fields[kind] ?? [], Math.floor(v / kinds.length));
    const spec = good(kind, n);
    const value = wrong
      .slice(v % wrong.length)
      .concat(wrong)
      .find((one) => unlike(one, spec[field] ?? 'text'));
    return { key: keyOf(kind, n), bytes: json(record(kind, { ...spec, [field]: value })) };
  },
  'wrong-envelope': (n, v) => ({
    key: taskOf(n),
    bytes: json(pick<unknown>([record(1, {}), record(null, null), { version: 2, kind: [] }, { spec: {} }, record('TaskRun', [1]), record('TaskRun', 'x'), {}], v)),
  }),
  'unknown-kind': (n, v) => ({ key: taskOf(n), bytes: json({ version: pick(['lineage/v9', 'lineage/v1beta1', ''], v), kind: 'Mystery', spec: { run: `lid://${runOf(n)}` } }) }),
  markup: (n, v) => {
    const kind = pick(kinds, v);
    return { key: keyOf(kind, n), bytes: json(record(kind, everyText(good(kind, n), pick(markup, v)))) };
  },
  control: (n, v) => {
    const kind = pick(kinds, v);
    return { key: keyOf(kind, n), bytes: json(record(kind, everyText(good(kind, n), pick(control, v)))) };
  },
  surrogates: (n) => ({ key: taskOf(n), bytes: encoder.encode('{"version":"lineage/v1beta1","kind":"TaskRun","spec":{"name":"\\ud800 \\udfff","\\ud800":1}}') }),
  paths: (n, v) => ({ key: `${taskOf(n)}/x.txt`, bytes: json(record('FileOutput', { ...good('FileOutput', n), workflowRun: `lid://${hostileRun}`, path: pick(paths, v) })) }),
  'odd-links': (n, v) => ({
    key: taskOf(n),
    bytes: json(
      record('TaskRun', {
        ...good('TaskRun', n),
        workflowRun: pick(['lid://', 'lid:///', 'lid://..', `lid://lid:/lid:/${runOf(n)}`, `lid://${taskOf(n)}`, 'lid://null', 'lid://\u0000', `lid://${'x'.repeat(5000)}`], v),
        input: [{ type: 'path', name: 'in', value: [`lid://${taskOf(n)}`, 'lid://../../x', 'lid://a//b', 'lid://%2e%2e/x', `lid://${taskOf(n)}#output#output`] }],
      }),
    ),
  }),
  'another-key': (n) => ({ key: `${taskOf(n)}#output`, bytes: json(record('TaskOutput', good('TaskOutput', n + 1_000_000))) }),
  empty: (n) => ({ key: taskOf(n), bytes: new Uint8Array() }),
  'half-written': (n, v) => ({ key: taskOf(n), bytes: json(record('TaskRun', good('TaskRun', n))).subarray(0, 20 + (v % 100)) }),
  'not-an-object': (n, v) => ({ key: taskOf(n), bytes: encoder.encode(pick(['[]', 'null', '"text"', '42', '<html></html>', '\u0000\u0000', 'NaN', "{'a':1}", '{} {}'], v)) }),
  'key-with-dots': (n, v) => ({
    key: pick([`../../outside/${n}`, `${taskOf(n)}/../../x`, `./${n}`, `..`, `${n}/..`], v) + (v % 5 > 2 ? `/${n}/.` : ''),
    bytes: json(record('FileOutput', good('FileOutput', n))),
  }),
  'key-with-nul': (n, v) => ({
    key: pick([`${taskOf(n)}\u0000/x`, `\u0000${n}`, `${taskOf(n)}/a\nb${n}`, `${taskOf(n)}/\u202e${n}`], v),
    bytes: json(record('FileOutput', good('FileOutput', n))),
  }),
  'key-empty-part': (n, v) => ({ key: pick([`/${n}`, `${n}//x`, `lid:/${n}`, `${n}/`], v), bytes: json(record('FileOutput', good('FileOutput', n))) }),
  'key-very-long': (n, v) => ({ key: `${taskOf(n)}/${'é'.repeat(v % 2 === 0 ? 5000 : 400)}`, bytes: json(record('FileOutput', good('FileOutput', n))) }),
  'key-collides': (n, v, gap) => ({
    key: `${taskOf(n - (v % 2) * gap)}/${pick(['Été.TXT', 'e\u0301te\u0301.txt'], v)}`,
    bytes: json(record('FileOutput', { ...good('FileOutput', n - (v % 2) * gap), path: '/x' })),
  }),
  'history-bad': (n, v) => ({
    path: `.history/${runOf(n)}`,
    bytes: encoder.encode(pick(['', 'no line', `t\tn\ts\tnot-a-lid`, `\ta\tb\tlid://x`, `a\tb\tc\tlid://x\nd\te\tf\tlid://y`, '\u0000'], v)),
  }),
  'history-odd': (n, v) => ({
    path: `.history/${runOf(n)}`,
    bytes: encoder.encode(`2026-01-02 03:04:05 UTC\t${pick(markup, v).replaceAll('\t', '')}\t${pick(control, v)}\tlid://${v % 2 === 0 ? runOf(n) : `${hostileRun}`}`),
  }),
  'history-not-utf8': (n) => ({ path: `.history/${runOf(n)}`, bytes: Uint8Array.from([...encoder.encode('2026-01-02 03:04:05 UTC\tx\ts\tlid://'), 0xff, 0xfe]) }),
  'search-file': (n, v) => ({ path: `${taskOf(n)}/.data.json${pick(['.bak', '~', '.1', '.<b>'], v)}`, bytes: json(record('TaskRun', good('TaskRun', n))) }),
  wide: (n, v) => ({
    key: taskOf(n),
    bytes: json(record('TaskRun', { ...good('TaskRun', n), globalVars: Object.fromEntries(Array.from({ length: v % 50 === 0 ? 20_000 : 50 }, (_, i) => [`k${i}`, i])) })),
  }),
} satisfies Record<string, (n: number, v: number, gap: number) => Made>;

export type HostileClass = keyof typeof makers | 'large';
const classes = Object.keys(makers) as (keyof typeof makers)[];
/** Objects between two of one class. */
const gap = classes.length;
/** The run that hostile files and lines name. */
export const hostileRun = runOf(1);

/** `count` objects, of every class in turn. */
export function* hostileObjects(count: number): Generator<HostileObject> {
  yield { path: `${hostileRun}/.data.json`, bytes: json(record('WorkflowRun', everyText(good('WorkflowRun', 1), pick(markup, 1)))), what: 'markup' };
  for (let n = 1; n < count; n++) {
    const what = pick(classes, n);
    const made: Made = makers[what](n + 100, Math.floor(n / gap), gap);
    yield { path: made.path ?? `${made.key}/.data.json`, bytes: made.bytes, what };
  }
}

/** A record of this many bytes in one text. */
export function largeObject(bytes: number): HostileObject {
  const [head, tail] = JSON.stringify(record('TaskRun', { ...good('TaskRun', 7), script: '@' })).split('@') as [string, string];
  return { path: `${taskOf(7)}/.data.json`, bytes: encoder.encode(head + 'x'.repeat(bytes - head.length - tail.length) + tail), what: 'large' };
}

function unlike(value: unknown, other: unknown): boolean {
  const type = (one: unknown) => (Array.isArray(one) ? 'list' : one === null ? 'null' : typeof one);
  return type(value) !== type(other);
}
