/** files.identify: reads any file of this computer and says which records know it, by what, and what cannot be excluded. */
import type { EngineHandlers, Parsed } from '../contract';
import type { Identification, IdentifiedFile } from '../contract/identify';
import type { Progress } from '../contract/shared';
import { fingerprintCounts } from '../index/queries/known-files';
import { nowOf } from '../now';
import { visibleText } from '../preview/visible-text';
import { lastPart } from '../record/facts';
import { filesBelowFolders } from '../verify/identify/files-below';
import { noHit, noteOn, unreadWords } from '../verify/identify/words';
import { type Observation, observe } from '../verify/observe';
import type { RecordedFile } from '../verify/recorded-file';
import type { EngineContext } from './context';
import { type FoundFile, knownTo } from './identify/known-to';

/** Files of one question; more are counted, not read. */
const mostFiles = 10_000;
const shownInJournal = 20;
/** Between two reports of progress while a large file is read. */
const tellMillis = 200;

/** Some record may hold the hash of this content under any label: so both digests are asked for, by a value that has the form of one and is none. */
const ofAnyContent: RecordedFile = {
  lid: null,
  path: null,
  size: null,
  modifiedAt: null,
  checksum: { value: 'f'.repeat(32), algorithm: 'nextflow', mode: null },
  ranAt: null,
};

export function identifyHandlers({ ports, open }: EngineContext): Pick<EngineHandlers, 'files.identify'> {
  async function* identify({ workspace: name, paths }: Parsed<'files.identify'>, signal: AbortSignal): AsyncGenerator<Progress, Identification> {
    const workspace = open(name);
    const { store } = workspace.settings;
    const listed = yield* filesBelowFolders(ports.files, paths, { limit: mostFiles, signal });
    const looked: { path: string; found: Observation }[] = [];
    let bytes = 0;
    let wake: () => void = () => undefined;
    const step = (phase: string): Progress => ({ phase, done: looked.length, total: listed.files.length, bytes: { done: bytes, total: null } });
    let told = ports.clock.ticks();
    const onBytes = (length: number) => {
      bytes += length;
      if (ports.clock.ticks() - told > tellMillis) wake();
    };
    for (const path of listed.files) {
      if (signal.aborted) break;
      let found: Observation | null | undefined;
      const reading = observe(ports, path, [ofAnyContent], { store, signal, onBytes }).catch((error: unknown) => {
        if (signal.aborted) return null;
        throw error;
      });
      while (found === undefined) {
        yield step('reading files');
        told = ports.clock.ticks();
        found = await Promise.race([reading, new Promise<undefined>((resolve) => (wake = () => resolve(undefined)))]);
      }
      if (found !== null) looked.push({ path, found });
    }
    yield step('looking among the records');
    const read = looked.flatMap(({ path, found }): FoundFile[] => (found.kind === 'file' ? [{ path, ...found, deep: found.deep ?? '' }] : []));
    const known = knownTo(workspace, read, ports.murmur3);
    const files = looked.map(({ path, found }): IdentifiedFile => {
      const file = { path, name: lastPart(path), hits: [], hints: [], hintCount: 0 };
      if (found.kind !== 'file') {
        const words = unreadWords(found);
        return { ...file, size: null, modifiedAt: null, sha256: null, problem: words, words };
      }
      const { hits, hints, hintCount } = known.get(path) ?? file;
      const { size, sha256 } = found;
      return { ...file, size, modifiedAt: instantText(found.modifiedMillis), sha256, problem: null, hits, hints, hintCount, words: noteOn(hits, hintCount) };
    });
    const fingerprints = fingerprintCounts(workspace.db);
    const stopped = signal.aborted;
    const answer: Identification = { files, notRead: listed.others, fingerprints, limits: noHit(fingerprints), stopped, at: nowOf(ports) };
    workspace.journal(stopped ? 'identify-stopped' : 'identify', {
      files: files.length,
      identified: files.filter(({ hits }) => hits.length > 0).length,
      unread: files.filter(({ problem }) => problem !== null).length,
      fingerprints,
      first: files
        .slice(0, shownInJournal)
        .map(({ path, sha256, hits, words }) => ({ path: visibleText(path), sha256, by: hits[0]?.by ?? null, record: hits[0]?.lid ?? hits[0]?.path ?? null, words })),
    });
    return answer;
  }
  return { 'files.identify': identify };
}

function instantText(millis: number): string | null {
  const date = new Date(millis);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
