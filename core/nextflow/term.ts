/** What `lineage find` is asked for, as it is typed. */
import { AuditError } from '../errors';

export interface Term {
  key: string;
  value: string;
}

/** `K=V` as typed, both percent-decoded, `+` read as a space (java.net.URLDecoder); `label` is the field `labels`. Throws `bad-input`. */
export function parseTerm(text: string): Term {
  const at = text.indexOf('=');
  if (at <= 0) throw new AuditError('bad-input', `"${text}" is no search term: write field=value, such as type=TaskRun or label=gxp.`);
  const key = decode(text.slice(0, at));
  return { key: key === 'label' ? 'labels' : key, value: decode(text.slice(at + 1)) };
}

function decode(text: string): string {
  const spaced = text.replace(/\+/g, ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
