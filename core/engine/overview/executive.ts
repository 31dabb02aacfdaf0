/** Coverage by domain, and what is at risk: what is known to be wrong first, then what is not known. */
import type { Executive } from '../../contract/overview';
import { findingKinds } from '../../findings/kinds';
import type { Ports } from '../../ports';
import { lidOfKey } from '../../record/lid';
import type { OpenWorkspace } from '../context';
import { allFindings } from '../findings/all';
import { allIndexedRuns } from '../runs/indexed';
import { tagsOfNodes } from '../tags/of-nodes';
import { publishedIn, summary } from './counts';
import { fromRecords } from './from-records';
import { isBad, judgedNodes } from './outputs';

type Domain = Executive['domains'][number];

export function executiveOf(ports: Ports, workspace: OpenWorkspace): Executive {
  return workspace.cached('overview executive', () => {
    const open = allFindings(ports, workspace).filter(({ acknowledged, holds }) => acknowledged === null && holds);
    const judged = judgedNodes(workspace);
    const published = publishedIn(workspace);
    let bad = 0;
    let unchecked = 0;
    for (const node of published) {
      const check = judged.get(node);
      if (check === undefined || check.verdict === 'not-checked') unchecked++;
      else if (isBad(check)) bad++;
    }
    const [coverage, policy] = [summary(workspace, 'coverage'), summary(workspace, 'policy')];
    const grave = open.filter(({ type }) => findingKinds[type].grave).length;
    const files = 'published files with a record';
    return {
      domains: domainsOf(workspace, open),
      domainFrom: domainOfRuns(workspace).from,
      risks: [
        {
          id: 'bad-outputs',
          words: 'published files not as recorded, gone, unreadable, or changed since an earlier reading',
          known: true,
          count: bad,
          of: published.length,
          ofWords: files,
        },
        { id: 'grave-findings', words: 'grave findings that nobody has acknowledged', known: true, count: grave, of: open.length, ofWords: 'open findings' },
        { id: 'other-findings', words: 'other findings that nobody has acknowledged', known: false, count: open.length - grave, of: open.length, ofWords: 'open findings' },
        { id: 'broken-chains', words: 'published files whose way back is broken', known: false, count: coverage.listed, of: published.length, ofWords: files },
        { id: 'unchecked', words: 'published files that nobody has checked', known: false, count: unchecked, of: published.length, ofWords: files },
        { id: 'policy', words: 'runs and tasks that break a rule', known: false, count: policy.numerator ?? 0, of: policy.denominator, ofWords: 'runs and tasks with a record' },
      ],
    };
  });
}

/** The domain of each run, by its id: its tag of that name where any run has one, else its pipeline. */
export function domainOfRuns(workspace: OpenWorkspace): { from: Executive['domainFrom']; of: ReadonlyMap<number, string | null> } {
  const from = allIndexedRuns(workspace).some(({ node }) => domainTag(workspace, node) !== null) ? 'tag' : 'pipeline';
  const of = allIndexedRuns(workspace).map(({ node, record }) => [node, from === 'tag' ? domainTag(workspace, node) : (record?.pipeline ?? record?.repository ?? null)] as const);
  return { from, of: new Map(of) };
}

function domainTag(workspace: OpenWorkspace, run: number): string | null {
  return (
    tagsOfNodes(workspace)
      .get(run)
      ?.find(({ key }) => key === 'domain')?.value ?? null
  );
}

/** Those with most published files first. */
function domainsOf(workspace: OpenWorkspace, open: ReturnType<typeof allFindings>): Domain[] {
  const { published, runs, full } = fromRecords(workspace);
  const judged = judgedNodes(workspace);
  const { of: ofRun } = domainOfRuns(workspace);
  const domains = new Map<string | null, Domain>();
  const ofLid = new Map<string, string | null>();
  const at = (domain: string | null): Domain => {
    const known = domains.get(domain) ?? { domain, runs: 0, published: 0, full: 0, verified: 0, bad: 0, unchecked: 0, openFindings: 0 };
    domains.set(domain, known);
    return known;
  };
  for (const { node, key } of allIndexedRuns(workspace)) {
    const domain = ofRun.get(node) ?? null;
    at(domain).runs++;
    ofLid.set(lidOfKey(key), domain);
  }
  for (const [i, id] of published.entries()) {
    const domain = at(ofRun.get(runs[i] ?? -1) ?? null);
    const check = judged.get(id);
    domain.published++;
    if (full[i] === 1) domain.full++;
    if (check === undefined || check.verdict === 'not-checked') domain.unchecked++;
    else if (isBad(check)) domain.bad++;
    else if (check.verdict === 'content-verified' && !check.stale) domain.verified++;
  }
  for (const { run } of open) if (run !== null && ofLid.has(run)) at(ofLid.get(run) ?? null).openFindings++;
  return [...domains.values()].sort((a, b) => b.published - a.published || ((a.domain ?? '') < (b.domain ?? '') ? -1 : 1));
}
