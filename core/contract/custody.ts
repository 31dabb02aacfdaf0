/** The processing history of one file: step by step from it back to what came from outside, with what each step rests on. */
import { z } from 'zod';
import { namedHows } from '../graph/custody/named-hows';
import { stepKinds } from '../graph/custody/step-kinds';
import { weaknesses } from '../graph/custody/weakness';
import { outPath } from './disk-path';
import { call, job } from './kinds';
import { checkSummary, fileCheck, json, lidText, nodeKind, progress, recordedChecksum, workspaceName } from './shared';

const weakness = z.enum(weaknesses);
const name = z.object({ lid: z.string(), title: z.string(), kind: nodeKind, present: z.boolean().describe('its record is in the store now') });

const check = fileCheck.pick({ verdict: true, matchedMode: true, baseline: true, stale: true, at: true, by: true, sha256: true, detail: true }).nullable();

/** A file of the history, as the place that names it says. */
export const custodyFile = name.extend({
  path: z.string().nullable(),
  size: z.number().nullable().describe('bytes, as recorded'),
  checksum: recordedChecksum.nullable().describe('of an outside file: as the task that read it recorded it'),
  inferred: z.boolean().describe('no record states the link'),
  step: z.int().nullable().describe('the step that made it; null for what came from outside, or has no record'),
  weakness,
  check,
});
export type CustodyFile = z.infer<typeof custodyFile>;

const value = z.object({ name: z.string(), value: json, masked: z.boolean() });

export const custodyStep = name.extend({
  number: z.int().describe('from 1; whatever a step came from has a higher number, except inside a circle'),
  step: z.enum(stepKinds),
  text: z.string().describe('what happened, as the records have it, in one sentence'),
  run: name.nullable().describe('the run whose parameters governed it'),
  reliedOnBy: z.array(name).describe('runs that used what another run had executed'),
  process: z.string().nullable(),
  container: z.string().nullable(),
  pinned: z.enum(['digest', 'tag-only', 'none']).nullable().describe('null for what is carried out in no container, and for a task of which no record can be read'),
  conda: z.string().nullable(),
  spack: z.string().nullable(),
  script: z.string().nullable().describe('of an agent: its instruction; secrets masked'),
  scriptCut: z.boolean(),
  codeChecksum: z.string().nullable(),
  model: z.string().nullable().describe('of an agent'),
  values: z.array(value).describe('inputs that are no files, at most 20'),
  valueCount: z.int(),
  inputs: z.array(custodyFile).describe('the weakest first, at most 20'),
  inputCount: z.int(),
  outputs: z.array(custodyFile).describe('what of it leads to the file asked for, at most 20'),
  outputCount: z.int(),
  weakness: weakness.nullable().describe('the weakest place of this step'),
  places: z.array(z.object({ weakness, text: z.string() })).describe('what is weak here, the weakest first, at most 5'),
  placeCount: z.int(),
});
export type CustodyStep = z.infer<typeof custodyStep>;

export const custodyRun = name.extend({
  steps: z.int().describe('steps of the whole history that it governed'),
  start: z.string().nullable(),
  pipeline: z.string().nullable(),
  repository: z.string().nullable(),
  revision: z.string().nullable(),
  commit: z.string().nullable(),
  nextflow: z.string().nullable(),
  code: z.string().describe('whether its code was held against the commit, in one sentence'),
  params: z.array(value).describe('at most 100'),
  paramCount: z.int(),
});
export type CustodyRun = z.infer<typeof custodyRun>;

export const custodyOutside = custodyFile.extend({
  firstStep: z.int().nullable().describe('the first step that names it'),
  parameterOnly: z.boolean().describe('a parameter of a run names it; no task of this history reads it'),
  checksums: z.int().describe('different ones that steps of this history recorded'),
  otherContents: z.int().describe('further checksums that others in this workspace recorded for the same path'),
});
export type CustodyOutside = z.infer<typeof custodyOutside>;

/** A path of which no record says that it was read, and which may have been. */
const namedAlone = z.object({
  how: z.enum(namedHows),
  path: z.string(),
  step: z.int().nullable(),
  text: z.string().describe('what is so, in one sentence'),
  found: z.array(name).describe('records that may be meant by it, at most 5'),
  foundCount: z.int(),
  atLeast: z.boolean().describe('there are more than were counted'),
});

export const custody = z.object({
  title: z.string(),
  file: custodyFile,
  summary: z.array(z.string()).describe('plain language, the most important first'),
  weakest: z.object({ weakness, text: z.string(), step: z.int().nullable(), lid: z.string(), kind: nodeKind, present: z.boolean() }).nullable(),
  ranks: z
    .array(z.object({ weakness, count: z.int(), of: z.int(), basis: z.enum(['files', 'records', 'links']), short: z.string(), rule: z.string() }))
    .describe('all kinds, the weakest first'),
  rule: z.array(z.string()).describe('how the weakest link is found'),
  places: z.array(z.object({ weakness, text: z.string(), step: z.int().nullable(), lid: z.string() })).describe('the weakest 50 that are weaker than a file not checked'),
  placeCount: z.int(),
  proven: z.array(z.string()),
  notProven: z.array(z.string()),
  steps: z.array(custodyStep),
  stepCount: z.int(),
  folded: z
    .array(
      z.object({
        step: z.enum(stepKinds),
        process: z.string(),
        steps: z.int(),
        from: z.int(),
        to: z.int(),
        runs: z.int(),
        containers: z.array(z.string()).describe('at most 3'),
        weakness: weakness.nullable(),
      }),
    )
    .describe('the steps after those given, by process; at most 200'),
  foldedCount: z.int(),
  runs: z.array(custodyRun).describe('those that governed the steps given, and no others'),
  runCount: z.int().describe('of the whole history'),
  outside: z.array(custodyOutside),
  outsideCount: z.int(),
  contents: z
    .array(
      z.object({
        checksum: recordedChecksum,
        tasks: z.int().describe('tasks, and runs in a parameter, that recorded it'),
        runs: z.array(name).describe('at most 20'),
        runCount: z.int(),
        check,
        fits: z.enum(['yes', 'no', 'unknown', 'not-looked']).describe('the file that is there now, when it was last looked at'),
      }),
    )
    .describe('of an outside file: each checksum that anyone recorded for it; empty for others'),
  named: z.array(namedAlone).describe('paths named as text or read as a folder, not recorded as read, in the order of the steps; at most 100'),
  namedCount: z.int(),
});
export type Custody = z.infer<typeof custody>;

export const custodyBegun = name.extend({
  record: custodyFile
    .pick({ path: true, size: true, checksum: true, check: true })
    .extend({
      contradicts: z.boolean().describe('its own path, size and time give another checksum'),
      run: name.nullable(),
      task: name.nullable().describe('that wrote it'),
      source: name.nullable().describe('that it was published from'),
    })
    .nullable()
    .describe('what the record of the file itself says; null for an outside file, which has none'),
});
export type CustodyBegun = z.infer<typeof custodyBegun>;

export const custodyForms = ['text', 'csv'] as const;
const asked = { workspace: workspaceName, lid: lidText.describe('a file: its LID, or the path of an outside file') };

export const custodyCalls = {
  /** What is told before the history is made, as that goes through all that lies behind the file; null for what has no record, and for what is no file. Never throws: the history says what is wrong. */
  'custody.begin': call(asked, { title: z.string(), begun: custodyBegun.nullable() }),
  /** Throws `not-found` for what nothing speaks of, `bad-input` for what is no file. */
  'custody.get': call(
    {
      ...asked,
      offset: z.int().min(0).default(0).describe('steps left out before'),
      limit: z.int().min(0).max(500).default(25).describe('steps at the most'),
      outsideOffset: z.int().min(0).default(0),
      outsideLimit: z.int().min(0).max(5000).default(100),
    },
    custody.shape,
  ),
  /**
   * Reads the file, or every file of its history that a record or a checksum allows to check, and keeps the results as verify.run does; the nearest to the file first.
   * Throws `not-found` where nothing can be checked.
   */
  'custody.check': job(
    { ...asked, chain: z.boolean().default(false).describe('every file of the history, not only the file itself'), limit: z.int().min(1).max(20_000).default(2000) },
    progress,
    z.object({
      checked: z.int(),
      left: z.int().describe('files of the history past the limit'),
      cannot: z.int().describe('files of the history of which there is no record and no checksum to hold them against'),
      findings: z.int().describe('of those checked'),
      summary: checkSummary,
      stopped: z.boolean(),
    }),
  ),
  /** The whole history to a file. csv: every step, input, run and outside file, one line each. text: as on the page, the first 1,000 steps in full. */
  'custody.save': job(
    { ...asked, form: z.enum(custodyForms), out: outPath() },
    progress,
    z.object({
      path: z.string(),
      bytes: z.int(),
      sha256: z.string(),
      steps: z.int().describe('written in full'),
      stepCount: z.int(),
      guarded: z.int().describe('cells that a spreadsheet would have read as formulas'),
    }),
  ),
};
