/** Where a history ends: the runs that governed its steps, and the files from outside. */
import { Button } from '@mantine/core';
import type { Custody, CustodyRun } from '../../../core/contract/custody';
import { Facts } from '../../parts/facts';
import { Instant } from '../../parts/instant';
import { JsonTree } from '../../parts/json-tree';
import { LidLink } from '../../parts/lid-link';
import { visibleText } from '../../parts/visible-text';
import { custodyWords as words } from '../../words/custody';
import { Checksum, FileLink, FileVerdict, StepLink } from './file-table';

function Run({ run }: { run: CustodyRun }) {
  const mono = (text: string | null) => text && <span className="mono wrap-anywhere">{visibleText(text)}</span>;
  return (
    <article className="custody-run" aria-label={visibleText(run.title)}>
      <h3>
        <LidLink lid={run.lid} title={run.title} kind={run.kind} present={run.present} /> <span className="muted">{words.governed(run.steps)}</span>
      </h3>
      <Facts
        rows={[
          { name: words.pipeline, value: run.pipeline && visibleText(run.pipeline) },
          { name: words.repository, value: mono(run.repository) },
          { name: words.revision, value: run.revision && visibleText(run.revision) },
          { name: words.commit, value: mono(run.commit) },
          { name: words.started, value: run.start && <Instant value={run.start} /> },
          { name: words.nextflow, value: run.nextflow && visibleText(run.nextflow) },
          { name: words.code, value: visibleText(run.code) },
        ]}
      />
      <h4>{words.params(run.params.length, run.paramCount)}</h4>
      {run.params.length === 0 ? (
        <p className="muted">{words.noParams}</p>
      ) : (
        <ul className="custody-values">
          {run.params.map((param) => (
            <li key={param.name}>
              <span className="mono">{visibleText(param.name)}</span> = <JsonTree value={param.value} />
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

export function Runs({ page }: { page: Custody }) {
  if (page.runs.length === 0) return null;
  const title = words.runs(page.runs.length, page.runCount);
  return (
    <section aria-label={title} className="custody-section">
      <h2>{title}</h2>
      {page.runs.map((run) => (
        <Run key={run.lid} run={run} />
      ))}
    </section>
  );
}

/** `most`: as many as a page ever holds. */
export function Outside({ page, most, onMore }: { page: Custody; most: number; onMore: () => void }) {
  const title = words.outsideFiles(page.outside.length, page.outsideCount);
  return (
    <section aria-label={title} className="custody-section">
      <h2>{title}</h2>
      <p className="muted">{page.outsideCount === 0 ? words.noOutside : words.outsideHint}</p>
      {page.outside.length > 0 && (
        <table className="custody-table" aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{words.file}</th>
              <th scope="col">{words.namedIn}</th>
              <th scope="col">{words.checksum}</th>
              <th scope="col">{words.verdict}</th>
            </tr>
          </thead>
          <tbody>
            {page.outside.map((file) => (
              <tr key={file.lid}>
                <th scope="row">
                  <FileLink file={file} whole />
                  {file.otherContents > 0 && <div className="custody-caution">{words.otherContents(file.otherContents)}</div>}
                </th>
                <td>
                  {file.firstStep !== null && <StepLink step={file.firstStep} />}
                  {file.parameterOnly && <div className="muted">{words.parameterOnly}</div>}
                </td>
                <td>{file.checksum === null && file.checksums > 1 ? words.severalChecksums(file.checksums) : <Checksum checksum={file.checksum} />}</td>
                <td>
                  <FileVerdict file={file} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {page.outside.length < page.outsideCount &&
        (page.outside.length < most ? (
          <Button variant="default" mt="xs" onClick={onMore}>
            {words.more}
          </Button>
        ) : (
          <p className="muted">{words.outsideMost(most)}</p>
        ))}
    </section>
  );
}
