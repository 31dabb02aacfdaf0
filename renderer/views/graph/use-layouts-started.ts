/** Starts what lays out graphs ahead, once a workspace is open: its script takes longer to read than most pages to open, and many pages lead to a graph by one click. */
import { useEffect } from 'react';
import { startLayouts } from '../../workers/elk';

/** Milliseconds in which the first page itself is drawn. */
const later = 1000;

export function useLayoutsStarted(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return;
    const timer = setTimeout(startLayouts, later);
    return () => clearTimeout(timer);
  }, [isOpen]);
}
