/** What of the evidence is known to be damaged, a line each; nothing where nothing is known. */
import { useCall } from './use-call';
import { visibleText } from './visible-text';

export function DamageLines({ workspace }: { workspace: string }) {
  const query = useCall('workspaces.get', { workspace });
  return query.data?.workspace.damage?.map((line) => (
    <p key={line} className="witness bad" role="alert">
      {visibleText(line)}
    </p>
  ));
}
