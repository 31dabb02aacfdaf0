/** files.preview: a look into a file that some record names, and into no other. */
import type { Output, Parsed } from '../../contract';
import type { Preview } from '../../contract/verify';
import { AuditError } from '../../errors';
import { nothingToShow, previewOf, textLimit, wantsWhole, wholeLimit } from '../../preview/preview';
import { visibleText } from '../../preview/visible-text';
import { lastPart } from '../../record/facts';
import { mapPath } from '../../verify/path-map';
import type { EngineContext } from '../context';
import { readStart } from '../read-start';
import { namedFile } from './named-file';

export async function previewFile({ ports, open }: EngineContext, { workspace: name, lid, path }: Parsed<'files.preview'>): Promise<Output<'files.preview'>> {
  const workspace = open(name);
  const recorded = namedFile(workspace, { lid, path });
  const { maps, store } = workspace.settings;
  const checkedPath = mapPath(recorded, maps);
  return { preview: await look() };

  async function look(): Promise<Preview> {
    const stat = await ports.files.stat(checkedPath, { store });
    if (stat.kind !== 'file') return nothingToShow(recorded, checkedPath, whyNot(stat.kind, stat.message), stat.kind === 'folder' ? 'folder' : 'none');
    try {
      let bytes = await readStart(ports, checkedPath, { limit: textLimit, store });
      const whole = wantsWhole(lastPart(recorded), bytes) && stat.size <= wholeLimit;
      if (whole && bytes.length < stat.size) bytes = await readStart(ports, checkedPath, { limit: wholeLimit, store });
      return previewOf(ports, recorded, checkedPath, bytes, stat.size);
    } catch (error) {
      if (error instanceof AuditError && error.code === 'file-unreadable') return nothingToShow(recorded, checkedPath, visibleText(error.message));
      throw error;
    }
  }
}

export function whyNot(kind: string, message: string | undefined): string {
  switch (kind) {
    case 'folder':
      return 'This is a folder.';
    case 'missing':
      return 'Nothing is at this path. If the files were moved, say where they are now.';
    case 'denied':
      return `It may not be read: ${visibleText(message ?? 'the system denies access')}.`;
    case 'remote':
      return 'It is on a service that this program does not ask.';
    case 'other':
      return 'This is a FIFO, device or socket, which is not opened.';
    default:
      return `It cannot be read: ${visibleText(message ?? 'the system gives no reason')}.`;
  }
}
