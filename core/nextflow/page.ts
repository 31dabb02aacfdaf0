/** The page that `lineage render` writes: the same Mermaid text as Nextflow's, drawn here as a still picture that needs no network and runs nothing. */
import { layers } from './layers';
import { mermaidText, type RenderedGraph } from './render';

const box = { width: 300, height: 34, gapX: 24, gapY: 46 };

/** A whole HTML document. Everything out of the store is text: `<` and `&` are escaped, there is no script and no link. */
export function renderPage(lid: string, graph: RenderedGraph): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Lineage of ${asText(lid)}</title>
<style>
body { font-family: sans-serif; margin: 2rem; color: #160f26; }
pre { overflow: auto; padding: 1rem; border: 1px solid #ccc; }
figure { overflow: auto; margin: 0; }
text { font-size: 11px; }
</style>
</head>
<body>
<h1>Lineage of ${asText(lid)}</h1>
<p>What it was made from, as the store records it: ${graph.nodes.length} boxes, ${graph.edges.length} arrows. Sources stand above what was made of them.
Rounded boxes are runs and tasks, square boxes are files and values. Recorded lineage is no proof that a file is unaltered.</p>
<figure>
${picture(graph)}
</figure>
<h2>As Mermaid text</h2>
<pre class="mermaid">
${asText(mermaidText(graph))}
</pre>
</body>
</html>
`;
}

function picture(graph: RenderedGraph): string {
  const rows = layers(graph);
  const places = new Map<string, { x: number; y: number }>();
  rows.forEach((row, y) => row.forEach((id, x) => places.set(id, { x: x * (box.width + box.gapX) + 8, y: y * (box.height + box.gapY) + 8 })));
  const width = Math.max(1, ...rows.map((row) => row.length)) * (box.width + box.gapX) + 8;
  const height = rows.length * (box.height + box.gapY) + 8;
  const arrows = graph.edges.map(({ source, target }) => {
    const from = places.get(source);
    const to = places.get(target);
    if (from === undefined || to === undefined) return '';
    return `<line x1="${from.x + box.width / 2}" y1="${from.y + box.height}" x2="${to.x + box.width / 2}" y2="${to.y}" stroke="#545555" marker-end="url(#tip)"/>`;
  });
  const known = new Map(graph.nodes.map((node) => [node.id, node]));
  const boxes = [...places].map(([id, { x, y }]) => {
    const { label, shape } = known.get(id) ?? { label: `${id} (no record)`, shape: 'file' as const };
    const short = [...label].length > 50 ? `${[...label].slice(0, 24).join('')}…${[...label].slice(-24).join('')}` : label;
    return `<g><title>${asText(label)}</title><rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="${shape === 'task' ? 17 : 2}" fill="#b6ece2" stroke="#065647"/><text x="${x + 8}" y="${y + 21}">${asText(short)}</text></g>`;
  });
  const tip = '<defs><marker id="tip" markerWidth="9" markerHeight="9" refX="8" refY="4" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#545555"/></marker></defs>';
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="Lineage graph; the same as text below" width="${width}" height="${height}">${tip}${arrows.join('')}${boxes.join('')}</svg>`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const control = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** For text alone: control characters but tab and newline become U+FFFD; `>` and `"` are harmless there and stay as Mermaid writes them. */
function asText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(control, '\uFFFD');
}
