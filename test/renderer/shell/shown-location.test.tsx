import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { Link, Route, Switch, useLocation } from 'wouter';
import { ShownLocation } from '../../../renderer/shell/shown-location';
import { clear, draw, settle } from '../draw';

afterEach(clear);

function Held() {
  const [at, navigate] = useLocation();
  return <input type="checkbox" checked={at === '/on'} onChange={() => navigate(at === '/on' ? '/off' : '/on', { replace: true })} />;
}

describe('the address that is shown', () => {
  const pages = (
    <ShownLocation>
      <Link href="/w/b">to b</Link>
      <Switch>
        <Route path="/w/:name">{({ name }) => <h1>{name}</h1>}</Route>
        <Route>
          <h1>none</h1>
        </Route>
      </Switch>
    </ShownLocation>
  );

  it('follows links, the address itself, and what came before', async () => {
    location.hash = '/';
    const place = await draw(pages);
    const heading = () => place.querySelector('h1')?.textContent;
    expect(heading()).toBe('none');
    expect(place.querySelector('a')?.getAttribute('href')).toBe('#/w/b');
    await act(async () => place.querySelector('a')?.click());
    await settle();
    expect(heading()).toBe('b');
    expect(location.hash).toBe('#/w/b');
    await act(async () => {
      location.hash = '/w/c';
      window.dispatchEvent(new Event('hashchange'));
    });
    await settle();
    expect(heading()).toBe('c');
  });

  it('is there at once for a switch whose state it holds', async () => {
    location.hash = '/off';
    const place = await draw(
      <ShownLocation>
        <Held />
      </ShownLocation>,
    );
    const box = place.querySelector('input') as HTMLInputElement;
    globalThis.IS_REACT_ACT_ENVIRONMENT = false; // `act` would wait for what comes later
    box.click();
    globalThis.IS_REACT_ACT_ENVIRONMENT = true;
    expect(box.checked).toBe(true);
    expect(location.hash).toBe('#/on');
    await settle();
  });
});
