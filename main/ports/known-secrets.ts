/** The kept rule set: secretlint's recommended rules (MIT), run one by one over a text; each reports where it found what. */
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { Span } from '../../core/redact/text';

/** A rule's interface: https://github.com/secretlint/secretlint/blob/master/docs/secretlint-rule.md */
interface Rule {
  meta: { id: string };
  create(context: object, options: object): { file?(source: object): unknown };
}

const prefix = '@secretlint/secretlint-rule-';
/** Ours find the password alone, in addresses of every scheme; these two take the host with it. The third only says what is to be passed over. */
const leftOut = new Set(['basicauth', 'database-connection-string', 'filter-comments']);
const kinds: Readonly<Record<string, Span['rule']>> = { aws: 'cloud-key', gcp: 'cloud-key', privatekey: 'private-key', github: 'code-host-token' };
/** The number of an AWS account is no secret. */
const harmless = new Set(['AWSAccountID']);

let spans: Span[] = [];
let lookers: { file(source: object): unknown }[] | undefined;

export function knownSecrets(text: string): Span[] {
  lookers ??= (rules as unknown as Rule[]).flatMap(lookerOf);
  spans = [];
  const source = { content: text, contentType: 'text', ext: '.txt', filePath: 'record.txt', hasBOM: false };
  for (const looker of lookers) looker.file(source);
  return spans;
}

/** A rule finds in one go, without waiting: what it told later would be of another text, so such a rule is none of ours (a test holds it). */
function lookerOf({ meta, create }: Rule): { file(source: object): unknown }[] {
  const name = meta.id.slice(prefix.length);
  if (leftOut.has(name)) return [];
  const kind = kinds[name] ?? 'service-token';
  const context = {
    sharedOptions: {},
    locale: 'en',
    createTranslator: () => (messageId: string) => ({ message: messageId, messageId }),
    report({ message, range: [start, end] }: { message: { messageId: string }; range: readonly [number, number] }) {
      if (!harmless.has(message.messageId)) spans.push({ rule: kind, start, end });
    },
    ignore: () => undefined,
  };
  const { file } = create(context, {});
  return file === undefined ? [] : [{ file }];
}
