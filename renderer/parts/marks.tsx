/** The marks of a run (stub, preview, resumed …) as badges with words. */
import type { RunRow } from '../../core/contract/runs';
import { markTerms } from '../words/runs';
import { terms } from '../words/terms';
import './verdict-badge.css';

export function Marks({ marks }: { marks: RunRow['marks'] }) {
  return (
    <span className="verdict-group">
      {marks.map((mark) => {
        const { term, caution } = markTerms[mark];
        return (
          <span key={mark} className="verdict-side" data-tone={caution ? 'caution' : 'neutral'} title={`${terms[term].technical}: ${terms[term].meaning}`}>
            {terms[term].plain}
          </span>
        );
      })}
    </span>
  );
}
