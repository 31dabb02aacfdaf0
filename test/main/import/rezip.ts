/** Changes a bundle as somebody would who wants it believed: files altered, and its manifests made to fit again where asked. */
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';

export type Files = Map<string, Buffer>;

/** By the path below the bag's folder. */
export async function unzip(zip: Buffer): Promise<{ folder: string; files: Files }> {
  const opened = await fromBufferPromise(zip, { lazyEntries: true });
  const files: Files = new Map();
  let folder = '';
  for await (const entry of opened.eachEntry()) {
    const cut = entry.fileName.indexOf('/');
    folder = entry.fileName.slice(0, cut);
    files.set(entry.fileName.slice(cut + 1), await buffer(await opened.openReadStreamPromise(entry)));
  }
  return { folder, files };
}

export async function zipOf(folder: string, files: Files, compress = false): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, bytes] of files) zip.addBuffer(bytes, `${folder}/${path}`, { compress });
  zip.end();
  return buffer(zip.outputStream);
}

/** Manifests, tag manifests and Payload-Oxum as they would be for these files. */
export function refit(files: Files): Files {
  const digest = (name: string, bytes: Buffer) => createHash(name).update(bytes).digest('hex');
  const lines = (name: string, chosen: (path: string) => boolean) =>
    Buffer.from(
      [...files]
        .filter(([path]) => chosen(path))
        .map(([path, bytes]) => `${digest(name, bytes)}  ${path}\n`)
        .join(''),
    );
  const payload = [...files].filter(([path]) => path.startsWith('data/'));
  const oxum = `Payload-Oxum: ${payload.reduce((sum, [, bytes]) => sum + bytes.length, 0)}.${payload.length}`;
  files.set('bag-info.txt', Buffer.from(String(files.get('bag-info.txt')).replace(/Payload-Oxum: .*/, oxum)));
  for (const name of ['sha256', 'sha512'])
    files.set(
      `manifest-${name}.txt`,
      lines(name, (path) => path.startsWith('data/')),
    );
  for (const name of ['sha256', 'sha512'])
    files.set(
      `tagmanifest-${name}.txt`,
      lines(name, (path) => !path.startsWith('data/') && !path.startsWith('tagmanifest-')),
    );
  return files;
}
