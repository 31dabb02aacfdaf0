/** The processing history of one file as a page that a person who knows no pipeline can read from top to bottom. */
import { useEffect, useState } from 'react';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { paths } from '../../routes';
import { custodyWords as words } from '../../words/custody';
import { kindWords } from '../../words/record';
import { runsWords } from '../../words/runs';
import { ExportButton } from '../export/export-button';
import { ImpactLink } from '../impact/impact-link';
import { ToldPanel } from '../openlineage/told-data';
import { ItemTags } from '../tags/item-tags';
import { Begun } from './begun';
import { CheckNow } from './check-now';
import { Contents } from './contents';
import './custody.css';
import { Outside, Runs } from './ends';
import { Proof, Subject, Summary, WeakestLink } from './head';
import { Jump, stepId } from './jump';
import { NamedAlone } from './named-alone';
import { Steps } from './steps';
import { TakeAway } from './take-away';

/** Steps on one page; outside files at first, and with each "more". */
const size = 25;
const outsideSize = 100;
const mostOutside = 5000;

export function CustodyView({ workspace, lid }: { workspace: string; lid: string }) {
  const [from, setFrom] = useState(0);
  const [outsideLimit, setOutsideLimit] = useState(outsideSize);
  const [wanted, setWanted] = useState<number | null>(null);
  // Asked before the history, which the engine is busy with for long.
  const first = useCall('custody.begin', { workspace, lid }).data;
  const query = useCall('custody.get', { workspace, lid, offset: from, limit: size, outsideLimit }, { keep: true });
  useOpened(workspace, 'custody.get', { lid });
  const shown = query.data?.steps[0]?.number ?? 0;
  useEffect(() => {
    if (wanted === null || shown === 0) return;
    const heading = document.getElementById(stepId(wanted));
    if (heading === null) return;
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: 'start' });
    setWanted(null);
  }, [wanted, shown]);
  const jump = (step: number) => {
    setFrom(Math.floor((step - 1) / size) * size);
    setWanted(step);
  };
  return (
    <Loaded query={query} meanwhile={first?.begun ? <Begun title={first.title} begun={first.begun} /> : undefined}>
      {(page) => (
        <Jump.Provider value={jump}>
          <article className="custody" aria-label={words.article}>
            <header>
              <h2 className="custody-title">{page.title}</h2>
              <Subject page={page} />
            </header>
            <Summary page={page} />
            <TakeAway workspace={workspace} page={page} />
            <CheckNow workspace={workspace} lid={page.file.lid} />
            <Contents page={page} />
            <WeakestLink page={page} />
            <Proof page={page} />
            <Steps page={page} from={shown === 0 ? from : shown - 1} size={size} />
            <Runs page={page} />
            <Outside page={page} most={mostOutside} onMore={() => setOutsideLimit(Math.min(mostOutside, outsideLimit * 5))} />
            <NamedAlone page={page} />
          </article>
        </Jump.Provider>
      )}
    </Loaded>
  );
}

/** The page of a file that has no record of its own: one that came from outside. */
export function OutsideCustody({ workspace, path }: { workspace: string; path: string }) {
  return (
    <Page
      title={`${kindWords.External}: ${path}`}
      breadcrumbs={[{ title: runsWords.title, href: paths.runs(workspace) }]}
      actions={
        <>
          <ImpactLink asked={{ by: 'path', path }} />
          <ExportButton workspace={workspace} scope={{ file: path }} name={path.split('/').at(-1) || path} />
        </>
      }
    >
      <ItemTags workspace={workspace} item={{ kind: 'path', text: path }} line="where" />
      <div className="told-panels">
        <ToldPanel workspace={workspace} lid={path} />
      </div>
      <CustodyView workspace={workspace} lid={path} />
    </Page>
  );
}
