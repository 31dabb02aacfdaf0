/** The page of a run of others, or of data that their events alone name: what they say of it, and which records it joins. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Page } from '../../parts/page';
import { paths } from '../../routes';
import { toldWords as words } from '../../words/openlineage';
import { storeWords } from '../../words/workspaces';
import { GraphView } from '../graph/graph-view';
import { ImpactLink } from '../impact/impact-link';
import { ItemTags } from '../tags/item-tags';
import './openlineage.css';
import { ToldPanel } from './told-data';
import { ToldRun } from './told-run';

export function ToldView({ workspace, lid }: { workspace: string; lid: string }) {
  const isRun = lid.startsWith('openlineage:run/');
  const crumbs = [{ title: storeWords.title, href: paths.workspace(workspace) }];
  return (
    <Page
      title={`${isRun ? words.run : words.data}: ${isRun ? lid.slice('openlineage:run/'.length) : lid}`}
      breadcrumbs={crumbs}
      actions={<ImpactLink asked={{ by: 'lid', lid }} />}
    >
      <p className="caution">{words.meaning}</p>
      <ItemTags workspace={workspace} item={{ kind: isRun ? 'record' : 'path', text: lid }} line="where" />
      <div className="told-panels">
        {isRun ? <ToldRun workspace={workspace} lid={lid} /> : <ToldPanel workspace={workspace} lid={lid} always />}
        <InGraph workspace={workspace} lid={lid} />
      </div>
    </Page>
  );
}

function InGraph({ workspace, lid }: { workspace: string; lid: string }) {
  const [open, setOpen] = useState(false);
  return (
    <section className="panel" aria-label={words.graph}>
      <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
        {words.graph}
      </Button>
      {open && (
        <div className="told-graph">
          <GraphView workspace={workspace} lid={lid} />
        </div>
      )}
    </section>
  );
}
