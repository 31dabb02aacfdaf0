/** Takes files that are dropped on the window to the page that says what they are, or, on the page of lists, reads the list. */
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { onDropped } from '../client';
import { giveFilesToIdentify, giveListToReconcile } from '../parts/given-files';
import { paths } from '../routes';

export function DroppedFiles({ workspace }: { workspace: string | null }) {
  const [location, go] = useLocation();
  useEffect(
    () =>
      onDropped((dropped) => {
        const [first] = dropped;
        if (workspace === null || first === undefined) return;
        if (location === paths.reconcile(workspace) && dropped.length === 1) return giveListToReconcile(workspace, first);
        giveFilesToIdentify(workspace, dropped);
        go(paths.identify(workspace));
      }),
    [workspace, location, go],
  );
  return null;
}
