/** Why a piece of recorded code got its verdict: one closed list, with the sentence that window, PDF and command line share. */
export const codeReasons = [
  'content-differs', // mismatch
  'line-endings', // mismatch: equal once the line endings are converted
  'not-in-commit', // missing
  'object-damaged', // unreadable: its bytes do not have the SHA-1 they are filed under
  'object-unreadable', // unreadable: not in the repository, or not to be unpacked
  'not-utf8', // not-checkable: the recorded hash is of the decoded text
  'submodule', // not-checkable
  'link-outside', // not-checkable: a symbolic link that leads out of the commit
  'no-checksum', // not-checkable
  'unknown-algorithm', // not-checkable
  'no-path', // not-checkable
  'metadata-hash', // not-checkable: of path, size and time, which git does not keep
  'not-located', // not-checkable: no block of its process in the recorded scripts hashes to it
  'other-process', // not-checkable: it is the text of a process with another name
] as const;
export type CodeReason = (typeof codeReasons)[number];

export const codeReasonWords: Record<CodeReason, string> = {
  'content-differs': 'other content at this commit',
  'line-endings': 'the same text with other line endings',
  'not-in-commit': 'not in the commit',
  'object-damaged': 'damaged or forged in the repository',
  'object-unreadable': 'cannot be read from the repository',
  'not-utf8': 'not UTF-8: only its decoded text was recorded',
  submodule: 'in a submodule, which is another repository',
  'link-outside': 'a link that leads out of the commit',
  'no-checksum': 'no checksum recorded',
  'unknown-algorithm': 'unknown checksum algorithm',
  'no-path': 'no path recorded',
  'metadata-hash': 'recorded hash may be of path, size and time',
  'not-located': 'not found in its process in the recorded scripts',
  'other-process': 'the recorded text is that of another process',
};

/** What a proof of code rests on and what it leaves open: stands below every result. */
export const codeLimits: readonly string[] = [
  'The way from the commit id over its folders to each file was computed again here with SHA-1, so the answer does not rest on the honesty of the repository.',
  'SHA-1 rules out accidental damage, and that somebody later made another file for a commit id that was not prepared for it. It does not rule out two contents prepared together by whoever wrote the commit (a collision attack), which has been shown to be possible.',
  'The checksum in the record is MurmurHash3, which is not cryptographic: it can be forged on purpose. Where it agrees with the file of the commit, the record agrees with itself: its checksum and its commit id speak of the same content.',
  'It is not proven that these files were what was executed, that the record was true when it was written, or that the signature of the commit is good (it is not examined). Files that no record names, config and templates among them, are not covered by any checksum.',
];

/** Of a file of the commit that no checksum of the run covers: what Nextflow may do with it. */
export const fileRoles = ['script', 'config', 'bin', 'template', 'library', 'parameters', 'other'] as const;
export type FileRole = (typeof fileRoles)[number];
export const fileRoleWords: Record<FileRole, string> = {
  script: 'a Nextflow script: may be included by another',
  config: 'configuration: Nextflow may evaluate it',
  bin: 'in a bin folder: tasks may call it',
  template: 'a template: a task may run it',
  library: 'in lib: Nextflow puts it on the class path',
  parameters: 'parameters or their schema',
  other: 'not known to be executed',
};

/** By its path in the repository: what Nextflow may read or run by itself. */
export function fileRole(path: string): FileRole {
  if (/\.nf$/.test(path)) return 'script';
  if (/\.config$/.test(path)) return 'config';
  if (/(^|\/)bin\//.test(path)) return 'bin';
  if (/(^|\/)templates\//.test(path)) return 'template';
  if (/^lib\//.test(path)) return 'library';
  return /(^|\/)(nextflow_schema\.json|params\.(ya?ml|json))$/.test(path) ? 'parameters' : 'other';
}
