/** Words of the dialog that writes an evidence bundle. */
import { count, counted } from '../parts/format';

export const bundleWords = {
  button: 'Evidence bundle…',
  tip: 'What is known of this run, in one zip that others can check without this program',
  title: (run: string) => `Evidence bundle of ${run}`,
  close: 'Close the dialog',
  hint: 'One zip for somebody who does not have this program: a page of text says how to check it with standard tools, and a small Python program checks all of it.',
  holds: 'It will hold',
  contents: [
    'the raw bytes of the records of this run, its tasks and files, and of all that they were made from, in every version seen',
    'every result of a check of these files, the lists and manifests that they rest on, and the proof that each entry is in the log',
    'the signed checkpoint, a signed statement (in-toto, DSSE) and the whole journal up to that checkpoint',
  ],
  careful: 'Look before you hand it on',
  carefulHint:
    'Records hold command lines, settings, paths and names of accounts as they are; nobody looked for secrets or personal data in them. The journal cannot be cut without breaking its chain, so it tells of other runs as well.',
  checkpoint: 'Of checkpoint',
  checkpointHint: (number: number, at: string) => `The newest is ${count(number)}, of ${at}. Of an earlier one: what was known then, and nothing that came after.`,
  noCheckpoint: 'There is no checkpoint yet: one is made first.',
  report: 'With the report as PDF',
  choose: 'Choose where to save it…',
  saveTitle: 'Save the evidence bundle',
  suggested: (run: string, checkpoint: string) => `evidence-${run}-${checkpoint}`,
  latest: 'newest',
  writing: 'Writing the evidence bundle',
  stopped: 'Stopped: no bundle was written.',
  saved: (records: number, checks: number, leaves: number) =>
    `Saved: ${counted(records, 'record')}, ${counted(checks, 'result')} of checks, ${counted(leaves, 'entry', 'entries')} of the log`,
  of: (number: number, size: number) => `As of checkpoint ${count(number)}, over ${counted(size, 'leaf', 'leaves')}.`,
  made: 'It was made for this bundle.',
  after: (n: number) => `${counted(n, 'leaf', 'leaves')} came after it and are not in the bundle.`,
  subjects: (n: number, of: number) => `The signed statement names ${count(n)} of ${counted(of, 'published file')} by a SHA-256 that was computed over verified content.`,
  keys: (n: number) => `Tell whoever gets it, by another way, ${n === 1 ? 'this public key' : 'these public keys'}:`,
  key: 'the public key',
  path: 'the path of the bundle',
  sha: 'the SHA-256 of the bundle',
  shaLabel: 'SHA-256',
  show: 'Show in folder',
};
