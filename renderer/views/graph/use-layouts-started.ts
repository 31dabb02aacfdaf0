/** Starts what lays out graphs ahead, on pages from which one click leads to a graph: its script takes longer to read than most pages to open. */
import { useEffect } from 'react';
import { startLayouts } from '../../workers/elk';

/** Milliseconds in which the page itself is drawn. */
const later = 1000;

export function useLayoutsStarted(): void {
  useEffect(() => {
    const timer = setTimeout(startLayouts, later);
    return () => clearTimeout(timer);
  }, []);
}
