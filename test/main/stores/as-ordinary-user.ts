/** What an ordinary user may not read is tried as one, whoever runs the tests. */

/** Root may read everything: there the rights are given up for the while. */
export async function asOrdinaryUser(act: () => Promise<unknown>) {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    await act();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
