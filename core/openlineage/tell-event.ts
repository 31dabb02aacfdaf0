/** What one OpenLineage event says, for people: names as its sender wrote them, which facets it has, a parent, an error. */
import { arrayOf, isObject, type Json, type JsonObject, objectOf, stringOf } from '../record/json';
import { columnInputs } from './column-inputs';

export interface ToldName {
  namespace: string;
  name: string;
  /** By its symlinks. */
  others: string[];
  /** It is not among the inputs: facets `columnLineage` alone name it. */
  byColumns: boolean;
}

export interface TellsOf {
  producer: string;
  parent: string | null;
  error: string | null;
  inputs: ToldName[];
  outputs: ToldName[];
  facets: string[];
}

const longest = 500;
const mostOthers = 20;
const mostFacets = 100;

/** `event` was read by read-events.ts. */
export function tellsOf(event: JsonObject): TellsOf {
  const [run, job] = [objectOf(event.run), objectOf(event.job)];
  return {
    producer: short(event.producer),
    parent: parentOf(objectOf(objectOf(run.facets).parent)),
    error: (stringOf(objectOf(objectOf(run.facets).errorMessage).message)?.split('\n')[0] ?? '').slice(0, longest) || null,
    inputs: [...arrayOf(event.inputs).map(nameOf), ...columnInputs(event).map((origin) => ({ ...origin, others: [], byColumns: true }))],
    outputs: arrayOf(event.outputs).map(nameOf),
    facets: [
      ...new Set([
        ...names('run', run.facets),
        ...names('job', job.facets),
        ...arrayOf(event.inputs).flatMap((one) => [...names('input', objectOf(one).facets), ...names('input', objectOf(one).inputFacets)]),
        ...arrayOf(event.outputs).flatMap((one) => [...names('output', objectOf(one).facets), ...names('output', objectOf(one).outputFacets)]),
      ]),
    ].slice(0, mostFacets),
  };
}

const short = (value: Json | undefined) => (stringOf(value) ?? '').slice(0, longest);
const names = (of: string, facets: Json | undefined) => (isObject(facets) ? Object.keys(facets).map((name) => `${of}.${name}`.slice(0, 200)) : []);

/** Facet parent, spec 1-1-0: `{run: {runId}, job: {namespace, name}}`. */
function parentOf(facet: JsonObject): string | null {
  const [job, run] = [objectOf(facet.job), objectOf(facet.run)];
  const parts = [short(job.namespace), short(job.name), short(run.runId)].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(' · ');
}

function nameOf(value: Json): ToldName {
  const dataset = objectOf(value);
  const [namespace, name] = [stringOf(dataset.namespace) ?? '', stringOf(dataset.name) ?? ''];
  const symlinks = arrayOf(objectOf(objectOf(dataset.facets).symlinks).identifiers).map(objectOf);
  return {
    namespace,
    name,
    others: symlinks.slice(0, mostOthers).map((one) => [short(one.type), short(one.namespace), short(one.name)].filter((part) => part !== '').join(' · ')),
    byColumns: false,
  };
}
