/** A record that is not looked into tells nothing of what the environment of a task shows, however it is written. */
import { expect, test } from 'vitest';
import { mayTellMore } from '../../../core/engine/runs/environment';
import { parseRecord } from '../../../core/record/envelope';

const nothing = [
  '{}',
  '{"binEntries":[]}',
  '{ "binEntries" : [\n] , "x": 1}',
  '{"binEntries":null}',
  '{"eval":null,"binEntries":[ ]}',
  '{"script":"echo \\u0027binEntries\\u0027"}',
  '{"bin":["binEntries"]}',
];
const something = [
  '{"binEntries":[{"path":"x"}]}',
  '{"binEntries":[],"binEntries":["x"]}',
  '{"binEntries":["x"],"binEntries":[]}',
  '{"\\u0062inEntries":["x"]}',
  '{"bin\\u0045ntries":["x"]}',
  '{"e\\u0076al":{"a":"b"}}',
  '{"eval":"version"}',
  '{"eval"\t:\r\n{"tool":"--version"}}',
  '{"eval":false}',
  '{"a":{"binEntries":[]},"binEntries":[[]]}',
];

test.each(['TaskRun', 'AgentRun'])('%s', (kind) => {
  for (const wrap of [(spec: string) => `{"version":"lineage/v1beta1","kind":"${kind}","spec":${spec}}`, (spec: string) => `{"kind":"${kind}",${spec.slice(1)}`]) {
    for (const spec of [...nothing, ...something]) {
      const text = wrap(spec).replace(',}', '}');
      const parsed = parseRecord(new TextEncoder().encode(text));
      if (!('record' in parsed)) throw new Error(`${text} is a record`);
      const { eval: asked, binEntries } = parsed.record.spec;
      const tells = (asked ?? null) !== null || (Array.isArray(binEntries) && binEntries.length > 0);
      if (tells) expect(mayTellMore(text), text).toBe(true);
    }
  }
  for (const spec of nothing) expect(mayTellMore(spec), spec).toBe(false);
});
