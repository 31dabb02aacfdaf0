/** Addresses of repositories: compared without what does not say which repository it is, and kept without user name and password. */

/** `https://user:token@host/x` without what stands before the `@`; anything else as it is. */
export function withoutUser(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*(?:@[^/@]*)*@/i, '$1');
}

/** Whether one of the remotes has the recorded address; null where there is none to compare with. */
export function repositoryMatches(recorded: string | null, remotes: readonly { url: string }[]): boolean | null {
  if (recorded === null || remotes.length === 0) return null;
  return remotes.some(({ url }) => place(url) === place(recorded));
}

/** `host/path`, whatever the protocol (`git@host:path` is one too), without `.git` and slashes at the end; the host in lower case. */
function place(url: string): string {
  const plain = withoutUser(url.trim())
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/([^/]*)(\/.*)?$/i.exec(plain);
  if (scheme !== null) return `${(scheme[1] ?? '').toLowerCase().replace(/:(443|80|22)$/, '')}${scheme[2] ?? ''}`;
  const short = /^(?:[^@/\\]+@)?([^:/\\]{2,}):(?!\/\/)(.*)$/.exec(plain);
  return short === null ? plain : `${(short[1] ?? '').toLowerCase()}/${(short[2] ?? '').replace(/^\/+/, '')}`;
}
