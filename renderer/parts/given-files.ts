/** The files that a person gave to a page, by dropping or choosing them: kept outside the views, so that the answer is found again. */
import { create } from 'zustand';

interface Given {
  /** By workspace: the files to identify, and the list to reconcile. */
  identify: Record<string, readonly string[]>;
  list: Record<string, string>;
  /** Files and folders of OpenLineage events. */
  events: Record<string, readonly string[]>;
}

const useGiven = create<Given>(() => ({ identify: {}, list: {}, events: {} }));
const none: readonly string[] = [];

export function useFilesToIdentify(workspace: string): readonly string[] {
  return useGiven(({ identify }) => identify[workspace]) ?? none;
}

export function useListToReconcile(workspace: string): string | null {
  return useGiven(({ list }) => list[workspace]) ?? null;
}

export function useEventFiles(workspace: string): readonly string[] {
  return useGiven(({ events }) => events[workspace]) ?? none;
}

export function giveEventFiles(workspace: string, paths: readonly string[]): void {
  useGiven.setState(({ events }) => ({ events: { ...events, [workspace]: paths } }));
}

export function giveFilesToIdentify(workspace: string, paths: readonly string[]): void {
  useGiven.setState(({ identify }) => ({ identify: { ...identify, [workspace]: paths } }));
}

export function giveListToReconcile(workspace: string, path: string): void {
  useGiven.setState(({ list }) => ({ list: { ...list, [workspace]: path } }));
}
