/** Any JSON value as a readable tree: LIDs are links, times are in UTC where asked, hidden values are seen to be hidden. */
import { type ReactNode, useState } from 'react';
import { partsWords } from '../words/parts';
import './json-tree.css';
import { LidLink } from './lid-link';
import { SafeText } from './masked';
import { NamedLid } from './named-lid';
import { visibleLines, visibleText } from './visible-text';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** How many entries of a list or object are drawn before "show all". */
const firstEntries = 50;

export interface TreeLink {
  lid: string;
  kind: string;
  title: string;
  present: boolean;
}

/** Lists and objects of which the value holds the first entries alone; each is named by the members and positions that lead to it. */
export interface LongLists {
  /** How many entries it has; undefined where the value holds them all. */
  countOf: (within: readonly string[]) => number | undefined;
  /** All of them, drawn once they are asked for. */
  all: (within: readonly string[]) => ReactNode;
}

interface TreeProps {
  value: Json;
  /** What is known of the LIDs in it, by LID. */
  links?: ReadonlyMap<string, TreeLink>;
  long?: LongLists;
  /** Where the value stands, for `long`. */
  within?: readonly string[];
}

function Text({ text, links }: { text: string; links: ReadonlyMap<string, TreeLink> | undefined }) {
  if (text === '') return <span className="muted">{partsWords.empty}</span>;
  if (/^lid:\/\/./.test(text)) {
    const link = links?.get(text);
    // What is known by a name is called by it, its LID beside it; what is not here has none.
    if (link !== undefined && link.kind !== 'Missing') return <NamedLid lid={link.lid} title={link.title} kind={link.kind} present={link.present} />;
    return <LidLink lid={link?.lid ?? text} whole {...(link && { kind: link.kind, present: link.present })} />;
  }
  if (!text.includes('\n')) {
    return (
      <span className="wrap-anywhere">
        <SafeText text={text} />
      </span>
    );
  }
  return <span className="tree-block mono">{visibleLines(text)}</span>;
}

type JsonObject = { readonly [key: string]: Json };

/** A recorded checksum: nothing but value, algorithm and mode. */
function asChecksum(value: JsonObject): { value: string; about: string } | null {
  const { value: digits, algorithm, mode, ...rest } = value;
  if (typeof digits !== 'string' || Object.keys(rest).length > 0 || (algorithm === undefined && mode === undefined)) return null;
  return { value: digits, about: [algorithm, mode].filter((one) => typeof one === 'string').join(', ') };
}

/** A recorded file that is named by path: nothing but path and checksum. */
function asDataPath(value: JsonObject): { path: string; checksum: ReturnType<typeof asChecksum> } | null {
  const { path, checksum, ...rest } = value;
  if (typeof path !== 'string' || checksum === undefined || Object.keys(rest).length > 0) return null;
  if (checksum === null) return { path, checksum: null };
  return typeof checksum === 'object' && !Array.isArray(checksum) ? { path, checksum: asChecksum(checksum as JsonObject) } : null;
}

function ChecksumText({ checksum }: { checksum: { value: string; about: string } }) {
  return (
    <>
      <span className="mono wrap-anywhere">{visibleText(checksum.value)}</span> <span className="muted">({visibleText(checksum.about)})</span>
    </>
  );
}

interface EntriesProps extends Omit<TreeProps, 'value'> {
  entries: readonly (readonly [string, Json])[];
  within: readonly string[];
  isList: boolean;
}

function Entries({ entries, isList, within, links, long }: EntriesProps) {
  const [all, setAll] = useState(false);
  const more = long?.countOf(within);
  if (all && more !== undefined) return long?.all(within);
  const drawn = all ? entries : entries.slice(0, firstEntries);
  const count = more ?? entries.length;
  return (
    <ul className="tree">
      {drawn.map(([name, value]) => (
        <li key={name}>
          <span className="tree-name">{visibleText(isList ? String(Number(name) + 1) : name)}</span>{' '}
          <JsonTree value={value} within={[...within, name]} {...(links && { links })} {...(long && { long })} />
        </li>
      ))}
      {drawn.length < count && (
        <li>
          <button type="button" className="term" onClick={() => setAll(true)}>
            {partsWords.showAll(count)}
          </button>
        </li>
      )}
    </ul>
  );
}

export function JsonTree({ value, links, long, within = [] }: TreeProps): ReactNode {
  if (value === null) return <span className="muted">{partsWords.notRecorded}</span>;
  if (typeof value === 'string') return <Text text={value} links={links} />;
  if (typeof value !== 'object') return <span className="mono">{String(value)}</span>;
  const checksum = Array.isArray(value) ? null : asChecksum(value as JsonObject);
  if (checksum) return <ChecksumText checksum={checksum} />;
  const file = Array.isArray(value) ? null : asDataPath(value as JsonObject);
  if (file) {
    return (
      <>
        <Text text={file.path} links={links} /> <div className="muted">{file.checksum ? <ChecksumText checksum={file.checksum} /> : partsWords.noChecksum}</div>
      </>
    );
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return <span className="muted">{partsWords.empty}</span>;
  return <Entries entries={entries} isList={Array.isArray(value)} within={within} {...(links && { links })} {...(long && { long })} />;
}
