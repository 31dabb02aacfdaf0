/** Folds a record key to what it becomes where letter case, the Unicode form of accents and percent-encoding are ignored: equal folds collide there. */

/** Only to compare with: never a key, never a path. */
export function foldKey(key: string): string {
  if (/^[0-9a-z/#_.-]*$/.test(key)) return key;
  return key
    .replace(/(?:%[0-9a-f]{2})+/gi, decoded)
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC');
}

/** What is no UTF-8 when decoded stays as it is. */
function decoded(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return run;
  }
}
