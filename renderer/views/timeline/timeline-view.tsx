/** The time line: runs, syncs, checks, findings and sign-offs on one axis in UTC, zoomed by keyboard, with a table that holds the same. */
import { ActionIcon, Anchor, Button, Chip, Group } from '@mantine/core';
import { IconArrowLeft, IconArrowRight, IconZoomIn, IconZoomOut, IconZoomReset } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { type TimelineItem, timelineKinds } from '../../../core/contract/time';
import { nameAsOf, splitName } from '../../../core/time/name';
import { subjectNamed } from '../../parts/context-menu';
import { type Column, DataTable } from '../../parts/data-table';
import { EmptyState } from '../../parts/empty-state';
import { count, utc } from '../../parts/format';
import { Instant } from '../../parts/instant';
import { LidLink } from '../../parts/lid-link';
import { Loaded } from '../../parts/loaded';
import { Page } from '../../parts/page';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { visibleText } from '../../parts/visible-text';
import { paths } from '../../routes';
import { timelineWords as words } from '../../words/time';
import { Lanes } from './lanes';
import { moved, type Span, zoomed } from './span';
import './timeline.css';

const pageSize = 1000;

function columnsOf(workspace: string): readonly Column<TimelineItem>[] {
  return [
    { id: 'at', title: words.time, value: (one) => one.at, cell: (one) => <Instant value={one.at} />, width: 200 },
    { id: 'clock', title: words.clock, value: (one) => (one.clock === 'recorded' ? words.recorded : words.observed), width: 175 },
    { id: 'kind', title: words.what, value: (one) => words.kinds[one.kind], width: 110 },
    { id: 'title', title: words.titleColumn, value: (one) => one.title, cell: (one) => <TitleCell workspace={workspace} item={one} />, width: 180, grow: 0.6 },
    { id: 'detail', title: words.detail, value: (one) => one.detail, width: 260, grow: 2 },
  ];
}

function TitleCell({ workspace, item }: { workspace: string; item: TimelineItem }) {
  const { kind, lid, title, at } = item;
  if (kind === 'finding') {
    return (
      <Anchor component={Link} inherit href={paths.findings(workspace)}>
        {title}
      </Anchor>
    );
  }
  if (kind === 'sync') {
    return (
      <Anchor component={Link} inherit href={paths.runs(nameAsOf(splitName(workspace).workspace, at))}>
        {title}
      </Anchor>
    );
  }
  return lid === null ? visibleText(title) : <LidLink lid={lid} title={title} {...(kind === 'run' && { kind: 'WorkflowRun' })} />;
}

export function TimelineView({ workspace }: { workspace: string }) {
  const [span, setSpan] = useState<Span | null>(null);
  const [kinds, setKinds] = useState<string[]>([...timelineKinds]);
  const [offset, setOffset] = useState(0);
  const chosen = timelineKinds.filter((kind) => kinds.includes(kind));
  const query = useCall('time.timeline', { workspace, ...(span && { from: span.from, to: span.to }), kinds: chosen, offset, limit: pageSize }, { keep: true });
  useOpened(workspace, 'time.timeline', { kinds: [...timelineKinds], offset: 0, limit: pageSize });
  const columns = useMemo(() => columnsOf(workspace), [workspace]);
  const go = (to: Span | null) => {
    setSpan(to);
    setOffset(0);
  };
  return (
    <Page title={words.title} fill>
      <Loaded query={query}>
        {({ timeline }) => {
          const { from, to, extent, unit, undated, items, total } = timeline;
          const here = from === null || to === null ? null : { from, to };
          const move = (act: (span: Span, extent: Span) => Span) => here && extent && go(act(here, extent));
          const without = Object.entries(undated).map(([kind, n]) => `${words.kinds[kind as TimelineItem['kind']]} ${count(n)}`);
          return (
            <>
              <Group gap="xs" justify="space-between">
                <Chip.Group
                  multiple
                  value={kinds}
                  onChange={(next) => {
                    setKinds(next);
                    setOffset(0);
                  }}
                >
                  <Group gap={6} role="group" aria-label={words.filter}>
                    {timelineKinds.map((kind) => (
                      <Chip key={kind} value={kind} size="xs">
                        {words.kinds[kind]}
                      </Chip>
                    ))}
                  </Group>
                </Chip.Group>
                <Group gap={4}>
                  {[
                    { label: words.earlier, icon: IconArrowLeft, act: () => move((one, all) => moved(one, all, -0.3)) },
                    { label: words.later, icon: IconArrowRight, act: () => move((one, all) => moved(one, all, 0.3)) },
                    { label: words.zoomIn, icon: IconZoomIn, act: () => move((one, all) => zoomed(one, all, 0.5)) },
                    { label: words.zoomOut, icon: IconZoomOut, act: () => move((one, all) => zoomed(one, all, 2)) },
                    { label: words.all, icon: IconZoomReset, act: () => go(null) },
                  ].map(({ label, icon: Icon, act }) => (
                    <ActionIcon key={label} variant="default" aria-label={label} title={label} disabled={here === null} onClick={act}>
                      <Icon size={15} />
                    </ActionIcon>
                  ))}
                </Group>
              </Group>
              {here === null ? (
                <EmptyState title={kinds.length === timelineKinds.length ? words.empty : words.emptyKinds}>{kinds.length === timelineKinds.length && words.emptyHint}</EmptyState>
              ) : (
                <>
                  <Lanes
                    timeline={timeline}
                    kinds={chosen}
                    onMove={(by) => move((one, all) => moved(one, all, by))}
                    onZoom={(factor) => move((one, all) => zoomed(one, all, factor))}
                    onAll={() => go(null)}
                    onSpan={go}
                  />
                  <p className="muted timeline-hint" role="status">
                    {words.span(utc(here.from) ?? here.from, utc(here.to) ?? here.to, unit)}. {words.hint} {without.length > 0 && words.undated(without.join(', '))}
                  </p>
                  <DataTable
                    label={words.table}
                    noun={words.noun}
                    rows={items}
                    columns={columns}
                    subject={({ lid, kind }) => subjectNamed(lid ?? '', kind === 'run' ? 'WorkflowRun' : null)}
                    rowKey={(one) => `${one.kind} ${one.at} ${one.lid ?? one.finding ?? one.sync ?? ''} ${one.title}`}
                    toolbar={
                      total > items.length && (
                        <Group gap={4}>
                          <Button variant="default" size="compact-xs" disabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - pageSize))}>
                            {words.newer}
                          </Button>
                          <span className="muted">{words.page(offset + 1, offset + items.length, total)}</span>
                          <Button variant="default" size="compact-xs" disabled={offset + items.length >= total} onClick={() => setOffset(offset + pageSize)}>
                            {words.older}
                          </Button>
                        </Group>
                      )
                    }
                    empty={<p className="muted">{words.emptyKinds}</p>}
                  />
                </>
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
