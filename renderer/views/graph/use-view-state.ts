/** Keeps what matters of a graph in the address, so that a link, reload and back show the same. */
import { useCallback, useMemo, useRef } from 'react';
import { useLocation } from 'wouter';
import { stateOfSegment, stateSegment, type ViewState } from './view-state';

/** The address of a graph tab (an earlier version of a record may be named in it), and the segment of its state. */
const graphAddress = /^(.*?\/(?:run|record)\/[^/]+\/graph(?:\/[0-9a-f]{64})?)(?:\/([^/]*))?$/;

/** Another focus is a step that `back` takes back; other changes are not. */
export function useViewState(): [ViewState, (change: Partial<ViewState>) => void] {
  const [location, navigate] = useLocation();
  const [, base, segment = ''] = graphAddress.exec(location) ?? [];
  const state = useMemo(() => stateOfSegment(segment), [segment]);
  const now = useRef({ base, state });
  now.current = { base, state };
  const change = useCallback(
    (change: Partial<ViewState>) => {
      const { base: to, state: before } = now.current;
      if (to === undefined) return;
      const next = { ...before, ...change };
      const address = stateSegment(next);
      if (address === stateSegment(before)) return;
      now.current = { base: to, state: next };
      navigate(address === '' ? to : `${to}/${address}`, { replace: next.focus === before.focus });
    },
    [navigate],
  );
  return [state, change];
}
