/** Shows bytes as people read them: offset, sixteen bytes in hex, and what is printable of them. */
const width = 16;

/** One line for sixteen bytes, as `hexdump -C` writes them; bytes that are no printable ASCII show as dots. */
export function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += width) {
    const row = [...bytes.subarray(at, at + width)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0'));
    const left = hex.slice(0, 8).join(' ').padEnd(23);
    const right = hex.slice(8).join(' ').padEnd(23);
    const shown = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${left}  ${right}  |${shown}|`);
  }
  return lines.join('\n');
}
