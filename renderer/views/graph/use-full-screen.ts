/** The graph over the whole window, and the window over the whole screen where the system allows it. */
import { useCallback, useEffect, useState } from 'react';

/** Escape leaves it, unless something inside has used that key. */
export function useFullScreen(): [boolean, (on: boolean) => void] {
  const [full, setFull] = useState(false);
  const change = useCallback((on: boolean) => {
    setFull(on);
    if (on)
      document.documentElement.requestFullscreen?.().catch(() => undefined); // refused: it fills the window alone
    else if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
  }, []);
  useEffect(() => {
    if (!full) return;
    let was = document.fullscreenElement !== null;
    const onChange = () => {
      const is = document.fullscreenElement !== null;
      if (was && !is) setFull(false);
      was = is;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) change(false);
    };
    document.addEventListener('fullscreenchange', onChange);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('fullscreenchange', onChange);
      document.removeEventListener('keydown', onKey);
    };
  }, [full, change]);
  useEffect(() => () => void (document.fullscreenElement && document.exitFullscreen().catch(() => undefined)), []);
  return [full, change];
}
