/** A written list: what its comments show of hostile paths, while the lines stay as `sha256sum` needs them. */
import { expect, test } from 'vitest';
import type { Fingerprint } from '../../../core/verify/baseline';
import { checksumExport } from '../../../core/verify/checksum-export';

test('no comment acts on a terminal; a listed path keeps its bytes', () => {
  const path = '/data/\u001b[31m\u202eevil\nb';
  const fingerprint: Fingerprint = { sha256: 'a'.repeat(64), at: '2026-11-21T14:02:00.000Z', kind: 'file', origin: 'read', locked: false };
  const file = { lid: null, checkedPath: path };
  const files = [
    { ...file, path: `${path}1`, fingerprint },
    { ...file, path: `${path}2`, fingerprint: null },
    { ...file, path: `${path}3`, fingerprint: { ...fingerprint, kind: 'folder' as const } },
  ];
  const { text } = checksumExport(files, { recorded: true, manifest: () => null, head: ['workspace: \u001b]0;x\u0007'] });
  const lines = text.trimEnd().split('\n');
  const comments = lines.filter((line) => line.startsWith('#'));
  expect(comments.join('')).not.toMatch(/\p{C}/u);
  expect(comments).toContain('# NO FINGERPRINT: /data/␛[31m⟨U+202E⟩evil\\nb2');
  expect(comments.at(-1)).toMatch(/^# NOT LISTED: a{64} \/data\/␛/);
  expect(lines.filter((line) => !line.startsWith('#'))).toEqual([`\\${'a'.repeat(64)}  /data/\u001b[31m\u202eevil\\nb1`]);
});
