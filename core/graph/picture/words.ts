/** What an image or table of a graph says of itself: of what, when, and how much of it is folded or left out. */
import type { Picture } from '../../contract/graph-picture';
import { counted, grouped, utc } from '../../report/words';
import { splitName } from '../../time/name';
import { asOfHead } from '../../time/words';

/** Where and when a picture was made. */
export interface Made {
  workspace: string;
  /** ISO 8601, UTC. */
  at: string;
}

export interface Counts {
  /** Records and files, alone or in group boxes. */
  records: number;
  boxes: number;
  lines: number;
  /** Records in group boxes. */
  folded: number;
  groups: number;
}

export function countsOf({ boxes, links }: Pick<Picture, 'boxes' | 'links'>): Counts {
  const groups = boxes.filter((box) => box.folded.length > 0);
  const folded = groups.reduce((sum, box) => sum + box.folded.length, 0);
  return { records: boxes.length - groups.length + folded, boxes: boxes.length, lines: links.length, folded, groups: groups.length };
}

export function pictureTitle({ title }: Pick<Picture, 'title'>): string {
  return `Lineage graph around ${title}`;
}

/** Sentences; the text of records in them is as it was recorded. */
export function pictureNotes(picture: Picture, { workspace, at }: Made): string[] {
  const { records, boxes, folded, groups } = countsOf(picture);
  const cut = picture.boxes.filter(({ notDrawn }) => notDrawn.up + notDrawn.down > 0).length;
  const inferred = picture.links.filter((link) => link.inferred).length;
  const { at: asOf } = splitName(workspace);
  return [
    ...(asOf === null ? [] : [asOfHead(asOf)]),
    `Workspace ${workspace} · focus ${picture.focus} · as drawn at ${utc(at)}`,
    `${counted(records, 'item')} in ${counted(boxes, 'box', 'boxes')}. ${
      folded === 0 ? 'None is folded into a group box.' : `${grouped(folded)} of them ${folded === 1 ? 'is' : 'are'} folded into ${counted(groups, 'group box', 'group boxes')}.`
    }`,
    cut === 0
      ? 'Every direct neighbour of what is drawn is drawn, of the kinds that are shown.'
      : `Not the whole graph: ${counted(cut, 'box', 'boxes')} of ${boxes} ${cut === 1 ? 'has' : 'have'} direct neighbours that are not drawn, marked by how many.`,
    ...(picture.hidden.length === 0 ? [] : [`Switched off: ${picture.hidden.join(', ')}.`]),
    ...(inferred === 0 ? [] : [`${counted(inferred, 'dashed line')}: inferred from equal paths or names, no record states ${inferred === 1 ? 'it' : 'them'}.`]),
    ...(picture.boxes.some(({ kind }) => kind === 'OutsideRun')
      ? ['Boxes of runs of others, and the dashed lines at them: as told by OpenLineage events that were imported, not recorded by Nextflow.']
      : []),
    'The picture shows what records say. It is no check of any file; signs of checks are those of the moment it was drawn.',
  ];
}
