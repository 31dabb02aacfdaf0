/** How much is drawn and how: levels, kinds, folding, frames of runs. */
import { Button, Popover, SegmentedControl, Select, Stack, Switch, Text } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { filterClasses } from '../../../core/graph/things';
import { classWords, graphWords } from '../../words/graph';
import { type Flow, flowOf, flows, type Grouping, groupings, mostLevels, switched, type ViewState, withFlow } from './view-state';

interface GraphControlsProps {
  state: ViewState;
  onState: (change: Partial<ViewState>) => void;
  onArrange: () => void;
  /** How much is drawn, or what is being done. */
  status: string;
}

const flowWords: Record<Flow, string> = { both: graphWords.flowBoth, files: graphWords.flowFiles, tasks: graphWords.flowTasks };
const levels = [
  { value: '', label: graphWords.levelsFirst },
  ...Array.from({ length: mostLevels }, (_, i) => ({ value: String(i + 1), label: graphWords.level(i + 1) })),
  { value: 'all', label: graphWords.levelsAll },
];

/** A switch for each kind of box. */
function KindSwitches({ state, onState }: Pick<GraphControlsProps, 'state' | 'onState'>) {
  return (
    <Popover position="bottom-start" withinPortal trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconFilter size={14} />} title={graphWords.kindsTip}>
          {graphWords.kinds(filterClasses.length - state.hidden.size, filterClasses.length)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown maw={300}>
        <Stack gap={6}>
          {filterClasses.map((one) => (
            <Switch
              key={one}
              size="xs"
              label={classWords[one].many}
              title={classWords[one].tip}
              checked={!state.hidden.has(one)}
              onChange={(event) => onState({ hidden: switched(state.hidden, one, event.currentTarget.checked) })}
            />
          ))}
          <Text size="xs" c="var(--text-muted)">
            {graphWords.kindsAlways} {graphWords.kindsRun}
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

export function GraphControls({ state, onState, onArrange, status }: GraphControlsProps) {
  const depth = state.depth === null ? '' : String(state.depth);
  return (
    <div className="graph-toolbar graph-controls">
      <SegmentedControl
        size="xs"
        aria-label={graphWords.flow}
        value={flowOf(state.hidden) ?? ''}
        onChange={(value) => onState({ hidden: withFlow(state.hidden, flows.find((one) => one === value) ?? 'both') })}
        data={flows.map((value) => ({ value, label: flowWords[value] }))}
      />
      <KindSwitches state={state} onState={onState} />
      <Select
        data-tip={graphWords.levelsTip}
        w={150}
        aria-label={graphWords.levels}
        leftSection={<span className="muted graph-prefix">{graphWords.levelsShort}</span>}
        leftSectionWidth={50}
        allowDeselect={false}
        value={depth}
        data={levels}
        onChange={(value) => onState({ depth: value === 'all' ? 'all' : value ? Number(value) : null })}
      />
      <Select
        w={160}
        aria-label={graphWords.foldBy}
        leftSection={<span className="muted graph-prefix">{graphWords.foldBy}</span>}
        leftSectionWidth={40}
        allowDeselect={false}
        value={state.grouping}
        data={groupings.map((value) => ({ value, label: graphWords.groupings[value] }))}
        onChange={(value) => onState({ grouping: groupings.find((one): one is Grouping => one === value) ?? 'wide' })}
      />
      <Switch size="xs" label={graphWords.frames} title={graphWords.framesTip} checked={state.frames} onChange={(event) => onState({ frames: event.currentTarget.checked })} />
      <Button data-tip={graphWords.arrangeTip} variant="default" onClick={onArrange}>
        {graphWords.arrange}
      </Button>
      <span className="muted graph-status" role="status">
        {status}
      </span>
    </div>
  );
}
