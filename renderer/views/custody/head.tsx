/** What a reader needs first: the history in plain language, its weakest link and why, what is proven and what is not. */
import type { Custody } from '../../../core/contract/custody';
import { rankOf, weaknessWords } from '../../../core/graph/custody/weakness';
import { CopyButton } from '../../parts/copy-button';
import { SafeText } from '../../parts/masked';
import { PathEnd } from '../../parts/path-end';
import { visibleText } from '../../parts/visible-text';
import { custodyWords as words } from '../../words/custody';
import { ReportLink } from '../report/report-link';
import { FileLink, StepLink } from './file-table';

/** Bad where something is known to be wrong, good for verified content alone, as everywhere. */
function toneOf(weakness: NonNullable<Custody['weakest']>['weakness']): string {
  if ((rankOf.get(weakness) ?? 0) <= (rankOf.get('contradicts-itself') ?? 0)) return 'bad';
  if (weakness === 'content-verified') return 'good';
  return (rankOf.get(weakness) ?? 0) < (rankOf.get('not-checked') ?? 0) ? 'caution' : 'neutral';
}

export function Summary({ page }: { page: Custody }) {
  const [first, ...rest] = page.summary;
  return (
    <section aria-label={words.summary} className="custody-summary">
      <p className="custody-first">
        <SafeText text={first ?? ''} />
      </p>
      {rest.map((sentence) => (
        <p key={sentence}>
          <SafeText text={sentence} />
        </p>
      ))}
    </section>
  );
}

export function WeakestLink({ page }: { page: Custody }) {
  const { weakest } = page;
  return (
    <section aria-label={words.weakest} className="custody-weakest" data-tone={weakest === null ? 'neutral' : toneOf(weakest.weakness)}>
      <h2>{words.weakest}</h2>
      {weakest === null ? (
        <p>{words.weakestNone}</p>
      ) : (
        <>
          <p>
            <strong>{weaknessWords[weakest.weakness].short}.</strong> <SafeText text={weakest.text} /> {weakest.step !== null && <StepLink step={weakest.step} />}
          </p>
          <p>{weaknessWords[weakest.weakness].rule}</p>
        </>
      )}
      <details>
        <summary>{words.why}</summary>
        {page.rule.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <table className="custody-table">
          <caption>{words.ranks}</caption>
          <thead>
            <tr>
              <th scope="col">{words.rankKind}</th>
              <th scope="col">{words.rankCount}</th>
              <th scope="col">{words.rankRule}</th>
            </tr>
          </thead>
          <tbody>
            {page.ranks.map((rank) => (
              <tr key={rank.weakness} data-some={rank.count > 0 || undefined}>
                <th scope="row">{rank.short}</th>
                <td className="nowrap">{words.of(rank.count, rank.of, rank.basis)}</td>
                <td>{rank.rule}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      {page.places.length > 1 && (
        <details>
          <summary>{words.places(page.places.length, page.placeCount)}</summary>
          <ul>
            {page.places.map((place) => (
              <li key={`${place.weakness} ${place.lid} ${place.text}`}>
                <strong>{weaknessWords[place.weakness].short}.</strong> <SafeText text={place.text} /> {place.step !== null && <StepLink step={place.step} />}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{visibleText(sentence)}</li>
        ))}
      </ul>
    </section>
  );
}

export function Proof({ page }: { page: Custody }) {
  return (
    <div className="custody-proof">
      <Sentences title={words.notProven} sentences={page.notProven} />
      <Sentences title={words.proven} sentences={page.proven} />
    </div>
  );
}

/** Characters of a path that leave room for what the page is for. */
const longest = 300;

/** A path as it is; of a very long one its end, which tells files apart, with the whole to copy. */
function LongPath({ path }: { path: string }) {
  if (path.length <= longest) return <span className="mono wrap-anywhere">{visibleText(path)}</span>;
  return (
    <span className="custody-long-path mono">
      <PathEnd path={path} /> <CopyButton text={path} what={words.path} />
    </span>
  );
}

export function Subject({ page }: { page: Custody }) {
  const { file } = page;
  return (
    <p className="custody-subject">
      {/* The page of an outside file is this one: a link would lead nowhere. */}
      {file.kind === 'External' ? <LongPath path={file.lid} /> : <FileLink file={file} whole />}{' '}
      {file.path !== null && file.path !== file.lid && (
        <span className="muted">
          <LongPath path={file.path} />
        </span>
      )}{' '}
      {file.kind === 'External' && <ReportLink about={{ kind: 'file', lid: file.lid }} />}
    </p>
  );
}
