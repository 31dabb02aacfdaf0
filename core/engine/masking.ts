/** What is masked: the rules of a workspace, tried before they are set, and what the mask of a text is. */
import type { EngineHandlers, Output } from '../contract';
import type { MaskTry } from '../contract/masking';
import type { Progress } from '../contract/shared';
import { AuditError } from '../errors';
import { keptVersions } from '../index/queries/kept-versions';
import type { Masker } from '../redact/masker';
import { type ListEntry, type MaskingPolicy, type MaskingRules, personalKinds } from '../redact/policy';
import { tokenDigits } from '../redact/token';
import { patternFinder } from '../secrets/patterns';
import { ruleWords, type ScanRule, scanRules } from '../secrets/rules';
import { createScanner } from '../secrets/scan';
import { stopIfAborted } from '../store/stop';
import type { EngineContext, OpenWorkspace } from './context';
import { maskerBy, masksBy, policyOf } from './masking-of';
import type { Workspaces } from './workspaces';

type Names = 'masking.get' | 'masking.set' | 'masking.try' | 'masking.token';

export function maskingHandlers({ ports, emit }: EngineContext, workspaces: Workspaces): Pick<EngineHandlers, Names> {
  return {
    'masking.get': ({ workspace }) => {
      const policy = policyOf(workspaces.inside(workspace).settings);
      const { kept, where } = ports.masking.key();
      return { ...rulesOf(policy), ...masksBy(ports, policy), keyKept: kept, keyWhere: where };
    },
    'masking.set': ({ workspace: name, reason, ...asked }) => {
      const rules = checked(asked);
      const workspace = workspaces.inside(name);
      const was = policyOf(workspace.settings);
      const masking: MaskingPolicy = { ...rules, number: was.number + 1 };
      const by = masksBy(ports, masking);
      workspace.saveSettings({ ...workspace.settings, masking }, 'masking-set', { was: counted(was), now: counted(masking), rules: by.rules, key: by.key, reason });
      emit({ type: 'workspace-changed', workspace: name });
      return by;
    },
    'masking.try': async function* ({ workspace, ...asked }, signal) {
      const rules = checked(asked);
      const inside = workspaces.inside(workspace);
      const answer = yield* tryRules(inside, rules, maskerBy(ports, rules), signal);
      inside.journal('masking-tried', { read: answer.read, places: answer.places });
      return answer;
    },
    'masking.token': ({ text }) => {
      const hmac = ports.masking.hmac(text);
      return { hmac, shown: hmac.slice(0, tokenDigits), key: ports.masking.key().id };
    },
  };
}

function rulesOf({ personal, deny, allow }: MaskingPolicy): MaskingRules {
  return { personal: [...personal], deny: deny.map((one) => ({ ...one })), allow: allow.map((one) => ({ ...one })) };
}

/** Patterns may name patients: counted, not repeated. */
function counted({ number, personal, deny, allow }: MaskingPolicy): object {
  return { number, personal: [...personal].sort(), deny: deny.length, allow: allow.length };
}

/** Throws `bad-input` for a pattern that cannot be, stands twice or on both lists. */
function checked({ personal, deny, allow }: MaskingRules): MaskingRules {
  const trimmed = (list: readonly ListEntry[]) => list.map(({ pattern, reason }) => ({ pattern: pattern.trim(), reason: reason.trim() }));
  const [denied, allowed] = [trimmed(deny), trimmed(allow)];
  const seen = new Set<string>();
  for (const { pattern } of [...denied, ...allowed]) {
    const one = pattern.toLowerCase();
    if (seen.has(one)) throw new AuditError('bad-input', `"${pattern}" stands twice in the lists. Leave one of them.`);
    seen.add(one);
  }
  patternFinder([...seen]);
  return { personal: [...new Set(personal)], deny: denied, allow: allowed };
}

/** Versions read between two reports of progress. */
const inStep = 100;
const shownExamples = 5;

/** Nothing is set. The examples are masked by the rules that are tried. */
async function* tryRules(workspace: OpenWorkspace, rules: MaskingRules, masker: Masker, signal: AbortSignal): AsyncGenerator<Progress, Output<'masking.try'>> {
  const patterns = (list: readonly ListEntry[]) => list.map(({ pattern }) => pattern);
  const scanner = createScanner({ deny: patterns(rules.deny), allow: patterns(rules.allow) });
  const hidden = (rule: ScanRule) => !(personalKinds as readonly string[]).includes(rule) || (rules.personal as readonly string[]).includes(rule);
  const found = new Map<ScanRule, MaskTry & { originals: Set<string> }>();
  const versions = keptVersions(workspace.db);
  let allowed = 0;
  for (const [at, version] of versions.entries()) {
    if (at % inStep === 0) {
      yield { phase: 'reading records', done: at, total: versions.length };
      stopIfAborted(signal);
    }
    const lid = masker.text(version.lid ?? version.path).value;
    const rulesHere = new Set<ScanRule>();
    const scanned = scanner.scan(workspace.bytes(version), (rule, path, original) => {
      if (!hidden(rule)) return;
      const one = found.get(rule) ?? { rule, title: ruleWords(rule), texts: 0, places: 0, records: 0, examples: [], originals: new Set<string>() };
      found.set(rule, one);
      one.places++;
      if (!rulesHere.has(rule)) one.records++;
      rulesHere.add(rule);
      if (!one.originals.has(original) && one.examples.length < shownExamples)
        one.examples.push({ lid, path: masker.text(path).value, shown: masker.token(rule, rule === 'home-folder' ? (original.split(/[/\\]/).at(-1) ?? '') : original) });
      one.originals.add(original);
    });
    allowed += scanned.allowed;
  }
  const list = [...found.values()].sort((a, b) => scanRules.indexOf(a.rule) - scanRules.indexOf(b.rule)).map(({ originals, ...one }) => ({ ...one, texts: originals.size }));
  return { read: versions.length, total: versions.length, places: list.reduce((sum, { places }) => sum + places, 0), found: list, allowed };
}
