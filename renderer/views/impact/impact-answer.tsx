/** The answer in counts: reached, unknown, unaffected, each of how many; the contents of the path; why what is unknown is so. */
import { Anchor } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Output } from '../../../core/contract';
import type { ImpactBegun, ImpactCounts, ImpactQuestion } from '../../../core/contract/impact';
import { doubtWords, unaffectedWords } from '../../../core/graph/impact/reasons';
import { ErrorBox } from '../../parts/error-box';
import { count } from '../../parts/format';
import { LidLink } from '../../parts/lid-link';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { impactWords as words } from '../../words/impact';
import { CopiedFrom } from './copied-from';

const kinds = ['published', 'files', 'tasks', 'runs'] as const;

interface ImpactAnswerProps {
  workspace: string;
  asked: ImpactQuestion;
  summary: ImpactBegun;
  /** With the contents of the path, which follow. */
  contents: UseQueryResult<Output<'impact.summary'>, Error>;
}

export function ImpactAnswer({ workspace, asked, summary, contents }: ImpactAnswerProps) {
  const { starts, copiedFrom, unread, outside } = summary;
  return (
    <>
      <section className="panel" aria-label={words.answer}>
        <h2 className="wrap-anywhere">{visibleText(summary.said)}</h2>
        <p className="wrap-anywhere">
          {words.starts(starts.count)}{' '}
          {starts.first.slice(0, 5).map((one, i) => (
            <span key={one.lid}>
              {i > 0 && ', '}
              {one.as === 'outside' ? (
                <span className="mono">{visibleText(one.lid)}</span>
              ) : (
                <LidLink lid={one.lid} title={one.title} {...(one.as === 'run' && { kind: 'WorkflowRun' })} />
              )}
            </span>
          ))}
          {starts.count > 5 && ` ${words.andMore(starts.count - 5)}`}
        </p>
        <CopiedFrom workspace={workspace} copiedFrom={copiedFrom} said={words.copied(copiedFrom.count)} />
        <CountTable summary={summary} />
        {outside.reached + outside.unknown > 0 && <p className="muted">{words.outside(outside.reached, outside.unknown)}</p>}
        {unread > 0 && <p className="impact-caution">{words.unread(unread)}</p>}
      </section>
      <Contents workspace={workspace} asked={asked} count={summary.contents} query={contents} />
      {summary.byReason.length > 0 && (
        <section className="panel" aria-label={words.why}>
          <h2>{words.why}</h2>
          <ul className="sentences">
            {summary.byReason.map(({ reason, published, files, tasks, runs, others }) => (
              <li key={reason}>
                <strong>{words.whyCount(published, files - published, tasks, runs, others)}</strong>: {doubtWords[reason].sentence}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Spread summary={summary} />
      <details className="panel">
        <summary>{words.notes}</summary>
        <ul className="sentences">
          {[...summary.notes, unaffectedWords].map((note) => (
            <li key={note} className="wrap-anywhere">
              {visibleText(note)}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function CountTable({ summary }: { summary: ImpactBegun }) {
  const rows: [string, ImpactCounts, string][] = [
    [words.reached, summary.reached, 'reached'],
    [words.unknown, summary.unknown, 'unknown'],
    [words.unaffected, summary.unaffected, 'unaffected'],
    [words.all, summary.of, 'all'],
  ];
  return (
    <table className="impact-counts" aria-label={words.answer}>
      <thead>
        <tr>
          <td />
          {kinds.map((kind) => (
            <th key={kind} scope="col">
              {words.kinds[kind]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([title, counts, state]) => (
          <tr key={state} data-state={state}>
            <th scope="row">{title}</th>
            {kinds.map((kind) => (
              <td key={kind}>{count(counts[kind])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Contents({ workspace, asked, count: contents, query }: { workspace: string; asked: ImpactQuestion; count: number; query: ImpactAnswerProps['contents'] }) {
  if (asked.by !== 'path') return null;
  const { path } = asked;
  const byChecksum = query.data?.summary.byChecksum;
  const fault = query.isError ? <ErrorBox error={query.error} onRetry={() => void query.refetch()} /> : null;
  if ((byChecksum?.length ?? contents) < 2 && asked.checksum === undefined) return fault;
  return (
    <section className="panel" aria-label={words.checksums(contents)} aria-busy={byChecksum === undefined && fault === null}>
      <h2>{words.checksums(contents)}</h2>
      <p>{words.checksumsHint}</p>
      {byChecksum === undefined && (fault ?? <p className="muted">{words.checksumsCounting}</p>)}
      <ul className="sentences">
        {byChecksum?.map(({ checksum, runs }) => (
          <li key={checksum} aria-current={asked.checksum !== undefined && asked.checksum === checksum ? 'true' : undefined} className="wrap-anywhere">
            {checksum === null ? words.noChecksum : <span className="mono">{visibleText(checksum)}</span>} ·{' '}
            {words.contentRuns(runs.length, runs.map(({ title }) => visibleText(title)).join(', '))}
            {checksum !== null && checksum !== asked.checksum && (
              <>
                {' · '}
                <Anchor component={Link} inherit href={paths.impact(workspace, { by: 'path', path, checksum })} aria-label={`${words.narrow}: ${visibleText(checksum)}`}>
                  {words.narrow}
                </Anchor>
              </>
            )}
          </li>
        ))}
      </ul>
      {asked.checksum !== undefined && (
        <Anchor component={Link} href={paths.impact(workspace, { by: 'path', path })}>
          {words.whole}
        </Anchor>
      )}
    </section>
  );
}

function Spread({ summary }: { summary: ImpactBegun }) {
  const { byDistance, byLabel, labels } = summary;
  if (byDistance.length === 0) return null;
  const head = (title: string, shown: readonly (typeof kinds)[number][], tip?: string) => (
    <thead>
      <tr>
        <th scope="col" title={tip}>
          {title}
        </th>
        {shown.map((kind) => (
          <th key={kind} scope="col">
            {words.kinds[kind]}
          </th>
        ))}
      </tr>
    </thead>
  );
  const labelled = ['published', 'files', 'tasks'] as const;
  return (
    <details className="panel">
      <summary>{words.spread}</summary>
      <div className="impact-spread">
        <table className="impact-counts" aria-label={words.distance}>
          {head(words.distance, kinds, words.stepsTip)}
          <tbody>
            {byDistance.map((one) => (
              <tr key={one.distance}>
                <th scope="row">{one.andMore ? words.beyond(one.distance) : one.distance}</th>
                {kinds.map((kind) => (
                  <td key={kind}>{count(one[kind])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {byLabel.length === 0 ? (
          <p className="muted">{words.noLabels}</p>
        ) : (
          <div>
            <table className="impact-counts" aria-label={words.label}>
              {head(words.label, labelled)}
              <tbody>
                {byLabel.slice(0, 20).map((one) => (
                  <tr key={one.label}>
                    <th scope="row" className="wrap-anywhere">
                      {visibleText(one.label)}
                    </th>
                    {labelled.map((kind) => (
                      <td key={kind}>{count(one[kind])}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
            {labels > 20 && <p className="muted">{words.firstLabels(20, labels)}</p>}
          </div>
        )}
      </div>
    </details>
  );
}
