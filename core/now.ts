/** The time of this computer's clock, as it is kept and told. */
import type { Ports } from './ports';

/** ISO 8601 in UTC, to the millisecond. */
export function nowOf({ clock }: Pick<Ports, 'clock'>): string {
  return new Date(clock.now().ms).toISOString();
}
