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

/** Whether a value fits the text: `>100`, `<=5`, `=0` bound numbers; else every word must be in it. null: nothing was asked. A value that is not recorded fits no bound. */
export function columnTest(text: string): Test | null {
  const asked = text.trim();
  if (asked === '') return null;
  const [, sign = '', number = ''] = /^(>=|<=|>|<|=)\s*(-?[\d,]*\.?\d+)$/.exec(asked) ?? [];
  const within = bounds[sign];
  const bound = Number(number.replaceAll(',', ''));
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
