/** One line on how far what is kept is witnessed by others, the same words as in reports. */
import { checkpointWords, witnessWords } from '../../core/evidence/log-summary';
import { useCall } from './use-call';
import { visibleText } from './visible-text';

export function WitnessLine({ workspace }: { workspace: string }) {
  const query = useCall('evidence.log', { workspace });
  if (!query.data) return null;
  const { log } = query.data;
  if (log.fault !== null) return <p className="witness bad">{visibleText(checkpointWords(log))}</p>;
  return <p className={log.handedOut === null ? 'witness caution' : 'witness muted'}>{visibleText(witnessWords(log))}</p>;
}
