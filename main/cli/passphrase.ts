/** Where the command line takes a passphrase from: a terminal without echo, or a file; never from its arguments or the environment, which others can see. */
import { readFileSync, statSync } from 'node:fs';
import { AuditError } from '../../core/errors';

const longest = 1024;

/** `file`: of `--passphrase-file`; one line break at its end is no part of it. `twice`: for a new one. Throws `sealed` where nobody can be asked. */
export async function askPassphrase(what: string, { file, twice = false }: { file: string | undefined; twice?: boolean }): Promise<string> {
  if (file !== undefined) return fromFile(file);
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new AuditError(
      'sealed',
      'A passphrase is needed and there is no terminal to ask for it. Put it into a file that only you may read, and name that with --passphrase-file.',
    );
  const typed = await fromTerminal(`Passphrase ${what}: `);
  if (twice && (await fromTerminal('The same again: ')) !== typed) throw new AuditError('bad-input', 'The two passphrases differ. Nothing was changed.');
  return typed;
}

function fromFile(path: string): string {
  try {
    const { mode, size } = statSync(path);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw new Error(`others may read it; run: chmod 600 '${path}'`);
    if (size > longest) throw new Error(`it has ${size} bytes, more than a passphrase can have`);
    const text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    if (text === '') throw new Error('it is empty');
    return text;
  } catch (error) {
    throw new AuditError('file-unreadable', `The passphrase file ${path} is not used: ${(error as Error).message}.`, { path });
  }
}

/** In raw mode nothing that is typed is shown. */
function fromTerminal(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(prompt);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = (act: () => void) => {
      stdin.off('data', onData);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      act();
    };
    const onData = (data: string) => {
      for (const character of data) {
        if (character === '\r' || character === '\n') return end(() => (typed === '' ? reject(new AuditError('sealed', 'No passphrase was typed.')) : resolve(typed)));
        if (character === '\u0003' || character === '\u0004') return end(() => reject(new AuditError('cancelled', 'Stopped.')));
        if (character === '\u007f' || character === '\b') typed = [...typed].slice(0, -1).join('');
        else if (character >= ' ' && typed.length < longest) typed += character;
      }
    };
    stdin.on('data', onData);
  });
}
