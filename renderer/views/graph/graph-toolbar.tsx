/** The buttons above the graph. */
import { ActionIcon, Button, Popover, SegmentedControl } from '@mantine/core';
import { IconArrowBarToLeft, IconArrowBarToRight, IconArrowsMaximize, IconChevronDown, IconHome2, IconInfoCircle, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { graphWords } from '../../words/graph';
import { Legend } from './legend';
import type { Side } from './model';

export interface GraphToolbarProps {
  twin: 'drawing' | 'table';
  onTwin: (twin: 'drawing' | 'table') => void;
  onHome: () => void;
  onFit: () => void;
  onZoom: (by: 1 | -1) => void;
  onAll: (side: Side) => void;
  onReset: () => void;
  /** Find, ways, saving, full screen. */
  tools: ReactNode;
  /** Where there is little room: whether all tools are shown, and a change of that; null where there is room for them. */
  more: { shown: boolean; set: (shown: boolean) => void } | null;
}

function Tool({ label, tip = label, onClick, disabled, children }: { label: string; tip?: string; onClick: () => void; disabled?: boolean; children: ReactNode }) {
  return (
    <ActionIcon data-tip={tip} variant="default" size="md" aria-label={label} onClick={onClick} disabled={disabled ?? false}>
      {children}
    </ActionIcon>
  );
}

export function GraphToolbar({ twin, onTwin, onHome, onFit, onZoom, onAll, onReset, tools, more }: GraphToolbarProps) {
  const drawing = twin === 'drawing';
  return (
    <div className="graph-toolbar">
      <SegmentedControl
        aria-label={graphWords.view}
        value={twin}
        onChange={(value) => onTwin(value === 'table' ? 'table' : 'drawing')}
        data={[
          { value: 'drawing', label: graphWords.drawing },
          { value: 'table', label: graphWords.table },
        ]}
      />
      <Tool label={graphWords.home} tip={graphWords.homeTip} onClick={onHome}>
        <IconHome2 size={16} />
      </Tool>
      <Tool label={graphWords.fit} tip={graphWords.fitTip} onClick={onFit} disabled={!drawing}>
        <IconArrowsMaximize size={16} />
      </Tool>
      <Tool label={graphWords.zoomOut} onClick={() => onZoom(-1)} disabled={!drawing}>
        <IconZoomOut size={16} />
      </Tool>
      <Tool label={graphWords.zoomIn} onClick={() => onZoom(1)} disabled={!drawing}>
        <IconZoomIn size={16} />
      </Tool>
      <Button data-extra data-tip={graphWords.expandUpTip} variant="default" leftSection={<IconArrowBarToLeft size={14} />} onClick={() => onAll('up')}>
        {graphWords.expandUp}
      </Button>
      <Button data-extra data-tip={graphWords.expandDownTip} variant="default" rightSection={<IconArrowBarToRight size={14} />} onClick={() => onAll('down')}>
        {graphWords.expandDown}
      </Button>
      <Button data-extra variant="default" onClick={onReset}>
        {graphWords.foldAll}
      </Button>
      {tools}
      <Popover position="bottom-end" withinPortal trapFocus>
        <Popover.Target>
          <Button data-extra variant="subtle" leftSection={<IconInfoCircle size={14} />}>
            {graphWords.legend}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Legend />
        </Popover.Dropdown>
      </Popover>
      {more !== null && (
        <Button variant="default" rightSection={<IconChevronDown size={14} />} aria-expanded={more.shown} onClick={() => more.set(!more.shown)}>
          {graphWords.moreTools}
        </Button>
      )}
    </div>
  );
}
