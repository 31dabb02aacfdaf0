/** The values of a run's #output record: LIDs and plain paths, each with the name of the workflow output that holds it. */

import { parametersOf } from '../../record/facts';
import { isObject, type Json } from '../../record/json';
import { isLid, keyOfLid, plainPath } from '../../record/lid';

export interface OutputValue {
  output: string | null;
  to: { key: string } | { path: string };
}

/** A text that is an absolute path or names a file on an object store or in a folder. */
const absolutePath = /^(\/[^/\n]|(file|s3|gs|az|abfss?|wasbs?|hdfs|oss|dx|ftp|https?):\/)[^\n]*$/i;

/** In the order of the record, each once a name. Of type `Path`, any text is a path. */
export function outputValues(output: Json | undefined): OutputValue[] {
  const values: OutputValue[] = [];
  const seen = new Set<string>();
  for (const { name, type, value } of parametersOf(output)) {
    const add = (id: string, to: OutputValue['to']) => {
      const known = JSON.stringify([name, id]);
      if (!seen.has(known)) values.push({ output: name, to });
      seen.add(known);
    };
    const walk = (item: Json) => {
      if (isLid(item)) {
        const key = keyOfLid(item);
        if (key !== '') add(`k${key}`, { key });
      } else if (typeof item === 'string') {
        if (absolutePath.test(item) || (/^path$/i.test(type ?? '') && item !== '' && item === value)) add(`p${plainPath(item)}`, { path: plainPath(item) });
      } else if (Array.isArray(item)) item.forEach(walk);
      else if (isObject(item)) Object.values(item).forEach(walk);
    };
    walk(value);
  }
  return values;
}
