/** One field of a record by its name and form: times, sizes, scripts, parameter lists, labels; anything else as a tree. */
import type { ReactNode } from 'react';
import { Instant } from '../../parts/instant';
import { type Json, JsonTree, type LongLists, type TreeLink } from '../../parts/json-tree';
import { Labels } from '../../parts/labels';
import { SafeText } from '../../parts/masked';
import { Size } from '../../parts/size';
import { visibleText } from '../../parts/visible-text';
import { runWords } from '../../words/run';

interface FieldProps {
  name: string;
  value: Json;
  links: ReadonlyMap<string, TreeLink>;
  long: LongLists;
}

interface Parameter {
  type: Json;
  name: Json;
  value: Json;
}

/** A non-empty list of {type, name, value}, and nothing else in them. */
function asParameters(value: Json): readonly Parameter[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const isParameter = (item: unknown): item is Parameter =>
    typeof item === 'object' && item !== null && 'name' in item && 'value' in item && Object.keys(item).every((key) => key === 'type' || key === 'name' || key === 'value');
  return value.every(isParameter) ? value : null;
}

function asTexts(value: Json): readonly string[] | null {
  return Array.isArray(value) && value.every((item): item is string => typeof item === 'string') ? value : null;
}

const plain = (value: Json): ReactNode => (typeof value === 'string' ? visibleText(value) : value === null || value === undefined ? '' : JSON.stringify(value));

function ParameterTable({ parameters, field, links, long }: { parameters: readonly Parameter[]; field: string } & Pick<FieldProps, 'links' | 'long'>) {
  return (
    <table className="parameters" aria-label={visibleText(field)}>
      <thead>
        <tr>
          <th scope="col">{runWords.param}</th>
          <th scope="col">{runWords.type}</th>
          <th scope="col">{runWords.value}</th>
        </tr>
      </thead>
      <tbody>
        {parameters.map((parameter, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names can repeat; the list is what was recorded
          <tr key={index}>
            <td>{plain(parameter.name)}</td>
            <td className="muted">{plain(parameter.type)}</td>
            <td>
              <JsonTree value={parameter.value} links={links} long={long} within={[field, String(index), 'value']} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function RecordField({ name, value, links, long }: FieldProps) {
  if (typeof value === 'string' && (name === 'createdAt' || name === 'modifiedAt')) return <Instant value={value} />;
  if (typeof value === 'number' && name === 'size') return <Size bytes={value} />;
  if (typeof value === 'string' && name === 'script') {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling block must be reachable by keyboard
      <pre className="script mono" tabIndex={0}>
        {value.split('\n').map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one script never move
          <span key={index}>
            <SafeText text={line.replaceAll('\t', '    ')} />
            {'\n'}
          </span>
        ))}
      </pre>
    );
  }
  // A list that is not here as a whole is drawn as one, whatever its first entries look like.
  if (long.countOf([name]) !== undefined) return <JsonTree value={value} links={links} long={long} within={[name]} />;
  const labels = name === 'labels' ? asTexts(value) : null;
  if (labels && labels.length > 0) return <Labels labels={labels} />;
  const parameters = asParameters(value);
  if (parameters) return <ParameterTable parameters={parameters} field={name} links={links} long={long} />;
  return <JsonTree value={value} links={links} long={long} within={[name]} />;
}
