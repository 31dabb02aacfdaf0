/** Events in the shapes of Airflow, Spark, dbt and Marquez are read; hostile lines are refused one by one, with their reason. */
import { expect, it } from 'vitest';
import { datasetId } from '../../../core/openlineage/dataset-id';
import { eventBytes, readEvents } from '../../../core/openlineage/read-events';

const bytes = (text: string) => new TextEncoder().encode(text);
const run = '3b452093-782c-4ef2-9c0c-aafe2aa6f34d';
const plain = { eventType: 'START', eventTime: '2026-03-01T05:00:00Z', producer: 'urn:x', schemaURL: 'urn:y', run: { runId: run }, job: { namespace: 'n', name: 'j' } };
const eventText = (file: Uint8Array, unit: 'line' | 'element', at: number) => new TextDecoder().decode(eventBytes(file, unit, new Set([at])).get(at));
const told = (change: object) => JSON.stringify({ ...plain, ...change });

it('names datasets as records name files, and joins no file of another computer', () => {
  expect(datasetId('file', '/data/x')).toBe('/data/x');
  expect(datasetId('file://', '/data/x')).toBe('/data/x');
  expect(datasetId('file', 'file:///data/x')).toBe('/data/x');
  expect(datasetId('file://host7', '/data/x')).toBe('file:host7/data/x');
  expect(datasetId('s3://b', 'k/1')).toBe('s3://b/k/1');
  expect(datasetId('s3a://b', '/k/1')).toBe('s3://b/k/1');
  expect(datasetId('postgres://db:5432', 'lims.public.samples')).toBe('postgres://db:5432/lims.public.samples');
  expect(datasetId('warehouse', 'samples')).toBe('warehouse/samples');
});

it('refuses each hostile line with its number and reason, and reads the rest: BOM, CRLF, blank and repeated lines', () => {
  const deep = `{"run":${'['.repeat(200)}${']'.repeat(200)}}`;
  const lines = [
    told({}),
    '',
    told({}),
    'not json',
    '{"__proto__":{"run":1},"constructor":2}',
    '[1]',
    '"text"',
    told({ run: { runId: 'x' } }),
    told({ eventTime: 'yesterday' }),
    told({ eventTime: '2026-03-01T05:00:00' }),
    told({ job: { namespace: 'n' } }),
    told({ eventType: 'DONE' }),
    told({ inputs: [{ namespace: 'file' }] }),
    told({ outputs: 'all' }),
    deep,
    told({ job: { namespace: 'n', name: 'x'.repeat(5000) } }),
    JSON.stringify({ eventTime: plain.eventTime, dataset: { namespace: 'file', name: '/x' } }),
    told({ eventType: undefined, run: { runId: run.toUpperCase() }, inputs: null }),
  ];
  const text = bytes(`\ufeff${lines.join('\r\n')}`);
  const bad = bytes('\r\n?\r\n');
  bad[2] = 0xff;
  const file = new Uint8Array([...text, ...bad]);
  const { unit, events, refused, repeated } = readEvents(file);
  expect(unit).toBe('line');
  expect(repeated).toBe(1);
  expect(events.map(({ at, type, run: id }) => [at, type, id])).toEqual([
    [1, 'START', run],
    [18, 'OTHER', run],
  ]);
  expect(Object.fromEntries(refused.map(({ at, why }) => [at, why]))).toEqual({
    4: 'not JSON',
    5: 'no run',
    6: 'not a JSON object',
    7: 'not a JSON object',
    8: 'run.runId is not a UUID',
    9: 'eventTime is no instant with date, time and zone',
    10: 'eventTime is no instant with date, time and zone',
    11: 'job.namespace or job.name is missing',
    12: 'eventType is none of START, RUNNING, COMPLETE, ABORT, FAIL, OTHER',
    13: 'inputs: a dataset without namespace or name',
    14: 'outputs: not an array',
    15: 'nested deeper than 100 levels',
    16: 'the name of the job is longer than 4096 characters',
    17: 'an event of a dataset alone: it tells of no run',
    19: 'not UTF-8',
  });
  expect(eventText(file, 'line', 1)).toBe(`${told({})}\r`);
  expect(({} as Record<string, unknown>).run).toBeUndefined();
});

it('reads each name that symlinks give a dataset once, and refuses an event with more than a hundred of one', () => {
  const named = (identifiers: unknown) => told({ inputs: [{ namespace: 'hive://m:9083', name: 'db.t', facets: { symlinks: { identifiers } } }] });
  const location = { namespace: 's3a://lake', name: '/db/t', type: 'LOCATION' };
  const of = (identifiers: unknown) => readEvents(bytes(named(identifiers))).events[0]?.inputs[0];
  const many = Array.from({ length: 101 }, (_, at) => ({ namespace: 'file', name: `/x${at}` }));
  expect(of([location, location, { namespace: 's3://lake', name: 'db/t' }, { namespace: 'hive://m:9083', name: 'db.t' }])?.others).toEqual(['s3://lake/db/t']);
  expect(of([null, 7, {}, { namespace: 'x'.repeat(5000), name: 'y' }])?.others).toEqual([]);
  expect(of('all')?.others).toEqual([]);
  expect(of([location, { namespace: 'lid', name: 'lid://00ff/a' }])).toMatchObject({ lid: 'lid://00ff/a', others: ['s3://lake/db/t'] });
  expect(of(many.slice(1))?.others).toHaveLength(100);
  expect(readEvents(bytes(named(many))).refused).toEqual([{ at: 1, why: 'inputs: a dataset with more than 100 other names' }]);
});

it('reads an array, the answer of Marquez, and one event over several lines', () => {
  const array = bytes(`[\n${told({})},\n${told({ eventType: 'COMPLETE' })},\n7]`);
  expect(readEvents(array)).toMatchObject({ unit: 'element', refused: [{ at: 3, why: 'not a JSON object' }] });
  expect(eventText(array, 'element', 2)).toBe(told({ eventType: 'COMPLETE' }));
  const page = readEvents(bytes(JSON.stringify({ totalCount: 3, events: [plain, { ...plain, eventType: 'FAIL' }, plain] })));
  expect(page).toMatchObject({ unit: 'element', events: [{ at: 1 }, { at: 2 }], repeated: 1 });
  expect(readEvents(bytes(JSON.stringify(plain, null, 2))).events).toHaveLength(1);
  expect(readEvents(bytes('')).events).toEqual([]);
  expect(readEvents(bytes(`broken\n${told({})}`))).toMatchObject({ unit: 'line', refused: [{ at: 1, why: 'not JSON' }], events: [{ at: 2 }] });
});

it('refuses a line over 4 MiB, and goes on behind it', () => {
  const { events, refused } = readEvents(bytes(`${told({ note: 'x'.repeat(4 * 1024 * 1024) })}\n${told({})}\n`));
  expect(refused).toEqual([{ at: 1, why: 'longer than 4194304 bytes' }]);
  expect(events).toHaveLength(1);
});
