/** Says on every page when the program runs on an Electron that is for tests alone. */
import { IconFlask } from '@tabler/icons-react';
import { useCall } from '../parts/use-call';
import { shellWords } from '../words/shell';

export function TestRuntimeBanner() {
  const info = useCall('app.info', {});
  if (!info.data?.testRuntime) return null;
  return (
    <div className="banner" role="note">
      <IconFlask size={14} aria-hidden="true" /> {shellWords.testRuntime(info.data.electron)}
    </div>
  );
}
