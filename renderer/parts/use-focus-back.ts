/** Gives the focus back to what had it before a dialog that is taken away when it closes: a keyboard would else begin at the top of the page. */
import { useEffect, useState } from 'react';

export function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      setTimeout(() => {
        if (before instanceof HTMLElement && before.isConnected && (document.activeElement === null || document.activeElement === document.body)) before.focus();
      });
    },
    [before],
  );
}
