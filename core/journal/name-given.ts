/** The name that a person gives for an OS account on this home: a word of their own, never an identity. */
import type { Ports } from '../ports';

const path = 'names.json';

export function readNames({ home }: Pick<Ports, 'home'>): Record<string, string> {
  if (!home.exists(path)) return {};
  try {
    const raw = JSON.parse(new TextDecoder().decode(home.read(path))) as unknown;
    if (typeof raw !== 'object' || raw === null) return {};
    return Object.fromEntries(Object.entries(raw).filter(([, name]) => typeof name === 'string' && name !== '' && name.length <= 200));
  } catch {
    return {};
  }
}

/** null where none was given. */
export function nameGiven(ports: Pick<Ports, 'home' | 'who'>): string | null {
  const names = readNames(ports);
  return Object.hasOwn(names, ports.who.user) ? (names[ports.who.user] ?? null) : null;
}

export function keepName(ports: Pick<Ports, 'home' | 'who'>, name: string | null): void {
  const { [ports.who.user]: _, ...others } = readNames(ports);
  const names = name === null ? others : { ...others, [ports.who.user]: name };
  ports.home.replace(path, new TextEncoder().encode(`${JSON.stringify(names, null, 2)}\n`));
}
