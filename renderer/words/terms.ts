/** The glossary: each plain word that the window uses, the technical term behind it, and what it means. */
import { type FindingType, findingKinds, findingTypes } from '../../core/findings/kinds';

export interface TermEntry {
  plain: string;
  technical: string;
  meaning: string;
}

/** The kinds of findings have their words where they are defined. */
const findingTerms = Object.fromEntries(
  findingTypes.map((type) => {
    const { short, technical, known, proves, not, todo } = findingKinds[type];
    return [type, { plain: short, technical, meaning: `${known} It proves: ${proves} It does not prove: ${not} What to do: ${todo}` }];
  }),
) as Record<FindingType, TermEntry>;

export const terms = {
  ...findingTerms,
  lid: {
    plain: 'record address',
    technical: 'LID (lineage ID)',
    meaning: 'The address of a record, lid:// and a key. A LID does not prove that the record is unaltered: only bytes seen earlier can.',
  },
  baseline: {
    plain: 'our first fingerprint',
    technical: 'baseline',
    meaning:
      'The SHA-256 that later checks of a file are held against: taken when this program first read it, or out of a list that others made and that was read in. Of a folder it is that of a manifest of what is inside.',
  },
  checkpoint: {
    plain: 'signed digest of all that is kept',
    technical: 'checkpoint',
    meaning:
      'A few lines that stand for every observation and act so far. A copy with somebody else shows later whether any of it was cut or rewritten; without one, nothing does.',
  },
  pathMap: {
    plain: 'where these files are now',
    technical: 'path map',
    meaning: 'Recorded paths that begin with one folder are looked for in another. The checksum is still computed with the recorded path.',
  },
  stale: { plain: 'record changed since', technical: 'stale', meaning: 'The check was made before the record changed: it speaks of the earlier record.' },
  stub: { plain: 'stub run', technical: '-stub-run', meaning: 'The run executed the stub of each task instead of its script: the files are no results.' },
  preview: { plain: 'preview', technical: '-preview', meaning: 'The run was only prepared: no task was executed.' },
  resumed: { plain: 'resumed', technical: '-resume', meaning: 'The run took over tasks that an earlier run of the same session had executed.' },
  noOutputRecord: {
    plain: 'no output record',
    technical: 'no WorkflowOutput',
    meaning: 'The run was interrupted, or is still going on, or declares no outputs: the store does not say which.',
  },
  knownInPart: {
    plain: 'known in part',
    technical: 'not asked for in a sync of some runs, or not what a bundle is of',
    meaning:
      'Only some runs of the store were synced, or a bundle of one run was imported, and this one is known by what they rest on alone, or was not followed to its end: it may have more outputs and tasks, and nothing can be said of what is missing.',
  },
  reused: { plain: 'reused', technical: 'cached task', meaning: 'The run relied on this task but did not execute it: its records are those of an earlier run.' },
  executed: { plain: 'executed by this run', technical: 'workflowRun of the task', meaning: 'Tasks whose record names this run.' },
  reliedOn: { plain: 'relied on by this run', technical: 'effective tasks', meaning: 'Tasks found by walking back from the outputs of this run, whichever run executed them.' },
  tagOnly: {
    plain: 'tag only',
    technical: 'container without digest',
    meaning: 'The container is named by a tag, which may point to another image today. Only a digest (@sha256:…) pins the image.',
  },
  digest: { plain: 'by digest', technical: '@sha256:…', meaning: 'The container is named by the SHA-256 of its image.' },
  strength: {
    plain: 'not cryptographic',
    technical: 'MurmurHash3 x64 128',
    meaning: 'Equal checksums rule out accidental change; someone who wants to can make another file with the same checksum.',
  },
  labelConflict: {
    plain: 'other mode than labelled',
    technical: 'label conflict',
    meaning:
      'The recorded checksum matches another mode than its label says. Nextflow up to 26.04.6 labels every checksum by an environment variable but always computes the standard one.',
  },
  upstream: { plain: 'made from', technical: 'upstream', meaning: 'What a record was made from.' },
  downstream: { plain: 'used for', technical: 'downstream', meaning: 'What was made from a record.' },
  inferred: { plain: 'inferred', technical: 'inferred link', meaning: 'A link that no record states: an equal path or checksum elsewhere. A hint, not evidence.' },
  published: {
    plain: 'published file',
    technical: 'FileOutput below the run',
    meaning: 'A copy that the run put into its output folder. Its record names the file in the work folder that it was copied from.',
  },
  workFile: { plain: 'work file', technical: 'FileOutput of a task', meaning: 'A file that a task wrote into its own work folder. Work folders are often deleted after a run.' },
  outsideFile: {
    plain: 'outside file',
    technical: 'DataPath, a path without record',
    meaning: 'A file that a task read and that no record describes: only its path, and a checksum as the task saw it.',
  },
  checkedPath: {
    plain: 'checked path',
    technical: 'the recorded path after path maps',
    meaning: 'Where a check looked for the file. Metadata modes are still computed with the recorded path.',
  },
  unsigned: {
    plain: 'draft, unsigned',
    technical: 'DRAFT – UNSIGNED',
    meaning: 'A report that nobody has signed off: it says what was found, and nobody has taken responsibility for it.',
  },
  session: { plain: 'session', technical: 'session id', meaning: 'Runs that resume one another share it; it does not name one run.' },
  anonymous: { plain: 'without signing in', technical: 'anonymous (unsigned) requests', meaning: 'For public buckets: no credentials are used.' },
  pathStyle: {
    plain: 'bucket in the path',
    technical: 'path-style addressing',
    meaning: 'Needed by many servers that are not AWS: https://server/bucket instead of https://bucket.server.',
  },
} satisfies Record<string, TermEntry>;

export type TermName = keyof typeof terms;
