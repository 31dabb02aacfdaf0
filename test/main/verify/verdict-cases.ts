/** Every way in which a file, its record or the way to it can be amiss: each made by its own act on a real file of trial-042. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdirSync, renameSync, statSync, symlinkSync, truncateSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashedPath, standardValue } from '../../../core/verify/checksum/modes';
import type { ChecksumMode } from '../../../core/verify/verdict';
import { murmur3 } from '../../../main/ports/hashes';
import { hashValue, keepingTime, type OneFile, ofRelease, ofStrict, type Spec } from './one-file-store';

export interface Case {
  name: string;
  /** Before anything is synced. */
  record?: (one: OneFile) => void;
  /** After the first check has taken a fingerprint; absent: there is no first check. */
  tamper?: (one: OneFile) => void;
  /** Put into the files port for the check that counts. */
  fault?: 'denied' | 'denied-on-reading' | 'io-error' | 'grows';
  /** What is checked; the file of the release. */
  lid?: string;
}

const edit = (change: (spec: Spec, one: OneFile) => void) => (one: OneFile) => one.record(ofRelease, (spec) => change(spec, one));
/** A value and a label as they are wanted, written by a Nextflow of which nothing is known. */
const labelled = (mode: ChecksumMode, label: string | null) => (one: OneFile) => {
  one.writtenBy('27.04.0');
  one.record(ofRelease, (spec) => {
    spec.checksum = { value: hashValue(mode, spec, one.bytes), algorithm: 'nextflow', mode: label };
  });
};
const otherBytes = ({ at, bytes }: OneFile) => writeFileSync(at, Buffer.alloc(bytes.length, 'x'));
const inPlaceOf = (one: OneFile, make: (at: string) => void) => {
  unlinkSync(one.at);
  make(one.at);
};
/** Its record is made that of the folder which the file lies in, as Nextflow records one. */
const asFolder = (one: OneFile) =>
  one.record(ofRelease, (spec) => {
    const folder = dirname(one.at);
    const seconds = Math.floor(one.millis / 1000);
    utimesSync(folder, seconds, seconds);
    spec.path = dirname(spec.path);
    spec.size = statSync(folder).size;
    spec.modifiedAt = new Date(seconds * 1000).toISOString();
    spec.checksum = { value: standardValue(murmur3, { path: hashedPath(spec.path), size: spec.size, modifiedMillis: seconds * 1000 }), algorithm: 'nextflow', mode: 'standard' };
  });
/** The strict run published to the place of the release, ten minutes later, as its record says. */
const overwritten = (one: OneFile) => {
  const bytes = Buffer.from('strict wrote this\n');
  const millis = one.millis + 600_000;
  one.record(ofStrict, (spec) => {
    spec.path = one.spec(ofRelease).path;
    spec.size = bytes.length;
    spec.modifiedAt = new Date(millis).toISOString();
    spec.checksum.value = hashValue('standard', spec, bytes);
  });
  writeFileSync(one.at, bytes);
  utimesSync(one.at, millis / 1000, millis / 1000 + 0.0005);
};
const none = () => undefined;

export const groups: { title: string; cases: Case[] }[] = [
  {
    title: 'The file is as it was published',
    cases: [
      { name: 'never read before' },
      { name: 'read before', tamper: none },
      { name: 'of a mode `deep` that was computed from the content', record: labelled('deep', 'deep'), tamper: none },
      { name: 'of a mode `sha256` that was computed from the content', record: labelled('sha256', 'sha256'), tamper: none },
      { name: 'of the mode `lenient`', record: labelled('lenient', 'lenient'), tamper: none },
      { name: 'it can only be read', tamper: ({ at }) => execFileSync('chmod', ['-R', 'a-w', dirname(at)]) },
      { name: 'copied with its time to where a path map leads', tamper: ({ at }) => execFileSync('sh', ['-c', 'cp -p "$0" "$0.copy" && mv "$0.copy" "$0"', at]) },
    ],
  },
  {
    title: 'The file was changed',
    cases: [
      { name: 'content edited, same size, time put back', tamper: (one) => keepingTime(one.at, () => otherBytes(one)) },
      { name: 'the same, never read before', record: (one) => keepingTime(one.at, () => otherBytes(one)) },
      { name: 'the same, of a mode `deep` that was computed from the content', record: labelled('deep', 'deep'), tamper: (one) => keepingTime(one.at, () => otherBytes(one)) },
      { name: 'the same, of a mode `sha256`', record: labelled('sha256', 'sha256'), tamper: (one) => keepingTime(one.at, () => otherBytes(one)) },
      { name: 'content edited, same size, new time', tamper: otherBytes },
      {
        name: 'copied without its time',
        tamper: ({ at }) => {
          copyFileSync(at, `${at}.copy`);
          renameSync(`${at}.copy`, at);
        },
      },
      { name: 'time changed only', tamper: ({ at, millis }) => utimesSync(at, millis / 1000, millis / 1000 + 1) },
      { name: 'time changed only, of the mode `lenient`', record: labelled('lenient', 'lenient'), tamper: ({ at, millis }) => utimesSync(at, millis / 1000, millis / 1000 + 1) },
      { name: 'appended to, time put back', tamper: ({ at }) => keepingTime(at, () => appendFileSync(at, 'x')) },
      { name: 'cut short, time put back', tamper: ({ at }) => keepingTime(at, () => truncateSync(at, 60)) },
      { name: 'emptied', tamper: ({ at }) => truncateSync(at, 0) },
    ],
  },
  {
    title: 'Something else is in its place',
    cases: [
      { name: 'renamed', tamper: ({ at }) => renameSync(at, `${at}.old`) },
      {
        name: 'a folder on the way is a file now',
        tamper: ({ at }) => {
          renameSync(dirname(at), `${dirname(at)}.old`);
          writeFileSync(dirname(at), '');
        },
      },
      { name: 'a folder', tamper: (one) => inPlaceOf(one, (at) => mkdirSync(at)) },
      { name: 'a folder, never read before', record: (one) => inPlaceOf(one, (at) => mkdirSync(at)) },
      {
        name: 'a link to the same bytes with the same time',
        tamper: ({ at, folder }) => {
          renameSync(at, join(folder, 'elsewhere'));
          symlinkSync(join(folder, 'elsewhere'), at);
        },
      },
      { name: 'a link to nothing', tamper: (one) => inPlaceOf(one, (at) => symlinkSync('/nowhere/at/all', at)) },
      { name: 'a link to itself', tamper: (one) => inPlaceOf(one, (at) => symlinkSync(at, at)) },
      { name: 'a FIFO', tamper: (one) => inPlaceOf(one, (at) => execFileSync('mkfifo', [at])) },
      { name: 'a device', tamper: (one) => inPlaceOf(one, (at) => symlinkSync('/dev/null', at)) },
    ],
  },
  {
    title: 'The record was edited',
    cases: [
      { name: 'checksum', record: edit((spec) => Object.assign(spec.checksum, { value: '0'.repeat(32) })) },
      { name: 'size', record: edit((spec) => Object.assign(spec, { size: spec.size + 1 })) },
      { name: 'path, to where nothing is', record: edit((spec) => Object.assign(spec, { path: `${spec.path}.gone` })) },
      {
        name: 'path, to where the same bytes are',
        record: edit((spec, { at }) => {
          execFileSync('cp', ['-p', at, `${at}.copy`]);
          spec.path = `${spec.path}.copy`;
        }),
      },
      { name: 'time', record: edit((spec) => Object.assign(spec, { modifiedAt: '2026-11-21T05:00:00Z' })) },
      {
        name: 'content and record together, checksum computed again, never read before',
        record: edit((spec, one) => {
          keepingTime(one.at, () => writeFileSync(one.at, 'forged\n'));
          spec.size = 7;
          spec.checksum.value = hashValue('standard', spec, one.bytes);
        }),
      },
      { name: 'algorithm', record: edit((spec) => Object.assign(spec.checksum, { algorithm: 'xxh3' })) },
      { name: 'no checksum', record: edit((spec) => Object.assign(spec, { checksum: null })), tamper: none },
      { name: 'no size and no time', record: edit((spec) => Object.assign(spec, { size: null, modifiedAt: null })) },
      { name: 'no size and no time, and the file copied without its time', record: edit((spec) => Object.assign(spec, { size: null, modifiedAt: null })), tamper: otherBytes },
      { name: 'no path', record: edit((spec) => Object.assign(spec, { path: null })) },
      { name: 'a relative path', record: edit((spec) => Object.assign(spec, { path: 'cohort/cohort.tsv' })) },
      { name: 'a path on a service that is not asked', record: edit((spec) => Object.assign(spec, { path: 'gs://bucket/cohort.tsv' })) },
    ],
  },
  {
    title: 'The label lies',
    cases: [
      { name: 'standard value, label `deep`, as Nextflow up to 26.04.6 writes it', record: edit((spec) => Object.assign(spec.checksum, { mode: 'deep' })) },
      { name: 'standard value, label `sha256`', record: labelled('standard', 'sha256') },
      { name: 'standard value, label `lenient`', record: labelled('standard', 'lenient') },
      { name: 'standard value, no label', record: labelled('standard', null) },
      { name: 'lenient value, label `standard`', record: labelled('lenient', 'standard') },
      { name: 'deep value, label `standard`', record: labelled('deep', 'standard') },
      { name: 'sha256 value, label `standard`', record: labelled('sha256', 'standard') },
      { name: 'sha256 value, label `deep`', record: labelled('sha256', 'deep') },
      { name: 'standard value, label `deep`, the file copied without its time', record: labelled('standard', 'deep'), tamper: otherBytes },
      {
        name: 'standard value, label `deep`, and the path edited, by Nextflow 26.04.6',
        record: edit((spec, { at }) => {
          execFileSync('cp', ['-p', at, `${at}.copy`]);
          Object.assign(spec, { path: `${spec.path}.copy`, checksum: { ...spec.checksum, mode: 'deep' } });
        }),
      },
    ],
  },
  {
    title: 'It cannot be read',
    cases: [
      { name: 'the system denies to look at it', tamper: none, fault: 'denied' },
      { name: 'the system denies to open it', tamper: none, fault: 'denied-on-reading' },
      { name: 'the disk fails', tamper: none, fault: 'io-error' },
      { name: 'it grows while it is read', tamper: none, fault: 'grows' },
    ],
  },
  {
    title: 'A folder was published',
    cases: [
      { name: 'as it was', record: asFolder },
      { name: 'a file inside was edited', record: asFolder, tamper: otherBytes },
      { name: 'a file was added inside', record: asFolder, tamper: ({ at }) => writeFileSync(`${at}.more`, '') },
      {
        name: 'a file is in its place',
        record: asFolder,
        tamper: ({ at }) => {
          renameSync(dirname(at), `${dirname(at)}.old`);
          writeFileSync(dirname(at), '');
        },
      },
    ],
  },
  {
    title: 'Two runs published to the same place',
    cases: [
      { name: 'the file of the first, whose bytes were replaced', record: overwritten },
      { name: 'the file of the second', record: overwritten, lid: ofStrict },
    ],
  },
];
