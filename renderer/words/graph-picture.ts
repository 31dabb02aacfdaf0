/** Words of what is done with a drawn graph: find, ways, filters, full screen, saving, its tables. */
import type { GraphEdge } from '../../core/contract/graph';
import { count, counted } from '../parts/format';

/** What a line with this word says; upstream is to the left. */
export const legendWords: Record<GraphEdge['relation'], string> = {
  read: 'a file, and a task that read it',
  produced: 'a task, or a run, and a file that it wrote',
  published: 'a file of a task, and its published copy',
  executed: 'a run, and what names it as its run',
  parameter: 'an outside file, and a run that names it in a parameter',
  reported: 'a task or run, and its list of outputs',
  listed: 'a file, and a list of outputs that names it',
  'same-path': 'a recorded file, and an outside file of the same path',
  inside: 'a recorded folder, and a path below it',
  derived: 'made from, by way of what is switched off',
  governed: 'a parameter, and the run that was started with it',
  container: 'a container that the record of a task names; that it was used is not recorded',
  code: 'a commit and a run, or a script and a task',
};

export const pictureWords = {
  find: 'Find in the graph',
  findTip: 'Find in the graph (Ctrl F)',
  findShort: 'Find',
  findHint: 'Name, LID, path, label',
  findOn: 'Next (Enter)',
  findBack: 'Previous (Shift Enter)',
  findClose: 'Close the search (Escape)',
  found: (n: number) => `${count(n)} found. Enter goes to the first.`,
  foundAt: (at: number, n: number, title: string) => `${count(at)} of ${count(n)}: ${title}`,
  foundNone: 'Nothing that is drawn has this text, group boxes looked into. Ctrl K looks through the workspace.',
  inGroup: (title: string, n: number) => `inside the folded box ${title} ×${count(n)}`,
  takeOut: 'Take it out',

  between: 'Way between two items',
  betweenShort: 'Way between…',
  betweenTip: 'How one item has come to the other, by all that is recorded',
  betweenHint: 'Choose two items: click a box for each, or type a LID or path. The way is looked for in all that is recorded, not only in what is drawn.',
  betweenClose: 'Close (Escape)',
  sameItem: 'Both are the same item: choose another one for “To”.',
  from: 'From',
  to: 'To',
  endHint: 'Click a box, or type a LID or path',
  clearEnd: (label: string) => `Clear “${label}”`,
  swap: 'Swap the two',
  looking: 'Looking for ways…',
  shortest: 'The shortest way, from upstream to downstream',
  notDrawn: (n: number, of: number) => `${count(n)} of ${count(of)} on the shortest way ${n === 1 ? 'is' : 'are'} not drawn.`,
  drawWay: 'Draw the shortest way',
  waysTruncated: (n: number, of: number) => `Of the ${count(of)} on any way, ${count(n)} are lit at the most.`,

  fullScreen: 'Full screen',
  leaveFullScreen: 'Leave full screen (Escape)',

  save: 'Save',
  saveTitle: 'Save what is drawn',
  form: { svg: 'Picture as SVG…', png: 'Picture as PNG…', csv: 'Table of boxes and lines as CSV…' },
  suggested: (workspace: string, subject: string) => `${workspace}-graph-${subject}`,
  saved: (boxes: number, lines: number, path: string, sha256: string) => `${counted(boxes, 'box', 'boxes')} and ${counted(lines, 'line')} saved to ${path}. SHA-256: ${sha256}`,
  smaller: (scale: number) => `The picture is so large that its pixels are ${Math.round(scale * 100)} % of its size; the SVG has all of it.`,

  twin: 'What the table lists',
  boxes: 'Boxes',
  lines: 'Lines',
  records: 'Records',
  recordsLabel: (title: string) => `Records in the boxes of the graph around ${title}`,
  linesLabel: (title: string) => `Lines of the graph around ${title}`,
  items: 'Items in it',
  neighboursNotDrawn: 'Not drawn',
  onSides: ({ up, down }: { up: number; down: number }) =>
    [up > 0 ? `${count(up)} upstream` : '', down > 0 ? `${count(down)} downstream` : ''].filter((each) => each !== '').join(', '),
  lineFrom: 'From',
  lineWord: 'Line',
  lineTo: 'To',
  links: 'Links',
  inferred: 'Inferred',
  closeSaid: 'Close this message',
};
