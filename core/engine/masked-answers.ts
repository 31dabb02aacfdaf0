/** What leaves the engine is masked, whichever handler made it; what the window asks by a mask that it was shown is understood. */
import type { EngineName, Output } from '../contract';
import { AuditError } from '../errors';
import { isPlain, mapTexts } from '../redact/map-texts';
import type { Masker } from '../redact/masker';
import { secretRules } from '../redact/shapes';
import { holdsToken, mapTokens, saidBy } from '../redact/token';

/** Answered as they are: on purpose and saying so, byte for byte as Nextflow prints, or about masking itself. */
const asTheyAre: ReadonlySet<EngineName> = new Set([
  'records.raw',
  'openlineage.raw',
  'lineage.list',
  'lineage.view',
  'lineage.find',
  'lineage.diff',
  'lineage.render',
  'files.handOver',
  // The auditor's own settings, to be changed and set again.
  'workspaces.list',
  'workspaces.get',
  'workspaces.add',
  'workspaces.setMaps',
  'workspaces.testStore',
  'search.saved',
  'search.save',
  'search.unsave',
  'report.templates',
  'masking.get',
  'masking.set',
  'masking.try',
]);

/** What is kept or journalled as it is given: a mask in it stays a mask, which a search understands by itself (core/engine/search/conditions.ts). */
const written: ReadonlySet<EngineName> = new Set([
  'search.find',
  'search.settled',
  'search.scripts',
  'search.suggest',
  'search.save',
  'search.export',
  'tables.begin',
  'tables.add',
  'tables.save',
  'graph.save',
  'name.set',
  'masking.set',
  'masking.try',
  'masking.token',
]);
/** Members of a question that name things; all others are texts of their own. */
const naming = new Set([
  'lid',
  'lids',
  'run',
  'runs',
  'left',
  'right',
  'path',
  'paths',
  'from',
  'to',
  'nodes',
  'about',
  'asked',
  'item',
  'items',
  'shown',
  'anchor',
  'start',
  'file',
  'scope',
  'other',
  'within',
]);

export interface MaskedAnswers {
  /** The question with the originals where it names things by their masks. */
  question<T>(input: T): T;
  answer<T>(answer: T): T;
  /** Its sentence and data masked. */
  error(thrown: unknown): unknown;
}

/** `input`: as it came in. `masker`: asked for when it is used, since the call may open the workspace or change its rules. What the asker says is answered to the asker as it was said. */
export function maskedAnswers(name: EngineName, input: object, masker: () => Masker): MaskedAnswers {
  const said = saidIn(input);
  const folders = said.filter((one) => one.length > 1 && one.includes('/'));
  const shown = <T>(value: T): T => {
    let its: Masker | undefined;
    return mapTexts(value, (text) => {
      if (said.includes(text)) return text;
      its ??= masker();
      return inFolder(text, folders, its);
    });
  };
  return {
    question: (asked) => (written.has(name) ? asked : (revealed(asked, masker(), 'nothing') as typeof asked)),
    answer: (answer) => (asTheyAre.has(name) ? answer : name === 'files.preview' ? lookedInto(answer, shown) : shown(answer)),
    error(thrown) {
      if (!(thrown instanceof AuditError)) return thrown;
      const message = masker().text(thrown.message).value;
      return message === thrown.message && thrown.data === undefined ? thrown : new AuditError(thrown.code, message, shown(thrown.data));
    },
  };
}

/** A look into a file: its content as it is, on purpose; what is said of it masked as all else. */
function lookedInto<T>(answer: T, shown: <U>(value: U) => U): T {
  const { preview } = answer as Output<'files.preview'>;
  const { text, rows, base64, ...said } = preview;
  return { preview: { ...shown(said), text, rows, base64 } } as T;
}

/** A file in a folder that the asker named: the folder stays. */
function inFolder(text: string, folders: readonly string[], masker: Masker): string {
  const folder = folders.length === 0 ? undefined : folders.find((one) => text.startsWith(`${one}/`));
  return folder === undefined ? masker.shown(text) : folder + masker.shown(text.slice(folder.length));
}

/** Texts of the question that hold no mask, a few: a long list is no folder and no name. */
function saidIn(input: object): string[] {
  return Object.values(input).filter((one): one is string => typeof one === 'string' && one !== '' && !holdsToken(one));
}

/** Which masks of a text are turned back: of what stands alone (a value, a word) an original that is a secret would not be seen to be one in the answer, and the index holds it masked. */
type Revealed = 'nothing' | 'no-secrets' | 'all';

function revealed(value: unknown, masker: Masker, which: Revealed): unknown {
  if (typeof value === 'string') return which === 'nothing' ? value : mapTokens(value, (token) => (which === 'no-secrets' && isSecret(token) ? token : masker.reveal(token)));
  if (Array.isArray(value)) return value.map((one) => revealed(one, masker, which));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, revealed(one, masker, whichOf(value, name, which))]));
}

function whichOf({ by, kind }: Record<string, unknown>, name: string, outer: Revealed): Revealed {
  if (by === 'param' || (name === 'text' && kind !== 'path' && kind !== 'record')) return 'no-secrets';
  return naming.has(name) ? 'all' : outer;
}

function isSecret(token: string): boolean {
  return (secretRules as readonly (string | undefined)[]).includes(saidBy(token)?.rule);
}
