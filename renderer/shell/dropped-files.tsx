/** Takes files that are dropped on the window to the page that says what they are; on the page of lists it reads the list, on that of the workspace what may be OpenLineage events. */
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { onDropped } from '../client';
import { giveEventFiles, giveFilesToIdentify, giveListToReconcile } from '../parts/given-files';
import { paths } from '../routes';

/** By its name: a file of JSON, or a folder, which has no ending as a rule. */
const mayBeEvents = (path: string) => /(^|[/\\])[^/\\.]+$|\.(json|jsonl|ndjson)$/i.test(path);

export function DroppedFiles({ workspace }: { workspace: string | null }) {
  const [location, go] = useLocation();
  useEffect(
    () =>
      onDropped((dropped) => {
        const [first] = dropped;
        if (workspace === null || first === undefined) return;
        if (location === paths.reconcile(workspace) && dropped.length === 1) return giveListToReconcile(workspace, first);
        if (location === paths.workspace(workspace) && dropped.every(mayBeEvents)) return giveEventFiles(workspace, dropped);
        giveFilesToIdentify(workspace, dropped);
        go(paths.identify(workspace));
      }),
    [workspace, location, go],
  );
  return null;
}
