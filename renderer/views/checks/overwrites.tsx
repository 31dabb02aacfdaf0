/** Paths that several records claim, who they are, and whose bytes are there now. */
import { IconShieldCheck } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { Overwrite } from '../../../core/contract/overwrites';
import { ActButton } from '../../parts/act-button';
import { ErrorBox } from '../../parts/error-box';
import { Instant } from '../../parts/instant';
import { JobProgress } from '../../parts/job-progress';
import { LidLink } from '../../parts/lid-link';
import { Size } from '../../parts/size';
import { forgetWorkspace, useCall } from '../../parts/use-call';
import { useJob } from '../../parts/use-job';
import { visibleText } from '../../parts/visible-text';
import { evidenceWords, overwriteWords as words } from '../../words/overwrites';
import './overwrites.css';

type Claimant = Overwrite['claimants'][number];

function Who({ claimant }: { claimant: Claimant }) {
  const names = claimant.runs.map(({ name, lid }) => visibleText(name ?? lid)).join(', ') || words.noRun;
  if (claimant.lid === null) return words.contentOf(names);
  return (
    <>
      {names} <LidLink lid={claimant.lid} /> {claimant.vanished && <span className="caution">{words.gone}</span>}
    </>
  );
}

function Contested({ overwrite }: { overwrite: Overwrite }) {
  const { path, checkedPath, claimants, now } = overwrite;
  return (
    <li className="overwrite">
      <div className="mono wrap-anywhere">{visibleText(path)}</div>
      {checkedPath !== path && (
        <div className="muted">
          {words.lookedFor} <span className="mono wrap-anywhere">{visibleText(checkedPath)}</span>
        </div>
      )}
      <table aria-label={visibleText(path)}>
        <thead>
          <tr>
            <th scope="col">{words.columns.claimant}</th>
            <th scope="col">{words.columns.time}</th>
            <th scope="col">{words.columns.size}</th>
            <th scope="col">{words.columns.evidence}</th>
          </tr>
        </thead>
        <tbody>
          {claimants.map((claimant, at) => (
            <tr key={claimant.lid ?? claimant.recorded.checksum?.value} data-here={now.claimants.includes(at)}>
              <td>
                <Who claimant={claimant} />
              </td>
              <td>
                <Instant value={claimant.recorded.modifiedAt} />
              </td>
              <td>
                <Size bytes={claimant.recorded.size} />
              </td>
              <td>
                {claimant.evidence !== null ? evidenceWords[claimant.evidence] : now.state === 'unknown' ? words.notKnown : words.notLooked}
                {now.claimants.includes(at) && <strong> · {words.here}</strong>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{visibleText(now.sentence)}</p>
    </li>
  );
}

/** Nothing at all where no path is claimed twice. `open`: shown at once, as on a page of its own file. */
export function Overwrites({ workspace, run, lid, open = false }: { workspace: string; run?: string | undefined; lid?: string; open?: boolean }) {
  const queries = useQueryClient();
  const scope = { workspace, ...(run !== undefined && { run }), ...(lid !== undefined && { lid }), limit: 200 };
  const { data } = useCall('overwrites.list', scope);
  const look = useJob('overwrites.look', scope);
  if (data === undefined || data.total === 0) return null;
  const start = async () => {
    await look.start();
    await forgetWorkspace(queries, workspace);
  };
  return (
    <details className="overwrites" open={open}>
      <summary>{words.summary(data.total)}</summary>
      {look.state?.status === 'running' ? (
        <JobProgress label={words.looking} progress={look.state.progress} startedAt={look.state.startedAt} stopping={look.state.stopping} onCancel={look.cancel} />
      ) : (
        <ActButton act="overwrites.look" variant="default" size="xs" leftSection={<IconShieldCheck size={15} aria-hidden="true" />} onClick={() => void start()}>
          {words.look}
        </ActButton>
      )}
      {look.state?.status === 'failed' && <ErrorBox error={look.state.error} />}
      {data.overwrites.length < data.total && <p className="muted">{words.shown(data.overwrites.length, data.total)}</p>}
      <ul>
        {data.overwrites.map((overwrite) => (
          <Contested key={`${overwrite.kind} ${overwrite.path}`} overwrite={overwrite} />
        ))}
      </ul>
    </details>
  );
}
