/** One box of the drawing: its kind, name and verdict, and buttons at its sides that fold and unfold. */
import { VisuallyHidden } from '@mantine/core';
import { IconBrain, IconHome2 } from '@tabler/icons-react';
import { memo } from 'react';
import { classOf, isThingKind } from '../../../core/graph/things';
import { verdictWords } from '../../../core/verify/verdict';
import { type MenuAsked, menuOn, subjectNamed } from '../../parts/context-menu';
import { count } from '../../parts/format';
import { PathEnd } from '../../parts/path-end';
import { copyText } from '../../parts/toasts';
import { VerdictBadge } from '../../parts/verdict-badge';
import { visibleName, visibleText } from '../../parts/visible-text';
import { useWorkspace } from '../../parts/workspace-context';
import { contextMenuWords } from '../../words/context-menu';
import { graphWords, kindWords } from '../../words/graph';
import type { Box } from './boxes';
import type { Tally } from './drawing';
import { KindShape, kindIcons } from './kind-shape';
import { boxHeight, boxWidth } from './layout';
import { useBoxMarks } from './marks';
import type { Hidden, Side } from './model';

export interface BoxActions {
  select: (id: string) => void;
  open: (lid: string) => void;
  unfold: (lid: string, side: Side) => void;
  fold: (lid: string, side: Side) => void;
}
export interface BoxViewProps {
  box: Box;
  hidden: Hidden | undefined;
  selected: boolean;
  focus: boolean;
  home: boolean;
  /** Executed by, or a file of, another run than the one in focus. */
  /** Of a group how many of its members are of another run than the one in focus; of any other box whether it is, as 0 or 1. */
  others: number;
  /** The verdicts of a group's members, each with how many. */
  tally: Tally;
  /** Findings about it, or about its members, that nobody has acknowledged. */
  findings: number;
  actions: BoxActions;
}

const brief = new Intl.NumberFormat('en-US', { notation: 'compact' });

function SideButton({ lid, side, hidden, active, actions }: { lid: string; side: Side; hidden: Hidden; active: boolean; actions: BoxActions }) {
  const more = hidden[side];
  const canFold = side === 'up' ? hidden.foldUp : hidden.foldDown;
  if (more === 0 && !canFold) return null;
  const says = more > 0 ? graphWords.unfold[side](more) : graphWords.fold[side];
  return (
    <button
      type="button"
      className="box-side nodrag nopan"
      data-side={side}
      data-fold={more === 0 || undefined}
      tabIndex={active ? 0 : -1}
      aria-label={says}
      title={says}
      onClick={() => (more > 0 ? actions.unfold(lid, side) : actions.fold(lid, side))}
    >
      {more > 0 ? `+${brief.format(more)}` : '−'}
    </button>
  );
}

/** The second line: the end of a path says more than its beginning; a task's process stands in its name already. */
function Detail({ box, others }: { box: Box; others: number }) {
  if (box.type === 'group') {
    const said = [box.shown > 0 ? graphWords.groupMore(box.lids.length) : '', others > 0 ? graphWords.otherRuns(others, box.lids.length) : ''].filter((one) => one !== '');
    return said.length > 0 ? <span className="box-others">{said.join(', ')}</span> : null;
  }
  const { title, detail } = box.node;
  if (others > 0) return graphWords.otherRun;
  if (detail === '' || title === detail || title.startsWith(`${detail} (`)) return null;
  // The end of its own name would only say the title again.
  return <PathEnd path={detail.endsWith(`/${title}`) ? detail.slice(0, -title.length) : detail} />;
}

/** What the menu of a box offers: of a record or an outside file what its links offer anywhere, of what is no record its name, of a group its members. */
function menuOf(box: Box, show: () => void): Pick<MenuAsked, 'subject' | 'copies' | 'onOpen'> {
  if (box.type === 'group')
    return {
      subject: { lid: null, kind: null, path: null },
      onOpen: show,
      copies: [{ words: contextMenuWords.copyLids(count(box.lids.length)), copy: () => copyText(box.lids.join('\n')) }],
    };
  const { lid, kind, title, detail } = box.node;
  if (isThingKind(kind))
    return { subject: { lid: null, kind: null, path: null }, onOpen: show, copies: [{ words: contextMenuWords.copyName, copy: () => copyText(detail || title) }] };
  const subject = subjectNamed(lid, kind);
  return { subject: kind === 'FileOutput' ? { ...subject, path: detail || null } : subject, copies: [] };
}

/** Boxes are made anew with each drawing; most of them say the same as before. */
function saysTheSame(before: BoxViewProps, after: BoxViewProps): boolean {
  const { box: a, ...restA } = before;
  const { box: b, ...restB } = after;
  const sameBox = a.id === b.id && (a.type === 'node' ? b.type === 'node' && a.node === b.node : b.type === 'group' && a.lids.length === b.lids.length && a.shown === b.shown);
  return sameBox && (Object.keys(restA) as (keyof typeof restA)[]).every((name) => restA[name] === restB[name]);
}

export const BoxView = memo(function BoxView({ box, hidden, selected, focus, home, others, tally, findings, actions }: BoxViewProps) {
  const kind = box.type === 'node' ? box.node.kind : box.kind;
  const Icon = box.type === 'node' && classOf(box.node) === 'model' ? IconBrain : kindIcons[kind];
  const verdict = box.type === 'node' ? box.node.verdict : null;
  const words = kindWords[kind];
  const workspace = useWorkspace();
  const marks = useBoxMarks(box.id);
  const title = box.type === 'node' ? visibleName(box.node.title) : visibleName(box.title);
  const model = box.type === 'node' && classOf(box.node) === 'model';
  const tip = box.type === 'node' ? visibleText(`${box.node.title}\n${box.node.detail}\n${box.node.lid}`.replaceAll('\n\n', '\n')).replaceAll('\u240a', '\n') : title;
  return (
    <div
      className="graph-box"
      data-kind={kind}
      data-type={box.type}
      data-marks={marks}
      data-selected={selected || undefined}
      data-focus={focus || undefined}
      data-tone={verdict ? verdictWords[verdict].tone : undefined}
      style={{ width: boxWidth, height: boxHeight }}
    >
      <KindShape kind={kind} width={boxWidth} height={boxHeight} stacked={box.type === 'group'} />
      <button
        type="button"
        className="box-main nodrag"
        data-box={box.id}
        tabIndex={selected ? 0 : -1}
        aria-current={focus || undefined}
        title={tip}
        onClick={() => actions.select(box.id)}
        onDoubleClick={() => box.type === 'node' && actions.open(box.node.lid)}
        onContextMenu={menuOn({ workspace, ...menuOf(box, () => actions.select(box.id)) })}
      >
        <span className="box-kind">
          <Icon size={14} aria-hidden />
          {box.type === 'group' ? graphWords.group(box.lids.length, words.many) : model ? graphWords.model : words.one}
          {findings > 0 && (
            <span className="box-badge" title={graphWords.findings(findings)}>
              <span aria-hidden="true">! {count(findings)}</span>
              <VisuallyHidden>{graphWords.findings(findings)}</VisuallyHidden>
            </span>
          )}
          {home && <IconHome2 size={13} aria-hidden className="box-home" />}
          {focus && <span className="box-focus">{graphWords.focus}</span>}
        </span>
        <span className="box-title">{box.type === 'group' ? graphWords.times(title || words.many, box.lids.length) : title || words.one}</span>
        <span className="box-detail">
          {box.type === 'node' && box.node.labels.length > 0 && (
            <span className="box-labels" title={visibleText(box.node.labels.join(', '))}>
              {visibleText(box.node.labels[0] ?? '')}
              {box.node.labels.length > 1 && ` +${box.node.labels.length - 1}`}
            </span>
          )}
          <Detail box={box} others={others} />
          {tally.map(([each, n]) => (
            <span key={each} className="box-tally" data-tone={verdictWords[each].tone}>
              {verdictWords[each].sign} {count(n)}
            </span>
          ))}
        </span>
        {verdict && (
          <span className="box-verdict">
            <VerdictBadge verdict={verdict} compact />
          </span>
        )}
      </button>
      {box.type === 'node' && hidden && (
        <>
          <SideButton lid={box.node.lid} side="up" hidden={hidden} active={selected} actions={actions} />
          <SideButton lid={box.node.lid} side="down" hidden={hidden} active={selected} actions={actions} />
        </>
      )}
    </div>
  );
}, saysTheSame);
