/** `maps`: where recorded files are now; tried before they are set. */
import type { PathMap, TriedMap } from '../../../core/contract/workspaces';
import { AuditError } from '../../../core/errors';
import { table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { counted, countText } from '../words';
import { addMap } from './add';

interface Options {
  set: PathMap[];
  try: PathMap[];
  clear?: boolean;
}

export const mapsVerb: Verb = (program, act) => {
  program
    .command('maps')
    .description('where recorded files are now: show, try or set the path maps; the longest FROM that fits wins')
    .option('--try <from=to>', 'try this map with those that are set, without setting it; may be repeated', addMap, [])
    .option('--set <from=to>', 'set this map, in place of one with the same FROM; may be repeated', addMap, [])
    .option('--clear', 'take away all maps first')
    .action(
      act(async (session, { set, try: trial, clear = false }: Options) => {
        if (trial.length > 0 && (set.length > 0 || clear)) throw new AuditError('bad-input', 'Either --try maps, or --set them.');
        const name = await session.workspace();
        const { workspace } = await session.call('workspaces.get', { workspace: name });
        const maps = [...(clear ? [] : workspace.maps).filter(({ from }) => ![...set, ...trial].some((one) => one.from === from)), ...set, ...trial];
        const saved = set.length > 0 || clear;
        if (saved) await session.call('workspaces.setMaps', { workspace: name, maps });
        const tried = await session.call('workspaces.tryMaps', { workspace: name, maps });
        const what = trial.length > 0 ? 'Tried, not set.' : saved ? 'Set.' : '';
        return { json: { ...tried, set: saved }, text: mapsText(tried, session.width, what) };
      }),
    );
};

function mapsText(
  { found, total, missing, maps }: { found: number; total: number; missing: readonly string[]; maps: readonly TriedMap[] },
  width: number | null,
  what: string,
): string {
  const rows = table(
    maps,
    [
      { title: 'recorded below', text: ({ from }) => from, whole: true },
      { title: 'now below', text: ({ to }) => to, whole: true },
      { title: 'found', text: ({ found: of, catches }) => `${countText(of)} of ${countText(catches)}`, whole: true },
      { title: 'note', text: ({ problem }) => problem ?? '' },
    ],
    width,
  );
  const none = maps.length === 0 ? 'No path is mapped: files are looked for where the records say.\n' : '';
  const first = missing.slice(0, 5).map((path) => `  ${visibleLine(path)}\n`);
  const rest = first.length === 0 ? '' : `Not found, for example:\n${first.join('')}`;
  return `${rows}${none}${countText(found)} of ${counted(total, 'recorded file')} found.${what === '' ? '' : ` ${what}`}\n${rest}`;
}
