/** The address that the window shows: another page is taken over in short turns, so that drawing it never holds the window up. */
import { createContext, type ReactNode, startTransition, useContext, useLayoutEffect, useState } from 'react';
import { Router } from 'wouter';
import { navigate, useHashLocation } from 'wouter/use-hash-location';
import { pageBegins } from '../parts/taking-focus';

const Shown = createContext('/');

/** Whether what is asked for is the state of the page that stands: it is shown at once, as switches on it say what the address says. */
let samePage = false;

const go: typeof navigate = (to, options) => {
  samePage = options?.replace === true;
  navigate(to, options);
};

/** The hook of the router; what it gives is one context, where the library's own would have each link listen for itself. */
const useShownLocation = (): [string, typeof navigate] => [useContext(Shown), go];
useShownLocation.hrefs = (href: string) => `#${href}`;

export function ShownLocation({ children }: { children: ReactNode }) {
  const [location] = useHashLocation();
  const [shown, setShown] = useState(location);
  useLayoutEffect(() => {
    pageBegins();
    const atOnce = samePage;
    samePage = false;
    if (atOnce) setShown(location);
    else startTransition(() => setShown(location));
  }, [location]);
  return (
    <Shown.Provider value={shown}>
      <Router hook={useShownLocation}>{children}</Router>
    </Shown.Provider>
  );
}
