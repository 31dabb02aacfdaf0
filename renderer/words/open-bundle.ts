/** Words for opening an evidence bundle that somebody else made. */
import { counted } from '../parts/format';

export const bundleWords = {
  open: 'Open an evidence bundle…',
  title: 'Open an evidence bundle',
  pick: 'Choose the zip…',
  pickTitle: 'The zip of the evidence bundle',
  intro:
    'A bundle that somebody else made is checked in all its parts, kept byte for byte, and opened as a workspace of its own. What its maker checked is not believed: files are “not checked” until you check them.',
  key: 'Public key of its maker, if you have it by another way (name+id+key)',
  keyHint: 'Without it nobody here vouches for whose key signed the bundle.',
  name: 'Name of the workspace',
  check: 'Check',
  checking: 'Checking the bundle',
  importing: 'Importing the bundle',
  import: 'Import',
  anyway: 'Import it as it is, to look into it',
  close: 'Close',
  holds: 'Everything that the bundle can be held against by itself holds.',
  failed: (faults: number) => `The bundle does NOT hold: ${counted(faults, 'fault')}.`,
  complete: 'Complete, as its maker says: nothing that its entries name was left out.',
  redacted: (contents: number, leaves: number) =>
    `Redacted: ${counted(contents, 'content')} and ${counted(leaves, 'entry', 'entries')} of the log were left out by its maker, known by their digests alone.`,
  part: 'Held against one another',
  looked: 'Looked at',
  notHolding: 'Do not hold',
  more: (n: number) => `and ${counted(n, 'more fault', 'more faults')}`,
  panel: 'Imported evidence bundle',
  from: 'File',
  imported: 'Imported',
  sha256: 'SHA-256 of the zip',
  checkpoint: 'Checkpoint',
  claims: 'Claimed by the maker of the bundle, no verdicts of this program',
  claimed: (n: number) => counted(n, 'result'),
  changes: (n: number) => `What the maker’s log says changed in its store, and no finding here tells: ${counted(n, 'change')}`,
  change: { changed: 'changed', vanished: 'vanished', reappeared: 'came back' },
  older: (n: number) => `${counted(n, 'older version')} of records in the zip, not shown as records`,
};
