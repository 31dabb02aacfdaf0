/** `masking …`: what is masked in this workspace, its own lists, a try of them, and the mask of a text. */
import type { Output } from '../../../core/contract';
import { AuditError } from '../../../core/errors';
import { type ListEntry, type MaskingRules, type PersonalKind, personalKinds } from '../../../core/redact/policy';
import { ruleWords } from '../../../core/secrets/rules';
import type { Answer } from '../answer';
import type { Session } from '../session';
import { table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { counted, countText } from '../words';

interface Changes {
  mask?: string[];
  show?: string[];
  deny?: string[];
  allow?: string[];
  forget?: string[];
  reason?: string;
  try?: boolean;
}

export const maskingVerb: Verb = (program, act) => {
  const masking = program.command('masking').description('what is masked in answers, reports, exports and redacted bundles');
  masking
    .command('rules')
    .description('show the rules, or change them; in a pattern # is a digit, * some letters, digits, - _ or .; each option adds to what is kept')
    .option('--mask <kind...>', `a kind of personal data: ${personalKinds.join(', ')}`)
    .option('--show <kind...>', 'a kind that is not masked any more')
    .option('--deny <pattern...>', 'an exact text or a pattern, such as PAT-####: masked wherever it stands')
    .option('--allow <pattern...>', 'shown, whatever a rule says; a secret too')
    .option('--forget <pattern...>', 'take it off both lists')
    .option('--reason <text>', 'why: kept beside each pattern that is new, and in the journal')
    .option('--try', 'say what these rules would mask, and set nothing')
    .action(
      act(async (session, changes: Changes) => {
        const workspace = await session.workspace();
        const kept = await session.call('masking.get', { workspace });
        const rules = changedBy(kept, changes);
        if (changes.try === true) return tried(session, workspace, rules);
        const isChange = [changes.mask, changes.show, changes.deny, changes.allow, changes.forget].some((one) => one !== undefined);
        if (!isChange) return told(kept);
        await session.call('masking.set', { workspace, ...rules, reason: changes.reason ?? '' });
        return told(await session.call('masking.get', { workspace }));
      }),
    );
  masking
    .command('token <text>')
    .description('the digits that a mask of this text has here: equal to those in a report, the mask stands for this text')
    .action(
      act(async (session, text: string) => {
        const token = await session.call('masking.token', { text });
        return { json: token, text: `hmac:${token.shown}  (key ${token.key}; in full ${token.hmac})\n` };
      }),
    );
};

function changedBy({ personal, deny, allow }: MaskingRules, changes: Changes): MaskingRules {
  const reason = changes.reason ?? '';
  const next = (list: readonly ListEntry[], more: string[] = []) =>
    [...list.filter(({ pattern }) => !more.includes(pattern)), ...[...new Set(more)].map((pattern) => ({ pattern, reason }))].filter(
      ({ pattern }) => !(changes.forget ?? []).includes(pattern),
    );
  const shown = new Set(kindsOf(changes.show));
  return { personal: [...new Set([...personal, ...kindsOf(changes.mask)])].filter((kind) => !shown.has(kind)), deny: next(deny, changes.deny), allow: next(allow, changes.allow) };
}

function kindsOf(names: readonly string[] = []): PersonalKind[] {
  return names.map((name) => {
    const kind = personalKinds.find((one) => one === name);
    if (kind === undefined) throw new AuditError('bad-input', `"${name}" is no kind of personal data: ${personalKinds.join(', ')}. Secrets are masked always.`);
    return kind;
  });
}

function told(rules: Output<'masking.get'>): Answer {
  const list = (title: string, entries: readonly ListEntry[]) =>
    `${title}: ${entries.length === 0 ? 'nothing\n' : `\n${entries.map(({ pattern, reason }) => `  ${visibleLine(pattern)}${reason === '' ? '' : `  (${visibleLine(reason)})`}\n`).join('')}`}`;
  const kinds = personalKinds.map((kind) => `  ${rules.personal.includes(kind) ? 'masked' : 'shown '}  ${kind}: ${ruleWords(kind)}\n`).join('');
  const key = rules.keyKept === 'file' ? `kept in ${rules.keyWhere}` : `of this session alone: ${rules.keyWhere}`;
  return {
    json: rules,
    raw: true,
    text: `Rules ${rules.number} (${rules.rules}); key ${rules.key}, ${visibleLine(key)}\nSecrets are masked always. Personal data:\n${kinds}${list('Deny', rules.deny)}${list('Allow', rules.allow)}`,
  };
}

async function tried(session: Session, workspace: string, { personal, deny, allow }: MaskingRules): Promise<Answer> {
  const result = await session.job('masking.try', { workspace, personal, deny, allow });
  const rows = table(
    result.found,
    [
      { title: 'rule', text: (one) => one.rule, whole: true },
      { title: 'what', text: (one) => one.title, whole: true },
      { title: 'records', text: (one) => countText(one.records), right: true },
      { title: 'places', text: (one) => countText(one.places), right: true },
      { title: 'originals', text: (one) => countText(one.texts), right: true },
      { title: 'for example', text: (one) => (one.examples[0] === undefined ? '' : `${one.examples[0].lid} ${one.examples[0].path} ${one.examples[0].shown}`) },
    ],
    session.width,
  );
  const passed = result.allowed === 0 ? '' : ` ${counted(result.allowed, 'place')} shown, as the allow list names them.`;
  return {
    json: result,
    text: `${rows}Nothing was set. ${counted(result.places, 'place')} in ${counted(result.read, 'record')} would be masked.${passed} Rules cannot find all.\n`,
  };
}
