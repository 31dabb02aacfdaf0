/** One finding beside the list: what it proves and does not, what it rests on, and the bytes before and after. */
import { Anchor, Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { FindingDetail } from '../../../core/contract/findings';
import { findingKinds } from '../../../core/findings/kinds';
import { kindLines } from '../../../core/findings/words';
import { ActButton } from '../../parts/act-button';
import { Instant } from '../../parts/instant';
import { LidLink } from '../../parts/lid-link';
import { Loaded } from '../../parts/loaded';
import { Size } from '../../parts/size';
import { useCall } from '../../parts/use-call';
import { visibleLines, visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { findingsWords as words } from '../../words/findings';
import { AcknowledgeDialog } from './acknowledge-dialog';
import { FieldChanges } from './field-changes';

interface Props {
  workspace: string;
  id: string;
  onClose: () => void;
}

export function FindingPanel({ workspace, id, onClose }: Props) {
  const query = useCall('findings.show', { workspace, id });
  return (
    <section className="panel finding-panel" aria-label={words.panel}>
      <Loaded query={query}>{({ detail }) => <Shown workspace={workspace} detail={detail} onClose={onClose} />}</Loaded>
    </section>
  );
}

function Shown({ workspace, detail, onClose }: { workspace: string; detail: FindingDetail; onClose: () => void }) {
  const { finding, acknowledgements, seenBetween, elsewhere } = detail;
  const [asking, setAsking] = useState(false);
  const { grave, short } = findingKinds[finding.type];
  return (
    <>
      <div className="finding-head">
        <h2 className={grave ? 'finding-grave' : undefined}>{short}</h2>
        <ActButton act="findings.acknowledge" size="compact-sm" variant="default" onClick={() => setAsking(true)} disabled={!finding.holds}>
          {words.acknowledge}
        </ActButton>
        <Button size="compact-sm" variant="subtle" onClick={onClose}>
          {words.close}
        </Button>
      </div>
      <p className="wrap-anywhere">{visibleText(finding.detail)}</p>
      {!finding.holds && <p className="caution">{words.past}</p>}
      <dl className="finding-facts">
        <dt>{words.record}</dt>
        <dd className="wrap-anywhere">{finding.lid ? <LidLink lid={finding.lid} whole /> : visibleText(finding.key)}</dd>
        {finding.object !== null && <Fact title={words.object} text={finding.object} />}
        {finding.run !== null && (
          <>
            <dt>{words.run}</dt>
            <dd>
              <LidLink lid={finding.run} whole />
            </dd>
          </>
        )}
        {seenBetween && (
          <>
            <dt>{words.seen}</dt>
            <dd>
              {words.sync(finding.sync ?? 0)}, <Instant value={seenBetween.from} /> – {seenBetween.to ? <Instant value={seenBetween.to} /> : words.interrupted}, {words.seenBetween}
            </dd>
          </>
        )}
        {elsewhere.length > 0 && <Fact title={words.elsewhere} text={elsewhere.join(', ')} />}
        {acknowledgements.map((one) => (
          <div key={`${one.at} ${one.reason}`} className="finding-fact">
            <dt>{words.acknowledged}</dt>
            <dd className="wrap-anywhere">
              <Instant value={one.at} /> {visibleText(words.acknowledgedBy(one.by, one.reason))}
            </dd>
          </div>
        ))}
      </dl>
      <Compared workspace={workspace} detail={detail} />
      <h3>{words.meaning}</h3>
      <dl className="finding-facts">
        {kindLines(finding.type).map(([title, text]) => (
          <Fact key={title} title={title} text={text} />
        ))}
      </dl>
      <Evidence lines={detail.evidence} />
      {asking && <AcknowledgeDialog workspace={workspace} ids={[finding.id]} onClose={() => setAsking(false)} />}
    </>
  );
}

function Fact({ title, text }: { title: string; text: string }) {
  return (
    <>
      <dt>{title}</dt>
      <dd className="wrap-anywhere">{visibleText(text)}</dd>
    </>
  );
}

/** Old and new side by side, then field by field. */
function Compared({ workspace, detail: { finding, old, new: now, how, changes, changeCount, bytesDiffer } }: { workspace: string; detail: FindingDetail }) {
  if (old === null && now === null) return null;
  const both = old !== null && now !== null;
  return (
    <>
      <h3>{both ? words.versions : words.bytesKept}</h3>
      {bytesDiffer !== null && <p>{bytesDiffer}</p>}
      {how === 'fields' && changeCount > 0 && <FieldChanges changes={changes} changeCount={changeCount} />}
      <div className="finding-sides">
        {[
          { title: both || now === null ? words.before : '', version: old },
          { title: both ? words.after : '', version: now },
        ].map(
          ({ title, version }) =>
            version && (
              <section key={version.sha256} aria-label={title || words.bytesKept}>
                <h4>{title}</h4>
                <p className="muted">
                  <Size bytes={version.size} />, {words.sync(version.sync)},{' '}
                  {finding.lid === null ? (
                    <span className="mono wrap-anywhere">{version.sha256}</span>
                  ) : (
                    <Anchor component={Link} inherit className="mono wrap-anywhere" href={paths.record(workspace, finding.lid, 'raw', version.sha256)}>
                      {version.sha256}
                    </Anchor>
                  )}
                </p>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is longer than the box is reached by the keyboard alone through it */}
                <pre className="finding-bytes" tabIndex={0}>
                  {visibleLines(version.text)}
                </pre>
                {version.truncated && <p className="muted">{words.cut}</p>}
              </section>
            ),
        )}
      </div>
    </>
  );
}

function Evidence({ lines }: { lines: FindingDetail['evidence'] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h3>{words.evidence}</h3>
      <ul className="finding-evidence">
        {lines.map((one) => (
          <li key={one.leaf}>
            {words.leaf(one.leaf.toLocaleString('en-US'))}: <code className="wrap-anywhere">{visibleText(one.line)}</code>
          </li>
        ))}
      </ul>
    </>
  );
}
