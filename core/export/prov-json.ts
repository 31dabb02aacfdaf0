/** PROV-JSON (W3C member submission, 2013). */
import type { ExportFormat } from './format';
import { jsonText } from './json-text';
import { type Attributes, carried, type Element, limits, prefixes, provOf, type Relation, type Value } from './prov-model';

const written = (value: Value) => ('text' in value ? value.text : 'typed' in value ? { $: value.typed, type: value.type } : { $: value.name, type: 'prov:QUALIFIED_NAME' });

function members(attributes: Attributes): Record<string, unknown> {
  const all = new Map<string, unknown[]>();
  for (const [name, value] of attributes) all.set(name, [...(all.get(name) ?? []), written(value)]);
  return Object.fromEntries([...all].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}

function elementMembers(element: Element): Record<string, unknown> {
  const start = element.is === 'activity' && element.startTime !== null ? { 'prov:startTime': element.startTime } : {};
  return { ...start, ...members(element.attributes) };
}

function relationMembers({ is, ...ends }: Relation): Record<string, unknown> {
  return Object.fromEntries(Object.entries(ends).flatMap(([name, end]) => (end === null ? [] : [[`prov:${name}`, end]])));
}

export const provJson: ExportFormat = {
  id: 'prov-json',
  title: 'W3C PROV as JSON (PROV-JSON)',
  standard: 'PROV-DM, PROV-JSON',
  extension: 'json',
  carries: carried,
  limits,
  *parts(scope, making) {
    const { elements, relations } = provOf(scope, making);
    yield `{"prefix":${jsonText(prefixes)}`;
    for (const is of ['entity', 'activity', 'agent'] as const) {
      const known = new Set<string>();
      for (const element of elements()) {
        if (element.is !== is || known.has(element.id)) continue;
        yield `${known.size === 0 ? `,\n"${is}":{` : ','}\n${jsonText(element.id)}:${jsonText(elementMembers(element))}`;
        known.add(element.id);
      }
      if (known.size > 0) yield '\n}';
    }
    for (const is of ['used', 'wasGeneratedBy', 'wasDerivedFrom', 'wasAssociatedWith'] as const) {
      let count = 0;
      for (const relation of relations()) {
        if (relation.is !== is) continue;
        yield `${count === 0 ? `,\n"${is}":{` : ','}\n"_:${is}${count++}":${jsonText(relationMembers(relation))}`;
      }
      if (count > 0) yield '\n}';
    }
    yield '\n}\n';
  },
};
