/** `add`: a workspace on a store. */
import { resolve } from 'node:path';
import { atRestWords, lostWords } from '../../../core/at-rest/words';
import type { PathMap } from '../../../core/contract/workspaces';
import { AuditError } from '../../../core/errors';
import { parseStore } from '../../../core/store/location';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';

interface Options {
  endpoint?: string;
  region?: string;
  profile?: string;
  pathStyle?: boolean;
  anonymous?: boolean;
  encrypt?: boolean;
  map: PathMap[];
}

export const addVerb: Verb = (program, act) => {
  program
    .command('add <name> <store>')
    .description('add a workspace; STORE is a folder or s3://bucket/prefix')
    .option('--endpoint <url>', "the server, if it is not Amazon's")
    .option('--region <region>', 'the region of the bucket')
    .option('--profile <name>', 'the profile of ~/.aws to use')
    .option('--path-style', 'http://server/bucket instead of http://bucket.server')
    .option('--anonymous', 'ask without credentials')
    .option('--encrypt', 'encrypt all that is kept of it with a passphrase')
    .option('--map <from=to>', 'recorded paths below FROM are now below TO; may be repeated', addMap, [])
    .action(
      act(async (session, name: string, typed: string, { map, encrypt, ...s3 }: Options) => {
        const store = parseStore(typed, s3);
        if (store.type === 'folder') store.path = resolve(store.path);
        if (encrypt) process.stderr.write(`${lostWords}\n`);
        const secret = encrypt ? { passphrase: await session.passphrase(`for ${name}`, { twice: true }) } : {};
        const { workspace } = await session.call('workspaces.add', { name, store, maps: map, ...secret });
        return {
          json: { workspace },
          text: `Added the workspace "${workspace.name}" on ${visibleLine(workspace.storeText)}. ${atRestWords(workspace.encrypted)} Now read its records: lineage-audit sync -w ${workspace.name}\n`,
        };
      }),
    );
};

/** `FROM=TO`, split at the first `=`; a folder that is written relative is one of this computer. */
export function addMap(text: string, before: PathMap[]): PathMap[] {
  const at = text.indexOf('=');
  const [from, to] = [text.slice(0, at), text.slice(at + 1)];
  if (at <= 0 || to === '') throw new AuditError('bad-input', `"${text}" is no path map. Write it as FROM=TO, such as /data/run42=/mnt/archive/run42.`);
  return [...before, { from, to: /^(?:[a-z][a-z0-9+.-]+:\/\/|[a-z]:[\\/]|\\\\|file:)/i.test(to) ? to : resolve(to) }];
}
