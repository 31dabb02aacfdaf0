/** Datasets that an event names as the origin of columns it wrote and leaves out of its inputs (facet `columnLineage` of an output, spec 1-2-0), as dbt does with tables outside its project. */
import { arrayOf, type Json, type JsonObject, objectOf, textOf } from '../record/json';
import { datasetId, longestName } from './dataset-id';

/** Of an event's JSON. */
type NamedByColumns = Record<'namespace' | 'name', string>;

/**
 * Each once, in the order of the event; what has no namespace or name, or a longer one than a dataset can have, names nothing. `fields` are columns with their `inputFields`,
 * `dataset` is what bears on all of them (by a filter, a join). A symlink of an input names that input.
 */
export function columnInputs(event: JsonObject): NamedByColumns[] {
  const inputs = arrayOf(event.inputs).map(objectOf);
  const symlinks = inputs.flatMap(({ facets }) => arrayOf(objectOf(objectOf(facets).symlinks).identifiers));
  const seen = new Set([...inputs, ...symlinks].flatMap((one) => named(one)?.id ?? []));
  return arrayOf(event.outputs)
    .flatMap((output) => originsOf(objectOf(objectOf(objectOf(output).facets).columnLineage)))
    .flatMap((origin) => {
      const one = named(origin);
      if (one === null || seen.has(one.id)) return [];
      seen.add(one.id);
      return [{ namespace: one.namespace, name: one.name }];
    });
}

function named(value: Json): (NamedByColumns & { id: string }) | null {
  const [namespace, name] = [textOf(objectOf(value).namespace), textOf(objectOf(value).name)];
  return namespace === null || name === null || namespace.length > longestName || name.length > longestName ? null : { namespace, name, id: datasetId(namespace, name) };
}

function originsOf(facet: JsonObject): Json[] {
  return [...Object.values(objectOf(facet.fields)).flatMap((column) => arrayOf(objectOf(column).inputFields)), ...arrayOf(facet.dataset)];
}
