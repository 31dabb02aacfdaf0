/** Every address of the window: how it is written, and read back; text from a store goes in so that no router decodes it. */
import { type ImpactBy, type ImpactQuestion, impactQuestion } from '../core/contract/impact';
import { type ReportAbout, reportAbout } from '../core/contract/reports';
import type { Behind } from '../core/overview/behind';

/** Any text as one path segment: all but letters, digits, dot, dash and underscore become `~` and four hex digits a UTF-16 unit. */
export function toSegment(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]/g, (unit) => `~${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The text that `toSegment` was given. */
export function fromSegment(segment: string): string {
  return segment.replace(/~([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const lidScheme = 'lid://';

/** A LID as one path segment, without its scheme. */
export function lidSegment(lid: string): string {
  return toSegment(lid.startsWith(lidScheme) ? lid.slice(lidScheme.length) : lid);
}

/** The LID of a path segment, scheme included. */
export function segmentLid(segment: string): string {
  return lidScheme + fromSegment(segment);
}

export const runTabs = ['info', 'tasks', 'inputs', 'outputs', 'environment', 'graph', 'checks', 'report'] as const;
export type RunTab = (typeof runTabs)[number];

export const recordTabs = ['fields', 'files', 'preview', 'custody', 'graph', 'raw'] as const;
export type RecordTab = (typeof recordTabs)[number];

export const overviewTabs = ['overview', 'executive', 'incident', 'debug'] as const;
export type OverviewTab = (typeof overviewTabs)[number];

export const paths = {
  overview: (workspace: string, tab: OverviewTab = 'overview') => `/w/${workspace}/overview${tab === 'overview' ? '' : `/${tab}`}`,
  /** The list behind a number of the overview, or a part of it. */
  overviewList: (workspace: string, { list, part }: Behind) => `/w/${workspace}/overview/list/${list}${part === undefined ? '' : `/${toSegment(part)}`}`,
  workspaces: () => '/',
  glossary: () => '/glossary',
  help: () => '/help',
  workspace: (workspace: string) => `/w/${workspace}`,
  runs: (workspace: string) => `/w/${workspace}/runs`,
  run: (workspace: string, lid: string, tab: RunTab = 'info') => `/w/${workspace}/run/${lidSegment(lid)}/${tab}`,
  /** `sha256` names an earlier version of the record. */
  record: (workspace: string, lid: string, tab: RecordTab = 'fields', sha256?: string) =>
    `/w/${workspace}/record/${lidSegment(lid)}${tab === 'fields' && !sha256 ? '' : `/${tab}`}${sha256 ? `/${sha256}` : ''}`,
  /** Where something was used and what it reached; without a question the empty page. */
  impact: (workspace: string, asked?: ImpactQuestion) => `/w/${workspace}/impact${asked === undefined ? '' : `/${[asked.by, ...impactParts(asked).map(toSegment)].join('/')}`}`,
  /** A page of results for a text, all of one group, or the empty search page. */
  search: (workspace: string, text = '', group?: string) => `/w/${workspace}/search${text ? `/${toSegment(text)}${group ? `/${group}` : ''}` : ''}`,
  /** All that carries a label, or every label. */
  label: (workspace: string, label?: string) => `/w/${workspace}/label${label === undefined ? '' : `/${toSegment(label)}`}`,
  /** Every tag of this workbench, or all that carries one of a key, or of a key and value. */
  tags: (workspace: string, key?: string, value?: string) =>
    `/w/${workspace}/tags${key === undefined ? '' : `/${toSegment(key)}${value === undefined ? '' : `/${toSegment(value)}`}`}`,
  findings: (workspace: string, type?: string) => `/w/${workspace}/findings${type ? `/${type}` : ''}`,
  /** Two runs, two tasks, or any two records. */
  compare: (workspace: string, left: string, right: string) => `/w/${workspace}/compare/${lidSegment(left)}/${lidSegment(right)}`,
  /** What OpenLineage events say of a run of others, or of a path or URI that they name. */
  told: (workspace: string, lid: string) => `/w/${workspace}/told/${toSegment(lid)}`,
  /** Processing history of an outside file, by its path; a file with a record has a tab for it. */
  custody: (workspace: string, path: string) => `/w/${workspace}/custody/${toSegment(path)}`,
  /** Why is this file different? Against the run that a rule chooses, or against one. */
  cause: (workspace: string, lid: string, against?: string) => `/w/${workspace}/cause/${lidSegment(lid)}${against ? `/${lidSegment(against)}` : ''}`,
  /** What is this file? */
  identify: (workspace: string) => `/w/${workspace}/identify`,
  /** A list against the records. */
  reconcile: (workspace: string) => `/w/${workspace}/reconcile`,
  reports: (workspace: string) => `/w/${workspace}/reports`,
  /** The preview of a report, and how it is asked for. */
  report: (workspace: string, about: ReportAbout) => `/w/${workspace}/reports/new/${[about.kind, ...reportParts(about).map(toSegment)].join('/')}`,
  timeline: (workspace: string) => `/w/${workspace}/timeline`,
  /** Of a recorded path, or of the file of a LID. */
  pathHistory: (workspace: string, path: string) => `/w/${workspace}/path-history/${toSegment(path)}`,
  checks: (workspace: string) => `/w/${workspace}/checks`,
  /** The whole journal, or what it says of one LID or path. */
  journal: (workspace: string, subject?: string) => `/w/${workspace}/journal${subject ? `/${toSegment(subject)}` : ''}`,
};

/** What follows the LID in the address of a record: its tab, and an earlier version. */
export function recordRest(rest: string | undefined): { tab: RecordTab; version: string | null } {
  const [tab, version] = (rest ?? '').split('/');
  return { tab: recordTabs.find((known) => known === tab) ?? 'fields', version: version && /^[0-9a-f]{64}$/.test(version) ? version : null };
}

/** What a question of impact consists of beside its kind: a value, and one that narrows it. */
export function impactParts(asked: ImpactQuestion): string[] {
  switch (asked.by) {
    case 'lid':
      return [asked.lid];
    case 'path':
      return asked.checksum === undefined ? [asked.path] : [asked.path, asked.checksum];
    case 'checksum':
      return [asked.checksum];
    case 'container':
      return [asked.container];
    case 'commit':
      return [asked.commit];
    case 'version':
      return asked.repository === undefined ? [asked.revision] : [asked.revision, asked.repository];
    case 'param':
      return [asked.name, asked.value];
    case 'sample':
      return [asked.text];
  }
}

/** The reverse; null where they make no question. */
export function questionOfParts(by: ImpactBy, value: string, more: string): ImpactQuestion | null {
  const asked: Record<ImpactBy, object> = {
    lid: { lid: value },
    path: { path: value, ...(more !== '' && { checksum: more }) },
    checksum: { checksum: value },
    container: { container: value },
    commit: { commit: value },
    version: { revision: value, ...(more !== '' && { repository: more }) },
    param: { name: value, value: more },
    sample: { text: value },
  };
  return impactQuestion.safeParse({ by, ...asked[by] }).data ?? null;
}

/** The question in an address: what follows `impact/`. */
export function impactQuestionOf(rest: string): ImpactQuestion | null {
  const [by = '', value = '', more = ''] = rest.split('/');
  return questionOfParts(by as ImpactBy, fromSegment(value), fromSegment(more));
}

/** What a report is of, beside its kind. */
function reportParts(about: ReportAbout): string[] {
  switch (about.kind) {
    case 'run':
    case 'environment':
      return [about.run];
    case 'file':
      return [about.lid];
    case 'comparison':
      return [about.left, about.right];
    case 'subject':
      return [about.text];
    case 'findings':
      return [about.from, about.to];
    case 'impact':
      return [about.asked.by, ...impactParts(about.asked)];
  }
}

/** The report in an address: what follows `reports/new/`; null where that is none. */
export function reportAboutOf(rest: string): ReportAbout | null {
  const [kind, ...parts] = rest.split('/');
  const [one = '', two = '', three = ''] = parts.map(fromSegment);
  if (kind === 'findings' && Number.isNaN(Date.parse(one) + Date.parse(two))) return null;
  const about: Record<ReportAbout['kind'], object> = {
    run: { run: one },
    environment: { run: one },
    file: { lid: one },
    comparison: { left: one, right: two },
    subject: { text: one },
    findings: { from: one, to: two },
    impact: { asked: questionOfParts(one as ImpactBy, two, three) },
  };
  return reportAbout.safeParse({ kind, ...about[kind as ReportAbout['kind']] }).data ?? null;
}
