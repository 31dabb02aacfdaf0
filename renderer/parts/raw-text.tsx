/** Bytes as text, every unseen character shown, with what cannot be shown of them said before. */
import { visibleLines } from './visible-text';

/** `truncated`, `notUtf8`: the sentence, where it is so. */
export function RawText({ text, truncated, notUtf8 }: { text: string; truncated: string | null; notUtf8: string | null }) {
  return (
    <>
      {truncated !== null && <p className="caution">{truncated}</p>}
      {notUtf8 !== null && <p className="caution">{notUtf8}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling block must be reachable by keyboard */}
      <pre className="raw mono" tabIndex={0}>
        {visibleLines(text)}
      </pre>
    </>
  );
}
