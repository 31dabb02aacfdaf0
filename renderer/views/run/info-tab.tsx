/** Everything the records say of a run, group by group; what they do not say reads "not recorded". */
import type { RunPage } from '../../../core/contract/runs';
import { Facts } from '../../parts/facts';
import { JsonTree } from '../../parts/json-tree';
import { Labels } from '../../parts/labels';
import { OpenedHere } from '../../parts/opened-here';
import { visibleText } from '../../parts/visible-text';
import { runWords as words } from '../../words/run';
import { ImpactLink } from '../impact/impact-link';
import { FactValue } from './fact-value';

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

export function InfoTab({ workspace, run }: { workspace: string; run: RunPage }) {
  return (
    <div className="run-panels">
      {run.groups.map((group) => (
        <section key={group.title} className="panel" aria-label={group.title}>
          <h2>{visibleText(group.title)}</h2>
          <Facts rows={group.facts.map((fact) => ({ name: visibleText(fact.name), path: fact.path, value: <FactValue fact={fact} /> }))} />
        </section>
      ))}
      {run.labels.length > 0 && (
        <section className="panel" aria-label={words.labels}>
          <h2>{words.labels}</h2>
          <Labels labels={run.labels} />
        </section>
      )}
      <section className="panel wide" aria-label={words.params}>
        <h2>{words.params}</h2>
        {run.params.length === 0 ? (
          <p className="muted">{words.noParams}</p>
        ) : (
          <Facts
            rows={run.params.map((param, index) => ({
              name: visibleText(param.name),
              path: `params[${index}]${param.type ? ` (${param.type})` : ''}`,
              value: param.masked ? (
                <JsonTree value={param.value} />
              ) : (
                <>
                  <JsonTree value={param.value} />{' '}
                  {param.name !== '' && (
                    <ImpactLink asked={{ by: 'param', name: param.name, value: typeof param.value === 'string' ? param.value : JSON.stringify(param.value) }} />
                  )}
                </>
              ),
            }))}
          />
        )}
      </section>
      <section className="panel wide" aria-label={words.config}>
        <h2>{words.config}</h2>
        {isEmpty(run.config) ? <p className="muted">{words.noConfig}</p> : <JsonTree value={run.config} />}
      </section>
      <section className="panel wide" aria-label={words.notRecorded}>
        <h2>{words.notRecorded}</h2>
        <ul className="sentences">
          {run.notRecorded.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
      <OpenedHere workspace={workspace} subject={run.row.lid} />
    </div>
  );
}
