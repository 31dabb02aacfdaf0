/** A record by its name as a link, its LID beside it. */
import { LidLink } from './lid-link';
import './named-lid.css';
import { visibleText } from './visible-text';

export function NamedLid({ lid, title, kind, present }: { lid: string; title: string; kind?: string; present?: boolean }) {
  return (
    <span className="named-lid">
      <LidLink lid={lid} title={title} {...(kind !== undefined && { kind })} {...(present !== undefined && { present })} />{' '}
      <span className="mono muted wrap-anywhere">{visibleText(lid)}</span>
    </span>
  );
}
