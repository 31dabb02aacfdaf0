/** A path in a narrow place, cut at its beginning: the end is what tells files apart. The whole stands in the tooltip. */
import './path-end.css';
import { visibleText } from './visible-text';

export function PathEnd({ path }: { path: string }) {
  const text = visibleText(path);
  return (
    <span className="path-end" title={text}>
      <bdi>{text}</bdi>
    </span>
  );
}
