/** What is drawn at this moment as plain data, for the image and the table that are saved of it. */
import type { GraphEdge, GraphNode } from '../../../core/contract/graph';
import type { Picture, PictureBox } from '../../../core/contract/graph-picture';
import { placesOfCounts } from '../../../core/graph/picture/svg';
import { verdictWords } from '../../../core/verify/verdict';
import { classWords, kindWords, lineWords } from '../../words/graph';
import type { DrawnGraph, Tally } from './drawing';
import { outline } from './kind-shape';
import { boxHeight, boxWidth, roundedPath } from './layout';
import type { Hidden } from './model';
import { placesOfWords } from './word-places';

const recordOf = ({ lid, kind, title, detail, verdict, labels, findings }: GraphNode) => ({
  lid,
  kind: kindWords[kind].one,
  title,
  detail: detail === title ? '' : detail,
  check: verdict ? verdictWords[verdict].short : '',
  labels,
  findings: findings ?? 0,
});

export function tallyText(tally: Tally): string {
  return tally.map(([verdict, count]) => `${verdictWords[verdict].sign} ${count} ${verdictWords[verdict].short}`).join(' · ');
}

/** `hidden`: neighbours not drawn, by node; `tallies`: the checks of group boxes. */
export function pictureOf(graph: DrawnGraph, hidden: ReadonlyMap<string, Hidden>, tallies: ReadonlyMap<string, Tally>): Picture {
  const { nodes, focus, layout } = graph;
  const boxes = graph.boxes.map((box): PictureBox => {
    const place = { ...(layout.places.get(box.id) ?? { x: 0, y: 0 }), width: boxWidth, height: boxHeight };
    const plain = { id: box.id, ...place, tone: 'plain' as const, ghost: false };
    if (box.type === 'group') {
      const check = tallyText(tallies.get(box.id) ?? []);
      const folded = box.lids.flatMap((lid) => nodes.get(lid) ?? []).map(recordOf);
      return {
        ...plain,
        lid: '',
        kind: `${box.lids.length} ${kindWords[box.kind].many}`,
        title: box.title || kindWords[box.kind].many,
        detail: '',
        check,
        labels: [],
        findings: folded.reduce((sum, one) => sum + one.findings, 0),
        note: check,
        shape: outline(box.kind, boxWidth, boxHeight),
        focus: false,
        folded,
        notDrawn: { up: 0, down: 0 },
      };
    }
    const { node } = box;
    const words = node.verdict && verdictWords[node.verdict];
    return {
      ...plain,
      ...recordOf(node),
      note: words ? `${words.sign} ${words.short}` : '',
      tone: words?.tone === 'good' || words?.tone === 'bad' ? words.tone : 'plain',
      shape: outline(node.kind, boxWidth, boxHeight),
      focus: node.lid === focus,
      ghost: node.kind === 'Missing',
      folded: [],
      notDrawn: { up: hidden.get(node.lid)?.up ?? 0, down: hidden.get(node.lid)?.down ?? 0 },
    };
  });
  const lines = [...graph.links]
    .sort((a, b) => b.count - a.count)
    .map(({ id, inferred, relations }) => {
      const word = relations.map((each) => lineWords[each as GraphEdge['relation']]).join(', ');
      return { id, word, said: inferred ? `${word} (inferred)` : word, route: layout.routes.get(id) ?? [] };
    });
  const places = placesOfWords(
    lines.map(({ id, said, route }) => ({ id, word: said, route })),
    boxes.flatMap((box) => [box, ...placesOfCounts(box)]),
  );
  const wordOf = new Map(lines.map(({ id, word }) => [id, word]));
  const links = graph.links.map(({ id, from, to, inferred, count }) => ({
    from,
    to,
    word: wordOf.get(id) ?? '',
    inferred,
    count,
    path: roundedPath(layout.routes.get(id) ?? []),
    at: places.get(id) ?? null,
  }));
  const titles = new Map(graph.frames.map(({ run, title }) => [run, title]));
  const frames = layout.frames.map(({ run, x, y, width, height }) => ({ x, y, width, height, title: titles.get(run) ?? run }));
  return { title: nodes.get(focus)?.title ?? focus, focus, boxes, links, frames, hidden: [...graph.hidden].map((each) => classWords[each].many) };
}
