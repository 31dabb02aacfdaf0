/** The list behind a number of the overview on a page of its own, which a bar leads to; of a measure also what the number is. */

import { useLocation } from 'wouter';
import { overviewLists } from '../../../core/contract/overview';
import { measureValue } from '../../../core/overview/words';
import { EmptyState } from '../../parts/empty-state';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { overviewWords as words } from '../../words/overview';
import { ListBehind } from './list-behind';
import { MeasureFacts } from './measure-facts';
import './overview.css';

export function ListView({ workspace, list: asked, part }: { workspace: string; list: string; part: string | undefined }) {
  const [, go] = useLocation();
  const list = overviewLists.find((one) => one === asked) ?? null;
  useOpened(workspace, 'overview.get', {});
  const measure = useCall('overview.get', { workspace }, { fresh: true }).data?.overview.measures.find((one) => one.id === list);
  const crumbs = [{ title: words.title, href: paths.overview(workspace) }];
  if (list === null) {
    return (
      <Page title={words.title} breadcrumbs={crumbs}>
        <EmptyState title={words.noList(visibleText(asked))} />
      </Page>
    );
  }
  const name = list in words.lists ? words.lists[list as keyof typeof words.lists] : (measure?.name ?? words.title);
  return (
    <Page title={measure === undefined ? name : `${name}: ${measureValue(measure)}`} breadcrumbs={crumbs}>
      {measure && <MeasureFacts measure={measure} />}
      <ListBehind
        workspace={workspace}
        list={list}
        title={measure?.list ?? name}
        part={part ?? ''}
        onPart={(next) => go(paths.overviewList(workspace, next === '' ? { list } : { list, part: next }), { replace: true })}
        measure={measure}
        bare={measure === undefined}
        height={560}
      />
    </Page>
  );
}
