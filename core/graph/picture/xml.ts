/** Hostile text inside XML: nothing in it can end an attribute, begin a tag, or be a character that XML 1.0 forbids. */
import { visibleText } from '../../preview/visible-text';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** One line. Lone surrogates and U+FFFE, U+FFFF (XML 1.0, production 2) become U+FFFD; controls are made visible. */
export function xmlText(text: string): string {
  return visibleText(text)
    .replace(/[\t\n\r]+/g, ' ')
    .replace(/[\p{Cs}\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
}

type Attributes = Record<string, string | number | null>;

/** `children` is XML already; attributes that are null are left out. */
export function element(name: string, attributes: Attributes, children: string | readonly string[] = ''): string {
  const said = Object.entries(attributes).map(([attribute, value]) =>
    value === null ? '' : ` ${attribute}="${typeof value === 'number' ? Math.round(value * 100) / 100 : xmlText(value)}"`,
  );
  const inside = typeof children === 'string' ? children : children.join('');
  return inside === '' ? `<${name}${said.join('')}/>` : `<${name}${said.join('')}>${inside}</${name}>`;
}
