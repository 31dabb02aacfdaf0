/** Makes the report of a file anew, from what the file says it was made of, and tells whether it is the same to the byte or why not. */
import type { Output } from '../../contract';
import type { ReportAbout, ReportEvidence, ReportOutline, ReportSettings } from '../../contract/reports';
import type { Progress } from '../../contract/shared';
import { AuditError } from '../../errors';
import { parseCheckpoint } from '../../evidence/tree/checkpoint';
import { sameBytes } from '../../evidence/tree/hash';
import type { Ports } from '../../ports';
import { visibleText } from '../../preview/visible-text';
import { productWords } from '../../report/compose';
import { evidenceName, statementName } from '../../report/enclosed';
import { finalVersion } from '../../report/final';
import { reportId } from '../../report/report-id';
import { base64Of } from '../base64';
import type { EngineContext } from '../context';
import type { Workspaces } from '../workspaces';
import { drawPdf } from '../write-out';
import { carriedOver } from './enclose';
import { named } from './named';
import { type StateThen, stateThen } from './of-checkpoint';
import { namesIn, readEvidence } from './read-evidence';
import type { DrawnReport } from './whole';

type Answer = Output<'report.again'>;
type Make = (then: StateThen, about: ReportAbout, settings: ReportSettings, version: number, signal: AbortSignal) => AsyncGenerator<Progress, DrawnReport>;

interface Asked {
  ports: Ports;
  context: EngineContext;
  workspaces: Workspaces;
  workspace: string;
  file: string;
  make: Make;
}

/** Largest file that is looked at, in bytes: a report of 100,000 outputs has half of it. */
const largest = 1 << 30;

/** Throws `not-found`, `not-supported` where the file is no report of this program. */
export async function* again({ ports, context, workspaces, workspace, file, make }: Asked, signal: AbortSignal): AsyncGenerator<Progress, Answer> {
  const bytes = ports.readBack(file);
  if (bytes === null) throw new AuditError('not-found', `${file} is not there.`, { path: file });
  if (bytes.length > largest) throw new AuditError('not-supported', `${file} is larger than any report is.`, { path: file });
  const read = await named(file, () => readEvidence(ports, bytes));
  if (read === null) throw new AuditError('not-supported', `${file} holds no evidence.json, or one that is no JSON, so it cannot be made again.`, { path: file });
  const names = namesIn(read.whole);
  const program = productWords(ports.who);
  const answer = (reason: Answer['reason'], message: string, more: Partial<Pick<Answer, 'section' | 'byte'>> = {}): Answer => ({
    file,
    id: names.id,
    checkpoint: names.checkpoint,
    same: reason === 'same',
    reason,
    message,
    section: null,
    byte: null,
    ...more,
  });
  const isOfOther = names.product !== null && names.product !== program;
  const otherProgram = `${visibleText(names.product ?? '')} made it, and this is ${program}`;
  const { evidence } = read;
  if (evidence === null)
    return isOfOther
      ? answer(
          'other-program',
          `${otherProgram}, which does not read it (evidence.json, ${read.unread}), so that nothing is held against it. The program that made it can make it again.`,
        )
      : answer('damaged-data', `Its evidence.json is not of the form that ${program} writes (${read.unread}): the file was altered, or another program wrote that name into it.`);
  const { outline, asked } = evidence;
  const { checkpoint } = outline;

  // Of the data as they lie in the file: what another version wrote besides, or did not write, is no damage.
  if (reportId(asDraft(read.whole.outline as unknown as ReportOutline), ports.sha256()) !== outline.id)
    return answer(
      'damaged-data',
      `The data in the file are not those that its id ${visibleText(outline.id)} was made of: the file was altered, or another version of this program made ids otherwise${isOfOther ? `; ${otherProgram}` : ''}.`,
    );
  if (checkpoint === null) return answer('no-checkpoint', 'The report is of no checkpoint, so it cannot be made again.');
  if (asked === null)
    return answer('question-not-kept', 'The file does not keep the question it answers: an older version of this program made it, or the question held what is masked.');
  context.open(workspace);
  const inside = workspaces.inside(workspace);
  const note = inside.log.numbered(checkpoint.number);
  const here = note === null ? null : parseCheckpoint(note);
  if (here === null || here.origin !== checkpoint.origin || here.size !== checkpoint.size || base64Of(here.root) !== checkpoint.root)
    return answer(
      'other-log',
      `The report is of checkpoint ${checkpoint.number} of the log ${checkpoint.origin}, with root ${checkpoint.root}. The workspace "${workspace}" has ${here === null ? 'no checkpoint of that number' : `another under that number, of the log ${here.origin}, with root ${base64Of(here.root)}`}. It is a report of another workspace, or one of the two was altered.`,
    );
  const then = yield* stateThen(context, workspaces, workspace, checkpoint.number, signal);
  try {
    if (then.checkpoint === null)
      return answer('other-log', 'The evidence of this workspace does not fit what was signed, so nothing can be made again from it. Run "evidence verify" to see all faults.');
    const draft = yield* madeOrWhy(make(then, asked.about, settingsOf(evidence, checkpoint.number), outline.version, signal), signal);
    if (typeof draft === 'string') {
      if (!isOfOther) throw new AuditError('not-supported', `${file} cannot be made again: ${draft}`, { path: file });
      return answer('other-program', `${otherProgram}, which cannot make it: ${draft}`);
    }
    const made = outline.draft ? draft : yield* finalOf(ports, then, draft, signal);
    const section = firstDifferent(outline, made.outline);
    if (isOfOther)
      return answer(
        'other-program',
        `${otherProgram}: its bytes are not compared. ${section === null && outline.id === made.outline.id ? 'Made anew it says the same, under the same id.' : `Made anew it says something else${section === null ? '' : `, first in the section “${section}”`}.`}`,
        { section },
      );
    const drawn = yield* drawPdf(ports, made.outline, signal, made);
    const byte = firstByte(bytes, drawn.bytes);
    const sealed = yield* sealOf(ports, bytes, made);
    if (byte !== null && outline.masking !== undefined && JSON.stringify(sorted(outline.masking)) !== JSON.stringify(sorted(made.outline.masking)))
      return answer('other-masking', `${otherMasking(outline.masking, made.outline.masking)} ${sealed.words}`, { section, byte });
    if (byte === null) {
      if (sealed.statement === 'other')
        return answer('altered', `Made anew it is the same up to the seal, but the ${statementName} that came with the seal states something else: it was put there later.`);
      return answer('same', `Made anew it is the same to the byte, up to the seal. ${sealed.words}`);
    }
    const unnamed = outline.masking === undefined ? ', or the rules of masking, which the file does not name, have changed since' : '';
    if (section !== null || outline.id !== made.outline.id)
      return answer(
        'says-otherwise',
        `Made anew it says something else${section === null ? '' : `, first in the section “${section}”`}: ${sealed.intact ? 'its seal is intact, so it was not altered since it was made. The evidence here was, or another program wrote this name into it' : 'the data in the file or the evidence here were altered'}${unnamed}. ${sealed.words}`,
        { section, byte },
      );
    const files = await otherFiles(ports, bytes, drawn.bytes, made);
    return answer(
      'altered',
      `Made anew it says the same, but the file is another from byte ${byte} on: ${files.length > 0 ? `of what is embedded, ${files.join(', ')} ${files.length === 1 ? 'is' : 'are'} not as made anew` : 'all that is embedded is as made anew, so its pages were altered, or they were drawn otherwise'}. ${sealed.words}`,
      { byte },
    );
  } finally {
    then.close();
  }
}

/** What of the question cannot be answered here (a section that is not, a run that is not known any more), in words. */
async function* madeOrWhy(making: AsyncGenerator<Progress, DrawnReport>, signal: AbortSignal): AsyncGenerator<Progress, DrawnReport | string> {
  try {
    return yield* making;
  } catch (error) {
    if (signal.aborted || !(error instanceof AuditError) || !['bad-input', 'not-found', 'not-supported'].includes(error.code)) throw error;
    return error.message;
  }
}

/** Whether more than the masks differs cannot be told: what is masked is not in the file. */
function otherMasking(then: NonNullable<ReportOutline['masking']>, now: ReportOutline['masking']): string {
  const what = [
    ...(then.rules === now?.rules ? [] : [`it was masked by the rules ${then.rules}, and those of the workspace are ${now?.rules ?? 'unknown'} now`]),
    ...(then.key === now?.key ? [] : [`the digests in its masks are of the key ${then.key}, and the key of this installation is ${now?.key ?? 'unknown'}`]),
  ];
  return `Made anew it has other masks: ${what.join('; ')}. Whether anything else differs cannot be told. The journal says when rules of masking were changed, and why; set them as they were then to hold the rest against it.`;
}

function asDraft({ id: _id, ...outline }: ReportOutline): Omit<ReportOutline, 'id'> {
  return outline.draft ? outline : { ...outline, draft: true, sections: outline.sections.filter(({ id }) => id !== 'signatures') };
}

async function* finalOf(ports: Ports, then: StateThen, { outline, asked, attachments }: DrawnReport, signal: AbortSignal): AsyncGenerator<Progress, DrawnReport> {
  const final = finalVersion(outline);
  const named = attachments.filter(({ name }) => name !== statementName);
  const evidence = { outline, asked, attached: named.map(({ name, content: { sha256 } }) => ({ name, sha256 })) };
  const read = async (name: string) => named.find((one) => one.name === name)?.content ?? null;
  return { outline: final, ...(yield* carriedOver(ports, then.signers, final, evidence, read, signal)) };
}

function settingsOf({ outline, asked }: ReportEvidence, at: number): ReportSettings {
  const { classification, organisation, logo, supersedes } = outline;
  return {
    at,
    classification,
    ...(asked?.sections === undefined ? {} : { sections: asked.sections }),
    ...(asked?.against === undefined ? {} : { against: asked.against }),
    ...(organisation === null ? {} : { organisation }),
    ...(logo === null ? {} : { logo }),
    ...(supersedes === null ? {} : { supersedes }),
  };
}

/** What the seal of the file tells of it, and whether the statement that came with it states what the one made anew does; who signed that is for the script to say. */
async function* sealOf(ports: Ports, file: Uint8Array, { attachments }: DrawnReport): AsyncGenerator<Progress, { intact: boolean; words: string; statement: 'same' | 'other' }> {
  yield { phase: 'reading the seal', done: 0, total: null };
  const own = await embeddedOr(ports, file, statementName);
  const made = (await attachments.find(({ name }) => name === statementName)?.content.bytes) ?? null;
  const statement = (own === null ? null : payloadOf(own)) === (made === null ? null : payloadOf(made)) ? 'same' : 'other';
  const seal = await ports.pdfSign.signatures(file, undefined, ports.clock.now().ms).then(
    (all) => all.find(({ kind }) => kind === 'seal') ?? null,
    () => null,
  );
  if (seal === null) return { intact: false, statement, words: 'It has no seal that can be read: it was taken away, or never put on.' };
  const intact = seal.integrity === 'intact' && seal.covers.later !== 'other' && seal.covers.later !== 'unknown';
  const whose = seal.madeHere ? 'of this installation' : 'of another installation, or one that says so';
  return {
    intact: intact && seal.madeHere,
    statement,
    words: intact ? `Its seal, ${whose}, is intact.` : `Its seal, ${whose}, is broken or does not cover what was added: the check of signatures tells more.`,
  };
}

/** Names of embedded files that differ from those made anew; the one that the seal brings is looked at elsewhere. */
async function otherFiles(ports: Ports, file: Uint8Array, drawn: Uint8Array, { attachments }: DrawnReport): Promise<string[]> {
  const names = [evidenceName, ...attachments.map(({ name }) => name)].filter((name) => name !== statementName);
  const other: string[] = [];
  for (const name of names) {
    const [ours, theirs] = [await embeddedOr(ports, drawn, name), await embeddedOr(ports, file, name)];
    if (ours === null || theirs === null ? ours !== theirs : !sameBytes(ours, theirs)) other.push(name);
  }
  return other;
}

async function embeddedOr(ports: Ports, file: Uint8Array, name: string): Promise<Uint8Array | null> {
  try {
    return await ports.pdfSign.embedded(file, name);
  } catch {
    return null;
  }
}

function payloadOf(envelope: Uint8Array): string | null {
  try {
    const { payload } = JSON.parse(new TextDecoder().decode(envelope));
    return typeof payload === 'string' ? payload : null;
  } catch {
    return null;
  }
}

function firstDifferent(file: ReportOutline, made: ReportOutline): string | null {
  const at = Array.from({ length: Math.max(file.sections.length, made.sections.length) }, (_, i) => i).find(
    (i) => JSON.stringify(sorted(file.sections[i])) !== JSON.stringify(sorted(made.sections[i])),
  );
  return at === undefined ? null : ((made.sections[at] ?? file.sections[at])?.id ?? null);
}

/** evidence.json has its members in the order of their names. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, sorted(one)]),
  );
}

/** Of the bytes up to the seal; null where they are the same. */
function firstByte(file: Uint8Array, made: Uint8Array): number | null {
  for (let at = 0; at < made.length; at++) if (file[at] !== made[at]) return at;
  return null;
}
