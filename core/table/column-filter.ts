/** What a person types above one column: words that its text must hold, or a bound for a number. */

type Value = string | number | null;
type Test = (value: Value) => boolean;

const bounds: Record<string, (value: number, bound: number) => boolean> = {
  '>': (value, bound) => value > bound,
  '<': (value, bound) => value < bound,
  '>=': (value, bound) => value >= bound,
  '<=': (value, bound) => value <= bound,
  '=': (value, bound) => value === bound,
};

/** As sizes are shown and as people write them, in bytes. */
const units: Record<string, number> = { b: 1, byte: 1, bytes: 1, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30, tib: 2 ** 40, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 };

/** Whether a value fits the text: `>100`, `<=5`, `=0`, `>100 KiB` bound numbers; else every word must be in it. null: nothing was asked. A value that is not recorded fits no bound. */
export function columnTest(text: string): Test | null {
  const asked = text.trim();
  if (asked === '') return null;
  const [, sign = '', number = '', unit = ''] = /^(>=|<=|>|<|=)\s*(-?[\d,]*\.?\d+)\s*(bytes?|b|[kmgt]i?b)?$/i.exec(asked) ?? [];
  const within = bounds[sign];
  const bound = Number(number.replaceAll(',', '')) * (units[unit.toLowerCase()] ?? 1);
  if (within !== undefined)
    return (value) =>
      typeof value === 'number'
        ? within(value, bound)
        : String(value ?? '')
            .toLowerCase()
            .includes(asked.toLowerCase());
  const words = asked.toLowerCase().split(/\s+/);
  return (value) => {
    const held = String(value ?? '').toLowerCase();
    return words.every((word) => held.includes(word));
  };
}
