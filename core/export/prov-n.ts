/** PROV-N (W3C recommendation, 2013). */
import { visibleText } from '../preview/visible-text';
import { type ExportFormat, remarks } from './format';
import { type Attributes, carried, type Element, limits, prefixes, provOf, type Relation, type Value } from './prov-model';

/** STRING_LITERAL: it has escapes for these alone; other controls are made visible. */
function literal(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
  return `"${visibleText(escaped)}"`;
}

const shown = (value: Value) => ('text' in value ? literal(value.text) : 'typed' in value ? `${literal(value.typed)} %% ${value.type}` : `'${value.name}'`);
const optional = (attributes: Attributes) => (attributes.length === 0 ? '' : `, [${attributes.map(([name, value]) => `${name}=${shown(value)}`).join(', ')}]`);

function elementText(element: Element): string {
  const times = element.is === 'activity' ? `, ${element.startTime ?? '-'}, -` : '';
  return `${element.is}(${element.id}${times}${optional(element.attributes)})`;
}

function relationText(relation: Relation): string {
  switch (relation.is) {
    case 'used':
      return `used(${relation.activity}, ${relation.entity}, -)`;
    case 'wasGeneratedBy':
      return `wasGeneratedBy(${relation.entity}, ${relation.activity}, -)`;
    case 'wasDerivedFrom':
      return `wasDerivedFrom(${relation.generatedEntity}, ${relation.usedEntity})`;
    case 'wasAssociatedWith':
      return `wasAssociatedWith(${relation.activity}, ${relation.agent}, ${relation.plan ?? '-'})`;
  }
}

export const provN: ExportFormat = {
  id: 'prov-n',
  title: 'W3C PROV as text (PROV-N)',
  standard: 'PROV-DM, PROV-N',
  extension: 'provn',
  carries: carried,
  limits: [...limits, 'control and direction marks in names are written visibly (␀, \\u{…}): PROV-N has no way to escape them'],
  *parts(scope, making) {
    const { elements, relations } = provOf(scope, making);
    yield 'document\n';
    for (const [prefix, uri] of Object.entries(prefixes)) yield `prefix ${prefix} <${uri}>\n`;
    for (const line of remarks(scope, making)) yield `// ${visibleText(line).replaceAll('\n', '␊')}\n`;
    const known = new Set<string>();
    for (const element of elements()) {
      if (known.has(element.id)) continue;
      known.add(element.id);
      yield `${elementText(element)}\n`;
    }
    for (const relation of relations()) yield `${relationText(relation)}\n`;
    yield 'endDocument\n';
  },
};
