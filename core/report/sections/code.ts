/** Pipeline code: whether the recorded scripts are those of the recorded commit, by whom and against what that was checked. */
import type { CodeCheck } from '../../contract/code';
import type { ReportBlock } from '../../contract/reports';
import { codeLimits, fileRoleWords } from '../../verify/code/reasons';
import { codeCheckWords, codeReasonText, taskCodeText } from '../../verify/code/words';
import { verdictWords } from '../../verify/verdict';
import type { SectionBody } from '../compose';
import type { RunReportFacts } from '../facts';
import { grouped, paragraph } from '../words';

/** Rows at the most; the rest is counted. */
const listed = 200;

export function codeSection({ code: { check, recorded } }: RunReportFacts): SectionBody {
  if (check !== null) return { blocks: checkedBlocks(check) };
  if (recorded.scripts === 0) return { blocks: [paragraph('The record of the run names no script, so there is nothing to hold against a repository.', 'caution')] };
  if (recorded.commit === null)
    return {
      blocks: [paragraph('Nobody has checked the code of this run, and its record names no commit: the pipeline was run from a folder, or without git.', 'caution')],
    };
  return {
    blocks: [
      paragraph('Nobody has checked the code of this run against a repository.', 'caution'),
      paragraph(
        `The record names ${recorded.scripts} ${recorded.scripts === 1 ? 'script' : 'scripts'} with checksums of their text, and commit ${recorded.commit}${recorded.repository === null ? '' : ` of ${recorded.repository}`}. With a clone or a bundle of that repository, each can be proven on the Checks tab of the run, or with:`,
      ),
      { type: 'code', lines: ['git bundle create pipeline.bundle --all   # where the repository is', 'lineage-audit verify-code --run LID --repo pipeline.bundle'] },
    ],
  };
}

function checkedBlocks(check: CodeCheck): ReportBlock[] {
  const said = codeCheckWords(check);
  const others = check.notRecorded.filter(({ role }) => role !== 'other');
  return [
    paragraph(said.answer, check.stale ? 'caution' : said.tone),
    paragraph(said.commit),
    ...(said.notes.length > 0 ? [{ type: 'list' as const, items: said.notes }] : []),
    {
      type: 'table',
      caption: 'Recorded files of code, held against the commit',
      columns: [
        { title: 'File', weight: 30 },
        { title: 'Verdict', weight: 26 },
        { title: 'SHA-256 at the commit', weight: 44 },
      ],
      rows: check.files.slice(0, listed).map((file) => [
        { text: file.path, mono: true },
        { text: [verdictWords[file.verdict].short, codeReasonText(file)].filter(Boolean).join(' · '), verdict: check.stale ? 'not-checked' : file.verdict },
        { text: file.sha256 ?? file.detail, mono: file.sha256 !== null },
      ]),
    },
    ...cut(check.files.length),
    ...(check.tasks.length > 0
      ? [
          paragraph(said.tasks),
          {
            type: 'table' as const,
            caption: 'Code of the tasks',
            columns: [
              { title: 'Process', weight: 32 },
              { title: 'Tasks', weight: 10, align: 'right' as const },
              { title: 'Verdict', weight: 24 },
              { title: 'Where in the commit', weight: 34 },
            ],
            rows: check.tasks
              .slice(0, listed)
              .map((task) => [
                { text: task.process },
                { text: grouped(task.tasks) },
                { text: verdictWords[task.verdict].short, verdict: check.stale ? ('not-checked' as const) : task.verdict },
                { text: taskCodeText(task) },
              ]),
          },
          ...cut(check.tasks.length),
        ]
      : []),
    paragraph(said.notRecorded, check.summary.mayExecute > 0 ? 'caution' : 'plain'),
    ...(others.length > 0
      ? [
          {
            type: 'list' as const,
            items: others.slice(0, listed).map(({ path, role, named }) => `${path}: ${fileRoleWords[role]}${named ? '; the record names it, without a checksum' : ''}`),
          },
          ...cut(others.length),
        ]
      : []),
    { type: 'heading', text: 'What this proves, and what it does not' },
    { type: 'list', items: [...codeLimits] },
  ];
}

function cut(rows: number): ReportBlock[] {
  return rows > listed ? [paragraph(`${grouped(rows - listed)} more are not listed here; verify-code --json gives them all.`)] : [];
}
