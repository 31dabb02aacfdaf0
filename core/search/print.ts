/** Writes a query as text that reads back as the same query. */
import { instantText } from './instant';
import type { Condition, Query } from './query';

/** Texts that need no quotes whatever stands around them. */
const plain = /^[\p{L}\p{N}_./][\p{L}\p{N}_./@=+%#~,()[\]{}*?!&;|'$^<>-]*$/u;

export function printQuery({ terms }: Query): string {
  return terms.map(({ not, ...condition }) => (not ? '-' : '') + printCondition(condition)).join(' ');
}

export function printCondition(condition: Condition): string {
  switch (condition.is) {
    case 'text':
      return quoted(condition.text);
    case 'kind':
      return `kind:${condition.kind}`;
    case 'verdict':
      return `verdict:${condition.verdict}`;
    case 'before':
    case 'after':
      return `${condition.is}:${instantText(condition.ms)}`;
    case 'param':
    case 'tag':
      return `${condition.is}:${quoted(condition.value === null ? condition.name : `${condition.name}=${condition.value}`)}`;
    case 'label':
      return condition.begins ? `label:${condition.text}*` : `label:${labelText(condition.text)}`;
    default:
      return `${condition.is}:${valueText(condition.text)}`;
  }
}

/** A value as it stands behind a qualifier: colons need no quotes there. */
export function valueText(text: string): string {
  return plain.test(text.replaceAll(':', '_')) ? text : inQuotes(text);
}

/** A label that is meant whole: a star at its end is its own. */
export function labelText(text: string): string {
  return text.endsWith('*') ? inQuotes(text) : valueText(text);
}

function quoted(text: string): string {
  return plain.test(text) ? text : inQuotes(text);
}

function inQuotes(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
