/** Holds the files of a bundle against the manifests of its bag (BagIt 1.0, RFC 8493): none altered, none missing, none that is not listed. */
import { digestOf } from '../digest-of';
import type { Ports } from '../ports';
import type { Tally } from './findings';
import type { Bundle } from './read-bundle';

const algorithms = ['sha256', 'sha512'] as const;
type Algorithm = (typeof algorithms)[number];
const decoder = new TextDecoder();

export function checkBag(ports: Pick<Ports, Algorithm>, { files }: Bundle, tally: Tally): void {
  const declared = files.get('bagit.txt');
  tally.check(
    'bag',
    'bagit.txt',
    declared !== undefined && /^BagIt-Version: 1\.0\r?\nTag-File-Character-Encoding: UTF-8\r?\n?$/.test(decoder.decode(declared)) ? null : 'it does not declare a bag of BagIt 1.0',
  );
  const payload = [...files].filter(([path]) => path.startsWith('data/'));
  const oxum = `Payload-Oxum: ${payload.reduce((sum, [, bytes]) => sum + bytes.length, 0)}.${payload.length}`;
  tally.check(
    'bag',
    'bag-info.txt',
    decoder.decode(files.get('bag-info.txt')).split(/\r?\n/).includes(oxum) ? null : 'the payload has another size or number of files than it says',
  );
  for (const algorithm of algorithms) {
    const isTagManifest = (path: string) => path.startsWith('tagmanifest-');
    checkManifest(ports, files, algorithm, `manifest-${algorithm}.txt`, (path) => path.startsWith('data/'), tally);
    checkManifest(ports, files, algorithm, `tagmanifest-${algorithm}.txt`, (path) => !path.startsWith('data/') && !isTagManifest(path), tally);
  }
}

/** `covers`: the files that this manifest must list, each one. */
function checkManifest(
  ports: Pick<Ports, Algorithm>,
  files: ReadonlyMap<string, Uint8Array>,
  algorithm: Algorithm,
  manifest: string,
  covers: (path: string) => boolean,
  tally: Tally,
): void {
  const bytes = files.get(manifest);
  if (!tally.check('bag', manifest, bytes === undefined ? 'it is missing' : null) || bytes === undefined) return;
  const listed = new Set<string>();
  for (const line of decoder.decode(bytes).split('\n')) {
    if (line === '') continue;
    const [, digest = '', encoded = ''] = /^([0-9a-fA-F]+)[ \t]+(\S.*?)\r?$/.exec(line) ?? [];
    const path = encoded.replace(/%(0A|0D|25)/gi, (code) => decodeURIComponent(code));
    if (path === '') {
      tally.check('bag', manifest, `a line of it is no digest and path: "${line.slice(0, 100)}"`);
      continue;
    }
    if (listed.has(path)) tally.check('bag', path, `${manifest} lists it twice`);
    listed.add(path);
    const file = files.get(path);
    if (file === undefined) tally.check('bag', path, `${manifest} lists it, and it is missing`);
    else
      tally.check('bag', path, digestOf(ports[algorithm](), file) === digest.toLowerCase() ? null : `its ${algorithm.toUpperCase()} is not the one in ${manifest}: it was altered`);
  }
  for (const path of files.keys()) if (covers(path) && !listed.has(path)) tally.check('bag', path, `${manifest} does not list it: it was added`);
}
