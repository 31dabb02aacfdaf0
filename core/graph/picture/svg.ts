/** The picture of a graph as one SVG 1.1 file that stands by itself: no script, no style sheet, no font or image from elsewhere. */
import type { Picture, PictureBox, PictureLink } from '../../contract/graph-picture';
import { visibleText } from '../../preview/visible-text';
import { fit, wrap } from './fit';
import { type Made, pictureNotes, pictureTitle } from './words';
import { element, xmlText } from './xml';

const fonts = "'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', 'Noto Sans', sans-serif";
/** For paper: dark on white, whatever the window looks like. */
const ink = { text: '#1b1f24', muted: '#545d69', line: '#7d8896', good: '#14663a', bad: '#9b1c22', focus: '#1c6fd1', focusFill: '#e3edf7', frame: '#b6bec9', paper: '#ffffff' };
const margin = 28;
const leastWidth = 760;

export interface SvgPicture {
  svg: string;
  /** In pixels at 100 %. */
  width: number;
  height: number;
}

export function pictureSvg(picture: Picture, made: Made): SvgPicture {
  const all = [...picture.boxes, ...picture.frames];
  const left = Math.min(...all.map((each) => each.x)) - 14;
  const top = Math.min(...all.map((each) => each.y));
  const drawnWidth = Math.max(...all.map((each) => each.x + each.width)) + 14 - left;
  const drawnHeight = Math.max(...all.map((each) => each.y + each.height)) - top;
  const [dx, drawn] = all.length === 0 ? [0, { width: 0, height: 0 }] : [left, { width: drawnWidth, height: drawnHeight }];
  const width = Math.ceil(Math.max(leastWidth, drawn.width + 2 * margin));
  const title = visibleText(pictureTitle(picture));
  const notes = pictureNotes(picture, made).map(visibleText);
  const lines = notes.flatMap((note) => wrap(note, 12, width - 2 * margin));
  const head = margin + 18 + lines.length * 16 + 18;
  const height = Math.ceil(head + drawn.height + margin + 12);
  const says = [
    text({ x: margin, y: margin + 10, 'font-size': 18, 'font-weight': 600, fill: ink.text }, fit(title, 19, width - 2 * margin)),
    ...lines.map((line, at) => text({ x: margin, y: margin + 32 + at * 16, 'font-size': 12, fill: ink.muted }, line)),
  ];
  const svg = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      version: '1.1',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-labelledby': 'title description',
      'font-family': fonts,
    },
    [
      element('title', { id: 'title' }, xmlText(title)),
      element('desc', { id: 'description' }, xmlText(notes.join(' '))),
      element('defs', {}, [arrow('arrow', ink.line), arrow('arrow-inferred', ink.muted)]),
      element('rect', { width, height, fill: ink.paper }),
      element('g', { id: 'about' }, says),
      element('g', { id: 'graph', transform: `translate(${round(margin - dx)} ${round(head - (all.length === 0 ? 0 : top))})` }, [
        element('g', { id: 'frames' }, picture.frames.map(frameOf)),
        element('g', { id: 'lines' }, picture.links.map(lineOf)),
        element('g', { id: 'boxes' }, picture.boxes.map(boxOf)),
        element('g', { id: 'words' }, picture.links.map(wordOf)),
      ]),
    ],
  );
  return { svg: `<?xml version="1.0" encoding="UTF-8"?>\n${svg}\n`, width, height };
}

function arrow(id: string, fill: string): string {
  const marker = { id, viewBox: '0 0 10 10', refX: 9, refY: 5, markerWidth: 9, markerHeight: 9, markerUnits: 'userSpaceOnUse', orient: 'auto' };
  return element('marker', marker, element('path', { d: 'M0,1L10,5L0,9Z', fill }));
}

function frameOf({ x, y, width, height, title }: Picture['frames'][number]): string {
  return element('g', {}, [
    element('title', {}, xmlText(title)),
    element('rect', { x, y, width, height, rx: 10, fill: 'none', stroke: ink.frame, 'stroke-width': 1.5, 'stroke-dasharray': '2 3' }),
    text({ x: x + 10, y: y + 15, 'font-size': 11, fill: ink.muted }, fit(visibleText(title), 11, width - 20)),
  ]);
}

function lineOf(link: PictureLink): string {
  const { path, inferred, count } = link;
  const line = element('path', {
    d: path,
    fill: 'none',
    stroke: inferred ? ink.muted : ink.line,
    'stroke-width': 1.3 + Math.min(3, Math.log2(Math.max(1, count)) * 0.6),
    'stroke-dasharray': inferred ? '6 4' : null,
    'marker-end': `url(#${inferred ? 'arrow-inferred' : 'arrow'})`,
  });
  return element('g', {}, [element('title', {}, xmlText(lineText(link))), line]);
}

function lineText({ word, inferred, count }: PictureLink): string {
  return `${visibleText(word)}${inferred ? ' (inferred)' : ''}${count > 1 ? ` ×${count}` : ''}`;
}

/** On a white ground, so that no line strikes it out. */
function wordOf({ word, at, inferred }: PictureLink): string {
  if (at === null) return '';
  const said = `${visibleText(word)}${inferred ? ' (inferred)' : ''}`;
  const plain = { x: at.x, y: at.y + 3.5, 'font-size': 10, 'text-anchor': 'middle' };
  return element('g', {}, [text({ ...plain, stroke: ink.paper, 'stroke-width': 4, 'stroke-linejoin': 'round' }, said), text({ ...plain, fill: ink.muted }, said)]);
}

function boxOf(box: PictureBox): string {
  const { x, y, width, height, shape, focus, ghost, folded, kind, title, detail, note, notDrawn, tone, labels, findings } = box;
  const stroke = tone === 'good' ? ink.good : tone === 'bad' ? ink.bad : ink.line;
  const outline = (more: Record<string, string | number | null>) =>
    element('path', { d: shape, fill: focus ? ink.focusFill : ghost ? 'none' : ink.paper, stroke, 'stroke-width': focus || tone === 'bad' ? 2.2 : 1.4, ...more });
  // Of what lies behind only the edge is seen: no folded corner, no lid.
  const [edge = shape] = shape.split(/(?<=Z)/);
  const inner = width - 36;
  const whole = [
    kind,
    title,
    detail,
    folded.length > 0 ? '' : box.lid,
    box.check,
    labels.length > 0 ? `labels: ${labels.join(', ')}` : '',
    openFindings(findings),
    notDrawnText(notDrawn),
  ]
    .filter((each) => each !== '')
    .join(' · ');
  return element('g', { transform: `translate(${round(x)} ${round(y)})` }, [
    element('title', {}, xmlText(whole)),
    ...(folded.length > 0 ? [outline({ d: edge, transform: 'translate(7 7)' }), outline({ d: edge, transform: 'translate(3.5 3.5)' })] : []),
    outline({ 'stroke-dasharray': ghost ? '3 4' : null }),
    text(
      { x: 17, y: 18, 'font-size': 11, fill: ink.muted },
      fit(visibleText([kind, focus ? 'focus' : '', findings > 0 ? `! ${findings}` : '', labels.join(', ')].filter((each) => each !== '').join(' · ')), 11, inner),
    ),
    text({ x: 17, y: 37, 'font-size': 13.5, 'font-weight': 600, 'font-style': ghost ? 'italic' : null, fill: ink.text }, fit(visibleText(title), 14.2, inner)),
    text({ x: 17, y: 54, 'font-size': 11, fill: ink.muted }, fit(visibleText(note === '' ? detail : note), 11, inner, note === '' ? 'end' : 'start')),
    ...sideCount(notDrawn.up, 0, height / 2),
    ...sideCount(notDrawn.down, width, height / 2),
  ]);
}

function openFindings(count: number): string {
  return count === 0 ? '' : `${count} open ${count === 1 ? 'finding' : 'findings'}`;
}

function notDrawnText({ up, down }: PictureBox['notDrawn']): string {
  return [up > 0 ? `${up} upstream not drawn` : '', down > 0 ? `${down} downstream not drawn` : ''].filter((each) => each !== '').join(', ');
}

function placeOfCount(said: string, x: number, y: number) {
  const width = 10 + said.length * 7;
  return { x: x - width / 2, y: y - 9, width, height: 18 };
}

/** Where a box says how many of its neighbours are not drawn: no word of a line stands there. */
export function placesOfCounts({ x, y, width, height, notDrawn }: PictureBox): { x: number; y: number; width: number; height: number }[] {
  const sides = [
    { count: notDrawn.up, at: x },
    { count: notDrawn.down, at: x + width },
  ];
  return sides.flatMap(({ count, at }) => (count === 0 ? [] : [placeOfCount(`+${count}`, at, y + height / 2)]));
}

/** How many neighbours are not drawn on a side. */
function sideCount(count: number, x: number, y: number): string[] {
  if (count === 0) return [];
  const said = `+${count}`;
  return [
    element('rect', { ...placeOfCount(said, x, y), rx: 9, fill: ink.paper, stroke: ink.line }),
    text({ x, y: y + 4, 'font-size': 11, 'text-anchor': 'middle', fill: ink.text }, said),
  ];
}

/** `said` has been made visible. */
function text(attributes: Record<string, string | number | null>, said: string): string {
  return said === '' ? '' : element('text', attributes, xmlText(said));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
