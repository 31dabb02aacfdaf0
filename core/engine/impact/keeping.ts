/** The facts of impact as columns of a file: texts once, lists of nodes one behind the other. */

import { put } from '../../graph/folders';
import { type ImpactFacts, once, withLookUps } from '../../graph/impact/facts';
import type { Place, TiedPaths } from '../../graph/impact/paths';
import { graphInTurns, graphOf } from '../../graph/load';
import { writtenFiles } from '../../index/queries/impact';
import type { OpenWorkspace } from '../context';
import { isI32, isText, isU8, type Keeping, part } from '../kept-ahead';
import { toEnd } from '../prepared';

/** The lists of a place, in this order. */
const lists = ['outside', 'read', 'tasks', 'owners'] as const satisfies readonly (keyof Place)[];

export function factsKeeping(workspace: OpenWorkspace): Keeping<ImpactFacts> {
  return {
    what: 'impact',
    form: '2',
    before: () => toEnd(graphInTurns(workspace)),
    parts({ role, runOf, published, checksum, without, nullRun, changed, uses, labels, tied }) {
      return {
        role,
        runOf,
        published,
        checksum,
        'without.checksum': without.checksum,
        'without.path': without.path,
        nullRun,
        changed,
        uses,
        labels,
        ...tiedParts(tied()),
      };
    },
    value(parts) {
      const i32 = (name: string) => part(parts, name, isI32);
      const u8 = (name: string) => part(parts, name, isU8);
      const texts = part(parts, 'texts', isText);
      const facts = {
        graph: graphOf(workspace),
        role: u8('role'),
        runOf: i32('runOf'),
        published: u8('published'),
        checksum: i32('checksum'),
        without: { checksum: i32('without.checksum'), path: i32('without.path') },
        nullRun: u8('nullRun'),
        changed: u8('changed'),
        uses: i32('uses'),
        labels: i32('labels'),
        tied: once(() => tiedOf({ texts: JSON.parse(texts), starts: i32('places.start'), nodes: i32('places.nodes'), paths: i32('paths'), owned: i32('owned') })),
      };
      return withLookUps(facts, writtenFiles(workspace.db));
    },
  };
}

function tiedParts({ places, paths, owned }: TiedPaths) {
  const texts = [...places.keys()].sort();
  const number = new Map(texts.map((text, i) => [text, i]));
  const numberOf = (text: string) => {
    let known = number.get(text);
    if (known === undefined) {
      known = texts.push(text) - 1;
      number.set(text, known);
    }
    return known;
  };
  const nodes: number[] = [];
  const starts = [0];
  for (const text of texts) {
    const place = places.get(text);
    for (const list of lists) {
      for (const node of place?.[list] ?? []) nodes.push(node);
      starts.push(nodes.length);
    }
  }
  const pairs = (map: ReadonlyMap<number, readonly string[]>) => Int32Array.from([...map].flatMap(([node, of]) => of.flatMap((text) => [node, numberOf(text)])));
  return { paths: pairs(paths), owned: pairs(owned), 'places.start': Int32Array.from(starts), 'places.nodes': Int32Array.from(nodes), texts: JSON.stringify(texts) };
}

function tiedOf({ texts, starts, nodes, paths, owned }: { texts: string[]; starts: Int32Array; nodes: Int32Array; paths: Int32Array; owned: Int32Array }): TiedPaths {
  const list = (at: number) => [...nodes.subarray(starts[at], starts[at + 1])];
  const places = new Map<string, Place>();
  for (let i = 0; i < (starts.length - 1) / lists.length; i++) {
    const at = i * lists.length;
    places.set(texts[i] ?? '', { outside: list(at), read: list(at + 1), tasks: list(at + 2), owners: list(at + 3) });
  }
  const textsOf = (pairs: Int32Array) => {
    const of = new Map<number, string[]>();
    for (let i = 0; i < pairs.length; i += 2) put(of, pairs[i] ?? -1, texts[pairs[i + 1] ?? -1] ?? '');
    return of;
  };
  return { places, paths: textsOf(paths), owned: textsOf(owned) };
}
