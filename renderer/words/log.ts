/** Words of the panel on checkpoints. */
import { count, counted } from '../parts/format';

export const logWords = {
  title: 'Evidence and checkpoints',
  hint: 'Each act that keeps something ends with a signed checkpoint over all that was observed. A copy in the hands of somebody else later shows whether anything was cut or rewritten.',
  checkpoint: 'Newest checkpoint',
  checkpointValue: (number: number, size: number) => `${count(number)}, over ${counted(size, 'leaf', 'leaves')}`,
  none: 'none yet: the first act that keeps something makes one',
  after: 'Not signed yet',
  afterValue: (n: number) => `${counted(n, 'leaf', 'leaves')}, by the next act`,
  log: 'Log',
  key: 'This window signs with',
  keyValue: { file: 'a key in a file, which whoever can read your files can use', keychain: 'a key that is sealed by the keychain of the operating system' },
  signers: 'Keys that signed',
  fault: 'No further checkpoint is signed',
  handOut: 'Hand out a checkpoint…',
  saveTitle: 'Save the checkpoint for somebody else to keep',
  suggested: (workspace: string, size: number) => `${workspace}-checkpoint-${size}.txt`,
  handed: (number: number) => `Checkpoint ${count(number)} was written.`,
  handedHint:
    'Give the file to somebody who does not own this computer, and the public key with it. Later, "evidence verify --against FILE" on the command line shows whether the log still extends it.',
  publicKey: 'the public key',
  path: 'the path of the checkpoint',
  show: 'Show in folder',
};
