/** A few records as links on one line, and how many more there are. */
import { partsWords } from '../words/parts';
import { LidLink } from './lid-link';

interface LinkListProps {
  links: readonly { lid: string; title: string; kind?: string }[];
  /** How many there are in all, where `links` holds only the first. */
  total?: number;
  /** How many are drawn. */
  most?: number;
}

export function LinkList({ links, total = links.length, most = 3 }: LinkListProps) {
  const drawn = links.slice(0, most);
  const rest = links.slice(most).map((link) => link.title);
  return (
    <span className="link-list">
      {drawn.map((link, index) => (
        <span key={link.lid}>
          {index > 0 && ', '}
          <LidLink lid={link.lid} title={link.title} {...(link.kind && { kind: link.kind })} />
        </span>
      ))}
      {total > drawn.length && (
        <span className="muted" title={rest.join(', ')}>
          {' '}
          {partsWords.more(total - drawn.length)}
        </span>
      )}
    </span>
  );
}
