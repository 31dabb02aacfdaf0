import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useDebounced } from '../../../renderer/parts/use-debounced';

function Shown({ typed }: { typed: string }) {
  return useDebounced(typed, 100);
}

beforeEach(() => {
  vi.useFakeTimers();
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
});
afterEach(() => vi.useRealTimers());

it('follows what is typed only once it has stood still', () => {
  const host = document.createElement('div');
  const root = createRoot(host);
  const type = (typed: string) => act(() => root.render(<Shown typed={typed} />));
  type('');
  type('c');
  act(() => void vi.advanceTimersByTime(60));
  type('co');
  act(() => void vi.advanceTimersByTime(60));
  expect(host.textContent).toBe('');
  act(() => void vi.advanceTimersByTime(60));
  expect(host.textContent).toBe('co');
  act(() => root.unmount());
});
