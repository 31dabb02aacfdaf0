/** Sums what was found in many records, by rule, with examples of where. */
import type { ScanFinding, ScanResult } from '../contract/secrets';
import { groupOf, noneFound, ruleWords, type ScanRule, scanGroups, scanRules } from './rules';
import type { Scanned } from './scan';

const examplesOfARule = 50;

export interface Collected {
  add(what: { lid: string; sha256: string }, scanned: Scanned): void;
  result(total: number): ScanResult;
}

export function collectFindings(): Collected {
  const findings = new Map<ScanRule, ScanFinding>();
  let scannedCount = 0;
  let allowed = 0;
  return {
    add({ lid, sha256 }, scanned) {
      scannedCount++;
      allowed += scanned.allowed;
      const rules = new Set<ScanRule>();
      for (const { rule, path, count } of scanned.places) {
        const finding = findings.get(rule) ?? { group: groupOf(rule), rule, title: ruleWords(rule), records: 0, places: 0, examples: [] };
        findings.set(rule, finding);
        finding.places += count;
        if (!rules.has(rule)) finding.records++;
        rules.add(rule);
        if (finding.examples.length < examplesOfARule) finding.examples.push({ lid, sha256, path, count });
      }
    },
    result(total) {
      const sorted = [...findings.values()].sort((a, b) => scanGroups.indexOf(a.group) - scanGroups.indexOf(b.group) || scanRules.indexOf(a.rule) - scanRules.indexOf(b.rule));
      return { scanned: scannedCount, total, allowed, findings: sorted, sentence: sentenceOf(sorted, scannedCount, total, allowed) };
    },
  };
}

/** What was found, in one sentence; what was passed over and what was not looked at is in it. */
function sentenceOf(findings: readonly ScanFinding[], scanned: number, total: number, allowed: number): string {
  const of = (group: (typeof scanGroups)[number]) => findings.filter((one) => one.group === group).reduce((sum, one) => sum + one.places, 0);
  const [secrets, personal, perhaps] = [of('secret'), of('personal'), of('perhaps')];
  const found =
    secrets + personal + perhaps === 0
      ? noneFound
      : `Found: ${secrets} ${secrets === 1 ? 'place' : 'places'} with secrets, ${personal} with personal data, ${perhaps} that may be personal data (names of samples). Rules cannot find all.`;
  const passed = allowed === 0 ? '' : ` ${allowed} passed over, as the allow list names them.`;
  const looked = scanned === total ? `${total} ${total === 1 ? 'record' : 'records'} read, each kept version.` : `Only ${scanned} of ${total} records read.`;
  return `${looked} ${found}${passed}`;
}
