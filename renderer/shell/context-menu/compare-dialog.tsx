/** Asks which other run or task to compare one with. */
import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { MenuAsked } from '../../parts/context-menu';
import { useFocusBack } from '../../parts/use-focus-back';
import { CompareRunWith, CompareTaskWith } from '../../views/compare/compare-with';
import { contextMenuWords as words } from '../../words/context-menu';

export function CompareDialog({ workspace, subject: { lid, kind }, onClose }: Pick<MenuAsked, 'workspace' | 'subject'> & { onClose: () => void }) {
  useFocusBack();
  const [location] = useLocation();
  const [begun] = useState(location);
  // The choice goes to the page of the comparison.
  useEffect(() => {
    if (location !== begun) onClose();
  }, [location, begun, onClose]);
  if (lid === null) return null;
  return (
    <Modal opened onClose={onClose} title={words.compare} closeButtonProps={{ 'aria-label': words.cancel }}>
      <p className="muted">{words.compareHint}</p>
      {kind === 'WorkflowRun' ? <CompareRunWith workspace={workspace} run={lid} /> : <CompareTaskWith workspace={workspace} task={lid} />}
    </Modal>
  );
}
