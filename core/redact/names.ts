/** Decides by the parts of a name whether what stands under it is likely a secret: `api_key` is, `keyword` and `sort_key` are not. */

/** A part that is one of these makes the name secret-like. */
const secretParts = new Set(
  (
    'token tokens password passwords passwd pwd passphrase passcode secret secrets credential credentials cred creds apikey apikeys accesskey secretkey privatekey ' +
    'authkey auth oauth authorization bearer jwt cookie connectionstring userpass dbpass'
  ).split(' '),
);
/** Parts written as one word, such as `mypassword` or `authtoken`. */
const secretEndings = ['password', 'passwd', 'passphrase', 'secret', 'token', 'apikey', 'secretkey', 'privatekey'];
/** Two parts that are a secret together only. */
const secretPairs = new Set(['connection string', 'conn string', 'shared access']);
/** `pass` alone, or after one of these: elsewhere it is what a filter says. */
const passOwners = new Set(['db', 'database', 'user', 'smtp', 'mail', 'mysql', 'postgres', 'pg', 'admin', 'root', 'login', 'ssh', 'ftp', 'http', 'proxy', 'keystore', 'redis']);
/** `key` after one of these names a column, a place or something public. */
const harmlessKeys = new Set(
  'sort group primary foreign public join partition index meta sample row column col map cache hash range lookup unique natural composite candidate business s3 object dict json order merge'.split(
    ' ',
  ),
);
/** `tokens` after one of these is a count. */
const counted = new Set('max min num number n count total prompt input output completion context'.split(' '));

/** `AWS_SECRET_ACCESS_KEY`, `dbPassword2`, `APIKey`, `x-api-key` → lower-case parts. */
export function partsOfName(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^\p{L}]+/u)
    .filter((part) => part !== '')
    .map((part) => part.toLowerCase());
}

/**
 * Does the name say that its value is a secret? In running text (scripts, command lines) a bare `key` or `tokens` is too
 * common a word: with `inText` it needs company, as in `api_key`.
 */
export function isSecretName(name: string, inText = false): boolean {
  const known = inText ? knownInText : knownNames;
  let secret = known.get(name);
  if (secret === undefined) {
    secret = saysSecret(name, inText);
    if (known.size >= keptNames) known.clear();
    if (name.length <= longestKept) known.set(name, secret);
  }
  return secret;
}

/** A record of 5,000 parameters has the same few names for each of them. */
const knownNames = new Map<string, boolean>();
const knownInText = new Map<string, boolean>();
const keptNames = 1000;
const longestKept = 100;

function saysSecret(name: string, inText: boolean): boolean {
  const parts = partsOfName(name);
  return parts.some((part, at) => {
    const before = parts[at - 1];
    if (part === 'tokens') return !inText && !(before !== undefined && counted.has(before));
    if (secretParts.has(part) || secretEndings.some((ending) => part.endsWith(ending)) || secretPairs.has(`${before} ${part}`)) return true;
    if (part === 'pass') return before === undefined ? parts.length === 1 : at === parts.length - 1 && passOwners.has(before);
    if (part !== 'key' && part !== 'keys') return false;
    const isLast = at === parts.length - 1 || (at === parts.length - 2 && (parts[at + 1] === 'id' || parts[at + 1] === 'value'));
    if (!isLast || (before !== undefined && harmlessKeys.has(before))) return false;
    return before !== undefined || !inText;
  });
}
