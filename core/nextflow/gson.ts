/** Writes JSON as Gson does with pretty printing, nulls and HTML-safe escapes (GsonEncoder.groovy, com.google.gson.stream.JsonWriter 2.13). */
import { ExactNumber, type ExactValue } from './exact-json';

/** The text, two spaces a level, without a newline at its end. */
export function gsonText(value: ExactValue, indent = ''): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return gsonString(value);
  if (value instanceof ExactNumber) return numberText(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value))
    return block(
      '[',
      ']',
      value.map((one) => gsonText(one, deeper)),
      indent,
    );
  return block(
    '{',
    '}',
    [...value].map(([name, one]) => `${gsonString(name)}: ${gsonText(one, deeper)}`),
    indent,
  );
}

function block(open: string, close: string, lines: string[], indent: string): string {
  return lines.length === 0 ? open + close : `${open}\n${lines.map((line) => `${indent}  ${line}`).join(',\n')}\n${indent}${close}`;
}

const escapes: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\t': '\\t', '\b': '\\b', '\n': '\\n', '\r': '\\r', '\f': '\\f' };
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that Gson escapes
const escaped = /["\\<>&='\u0000-\u001f\u2028\u2029]/g;

function gsonString(text: string): string {
  return `"${text.replace(escaped, (c) => escapes[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}

/** A number as Java prints its type; one that a double or long cannot hold stays as it is written. */
export function numberText(number: ExactNumber): string {
  if (number.form === 'double') {
    const value = Number(number.text);
    return Number.isFinite(value) ? javaDouble(value) : number.text;
  }
  return number.form === 'long' ? (integerText(number.text) ?? number.text) : number.text;
}

/** `Double.toString`: at least one digit after the point; from 10^7 and below 10^-3 in scientific notation (`1.0E7`). */
export function javaDouble(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [mantissa = '', power = ''] = Math.abs(value).toExponential().split('e');
  const sign = value < 0 ? '-' : '';
  const digits = mantissa.replace('.', '');
  const exponent = Number(power);
  if (exponent < -3 || exponent >= 7) return `${sign}${digits[0]}.${digits.slice(1) || '0'}E${exponent}`;
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  return `${sign}${digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')}.${digits.slice(exponent + 1) || '0'}`;
}

/** A whole number however it is written (`4096.0`, `1e3`), cut as `BigDecimal.longValue` cuts; null where that is no safe reading. */
function integerText(text: string): string | null {
  if (/^-?\d+$/.test(text)) return BigInt(text).toString();
  const value = Math.trunc(Number(text));
  return Number.isSafeInteger(value) ? BigInt(value).toString() : null;
}

/** A value as Groovy turns it into text (`[a, b]`, `[k:v]`): what `find` compares and `render` shows. */
export function groovyText(value: ExactValue): string {
  if (typeof value === 'string') return value;
  if (value === null || typeof value === 'boolean') return String(value);
  if (value instanceof ExactNumber) return numberText(value);
  if (Array.isArray(value)) return `[${value.map(groovyText).join(', ')}]`;
  return value.size === 0 ? '[:]' : `[${[...value].map(([name, one]) => `${name}:${groovyText(one)}`).join(', ')}]`;
}
