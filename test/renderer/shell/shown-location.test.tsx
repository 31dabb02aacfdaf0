import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { Link, Route, Switch } from 'wouter';
import { ShownLocation } from '../../../renderer/shell/shown-location';
import { clear, draw, settle } from '../draw';

afterEach(clear);

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
});
