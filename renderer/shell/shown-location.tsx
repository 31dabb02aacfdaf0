/** The address that the window shows: it follows the real one in short turns, so that drawing a page never holds the window up. */
import { createContext, type ReactNode, startTransition, useContext, useLayoutEffect, useState } from 'react';
import { Router } from 'wouter';
import { navigate, useHashLocation } from 'wouter/use-hash-location';

const Shown = createContext('/');

/** The hook of the router; what it gives is one context, where the library's own would have each link listen for itself. */
const useShownLocation = (): [string, typeof navigate] => [useContext(Shown), navigate];
useShownLocation.hrefs = (href: string) => `#${href}`;

export function ShownLocation({ children }: { children: ReactNode }) {
  const [location] = useHashLocation();
  const [shown, setShown] = useState(location);
  useLayoutEffect(() => startTransition(() => setShown(location)), [location]);
  return (
    <Shown.Provider value={shown}>
      <Router hook={useShownLocation}>{children}</Router>
    </Shown.Provider>
  );
}
