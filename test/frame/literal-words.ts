/** Finds words that a view holds itself instead of taking them from the catalogue. */
import { parseAst } from 'vite';

interface Node {
  type: string;
  start: number;
  [field: string]: unknown;
}

/** Attributes, and fields of what is handed to a part, that people read. */
const read = new Set(
  'aria-label aria-description aria-roledescription aria-valuetext title placeholder label description alt nothingFoundMessage noun tip absent hint empty'.split(' '),
);
const word = /\p{L}{2,}/u;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
const children = (node: Node): Node[] =>
  Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);

/** Texts that an expression may turn out as: through conditions, alternatives and templates, not into calls or functions. */
function texts(node: unknown): { text: string; start: number }[] {
  if (!isNode(node)) return [];
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [{ text: node.value, start: node.start }] : [];
    case 'TemplateLiteral':
      return (node.quasis as (Node & { value: { cooked: string } })[]).map(({ value, start }) => ({ text: value.cooked, start }));
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
      return texts(node.expression);
    case 'ConditionalExpression':
      return [...texts(node.consequent), ...texts(node.alternate)];
    case 'LogicalExpression':
      return [...texts(node.left), ...texts(node.right)];
    case 'BinaryExpression':
      return node.operator === '+' ? [...texts(node.left), ...texts(node.right)] : [];
    default:
      return [];
  }
}

/** `line: text` of each, in a module of TSX. */
export function literalWords(source: string): string[] {
  const found: { text: string; start: number }[] = [];
  const visit = (node: Node) => {
    if (node.type === 'JSXText') found.push({ text: String(node.value), start: node.start });
    else if (node.type === 'JSXAttribute') {
      const { name } = node.name as { name: unknown };
      // Names of classes and of styles, by part.
      if (name === 'classNames' || name === 'styles') return;
      if (read.has(String(name))) found.push(...texts(node.value));
    } else if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      for (const child of node.children as Node[]) if (child.type === 'JSXExpressionContainer') found.push(...texts(child));
    } else if (node.type === 'Property' && !node.computed) {
      const key = node.key as Node;
      if (read.has(String(key.type === 'Identifier' ? key.name : key.value))) found.push(...texts(node.value));
    }
    for (const child of children(node)) visit(child);
  };
  visit(parseAst(source, { lang: 'tsx' }) as unknown as Node);
  return found.filter(({ text }) => word.test(text)).map(({ text, start }) => `${source.slice(0, start).split('\n').length}: ${text.trim()}`);
}
