/** Workflow Run RO-Crate 0.5 on RO-Crate 1.1: a zip of the metadata and a page of text. Which of its three profiles it claims, the facts decide. */

import { visibleText } from '../preview/visible-text';
import { crateEntities, mainRun, profilesOf, readMeName, workflowName } from './crate-entities';
import { type ExportFormat, type Making, remarks } from './format';
import { jsonList, jsonText } from './json-text';
import type { ExportScope } from './scope';

export const crateContext = ['https://w3id.org/ro/crate/1.1/context', 'https://w3id.org/ro/terms/workflow-run/context'];
export const metadataName = 'ro-crate-metadata.json';

/** The text of ro-crate-metadata.json. `packed`: with README.md and workflow.json beside it; else alone, as a report attaches it. */
export function* crateMetadata(scope: ExportScope, making: Making, packed: boolean): Generator<string> {
  yield `{"@context":${JSON.stringify(crateContext)},\n"@graph":`;
  yield* jsonList(crateEntities(scope, making, packed));
  yield '}\n';
}

function* readMeText(scope: ExportScope, making: Making): Generator<string> {
  yield `${visibleText(`This folder is an RO-Crate: ${metadataName} describes ${scope.of.title}; the data files themselves are not in it.`)}\n\n`;
  for (const profile of profilesOf(scope)) yield `- Profile: ${profile.name} ${profile.version}, ${profile.id}\n`;
  yield '\n';
  for (const line of remarks(scope, making)) yield `- ${visibleText(line).replaceAll('\n', ' ')}\n`;
  for (const line of roCrate.limits) yield `- ${line}\n`;
  for (const run of scope.runs) for (const line of run.notRecorded) yield `- ${visibleText(`${run.id}: ${line}`).replaceAll('\n', ' ')}\n`;
}

/** What stands for the main script, whose text no record has. */
function* workflowText(scope: ExportScope): Generator<string> {
  const { pipeline, repository, revision, commit, mainScript, scripts } = mainRun(scope) ?? {};
  yield `${jsonText({ note: 'The code of the pipeline stands in no record: this names it, as recorded.', pipeline, repository, revision, commit, mainScript, scripts })}\n`;
}

export const roCrate: ExportFormat = {
  id: 'ro-crate',
  title: 'Workflow Run RO-Crate (zip)',
  standard: 'RO-Crate 1.1; Process, Workflow and Provenance Run Crate 0.5',
  extension: 'zip',
  carries: [
    'runs',
    'tasks',
    'files',
    'links',
    'runLinks',
    'missing',
    'sizes',
    'times',
    'recorded',
    'verdicts',
    'proven',
    'observed',
    'labels',
    'containers',
    'taskTimes',
    'commits',
    'scripts',
    'parameters',
    'starts',
    'users',
    'commandLines',
  ],
  limits: [
    'the data files: each is named by its LID or recorded path',
    'the code of the pipeline: the main workflow is workflow.json, which names repository, commit and scripts',
    'actionStatus and endTime: no record says how or when a run or task ended',
    'inferred links are left out',
    'Provenance Run Crate is claimed for one run with records of its script and of tasks that it executed; Workflow Run Crate for one with a script; Process Run Crate for all else',
  ],
  entries: (scope, making) => [
    { name: metadataName, parts: crateMetadata(scope, making, true) },
    { name: readMeName, parts: readMeText(scope, making) },
    ...(mainRun(scope) === null ? [] : [{ name: workflowName, parts: workflowText(scope) }]),
  ],
};
