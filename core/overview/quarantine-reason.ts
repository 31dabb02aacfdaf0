/** Why objects could not be read, told by kind: what a reason quotes of one object would make of each a kind of its own. */

/** The reason without what it quotes: what the parser met and where, what the file is called. */
export function kindOfReason(reason: string): string {
  if (reason.startsWith('not JSON: ')) return 'not JSON';
  return reason.replace(/^named "[\s\S]*": /, 'not named .data.json: ');
}
