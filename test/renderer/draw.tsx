/** Draws a part of the window into a page for tests, with all that the real window puts around it. */
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { WorkspaceProvider } from '../../renderer/parts/workspace-context';

declare global {
  var IS_REACT_ACT_ENVIRONMENT: boolean;
}
globalThis.IS_REACT_ACT_ENVIRONMENT = true;

const drawn: { root: Root; place: HTMLElement }[] = [];

/** Rows in sight need a height, which a page without layout lacks: every element is 600 by 800 pixels. */
export function giveSizes(): void {
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, get: () => 600 });
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, get: () => 800 });
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 600 });
}

/** Draws, waits until what was asked of the bridge is answered, and gives the place it was drawn in. */
export async function draw(part: ReactNode): Promise<HTMLElement> {
  const place = document.createElement('div');
  document.body.append(place);
  const root = createRoot(place);
  drawn.push({ root, place });
  await act(async () => {
    root.render(
      <MantineProvider env="test">
        <QueryClientProvider client={new QueryClient()}>
          <Router hook={useHashLocation}>
            <WorkspaceProvider workspace="w">{part}</WorkspaceProvider>
          </Router>
        </QueryClientProvider>
      </MantineProvider>,
    );
  });
  await settle();
  return place;
}

/** Lets pending answers arrive and be drawn. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await act(() => new Promise((resolve) => setTimeout(resolve, 0)));
}

/** Waits until nothing drawn says that it is still at work. */
export async function idle(place: Element): Promise<void> {
  while (place.querySelector('[aria-busy=true]')) await act(() => new Promise((resolve) => setTimeout(resolve, 5)));
}

/** Takes everything drawn away again. */
export async function clear(): Promise<void> {
  for (const { root, place } of drawn.splice(0)) {
    await act(async () => root.unmount());
    place.remove();
  }
  window.location.hash = '';
}

/** Presses a key where the focus is, or on an element. */
export async function press(key: string, on: Element | null = document.activeElement, more: KeyboardEventInit = {}): Promise<void> {
  await act(async () => void on?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more })));
}

/** Clicks an element; an error where there is none. */
export async function click(element: Element | null | undefined): Promise<void> {
  if (!(element instanceof HTMLElement)) throw new Error('There is nothing to click on.');
  await act(async () => element.click());
  await settle();
}

/** Scrolls an element as a wheel does; an error where there is none. */
export async function scrollTo(element: Element | null, top: number): Promise<void> {
  if (!(element instanceof HTMLElement)) throw new Error('There is nothing to scroll.');
  await act(async () => {
    element.scrollTop = top;
    element.dispatchEvent(new Event('scroll'));
  });
  await settle();
}

/** Types into a field as a person does: the whole text at once. */
export async function typeInto(field: Element | null, text: string): Promise<void> {
  if (!(field instanceof HTMLInputElement)) throw new Error('There is no field to type into.');
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await settle();
}
