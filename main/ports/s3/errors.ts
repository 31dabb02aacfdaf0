/** What an S3 server, the network or the credentials say, in words: what is wrong and what to do. */
import type { S3Location } from '../../../core/contract/workspaces';
import { AuditError } from '../../../core/errors';

export type S3Right = 's3:ListBucket' | 's3:GetObject';

interface Said {
  name: string;
  code: string;
  status: number;
  message: string;
  region: string | null;
}

type Where = Pick<S3Location, 'bucket' | 'endpoint' | 'region' | 'profile'>;

/** `right` is what was tried. A cancelled request becomes `cancelled`; an AuditError stays as it is. */
export function s3Error(error: unknown, where: Where, right: S3Right): AuditError {
  if (error instanceof AuditError) return error;
  const said = readError(error);
  const data = { bucket: where.bucket, endpoint: where.endpoint, system: said.code || said.name, status: said.status };
  const server = where.endpoint === null ? 'Amazon S3' : where.endpoint;
  const login = where.profile === null ? '' : ` (profile "${where.profile}")`;
  const what = kindOf(said);
  switch (what) {
    case 'stopped':
      return new AuditError('cancelled', 'Stopped.');
    case 'no-bucket':
      return new AuditError('store-unreachable', `There is no bucket "${where.bucket}" at ${server}. Check its name, and the endpoint if it is not Amazon's.`, data);
    case 'region':
      return new AuditError('store-unreachable', regionMessage(where, said), { ...data, region: said.region });
    case 'expired':
      return new AuditError(
        'store-denied',
        `The sign-in${login} has expired. Sign in again (for SSO: aws sso login${where.profile === null ? '' : ` --profile ${where.profile}`}), then try again.`,
        { ...data, right: 'credentials' },
      );
    case 'no-credentials':
      return new AuditError(
        'store-denied',
        `No credentials were found${login}: ${said.message.replace(/\.?$/, '.')} Choose a profile, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or tick "anonymous" for a public bucket.`,
        { ...data, right: 'credentials' },
      );
    case 'bad-credentials':
      return new AuditError('store-denied', `${server} does not accept these credentials${login}: ${said.message} Check the access key and its secret.`, {
        ...data,
        right: 'credentials',
      });
    case 'clock':
      return new AuditError('store-unreachable', `${server} refuses requests because this computer's clock is wrong. Set the clock, then try again.`, data);
    case 'denied':
      return new AuditError('store-denied', deniedMessage(where, right, login), { ...data, right });
    case 'certificate':
      return new AuditError(
        'store-unreachable',
        `The certificate of ${server} is not trusted (${said.code}). If it is your own server, set NODE_EXTRA_CA_CERTS to its authority's certificate.`,
        data,
      );
    case 'network':
      return new AuditError('store-unreachable', `${server} did not answer (${said.message || said.code}). Is the network up, and the endpoint right?`, data);
    default:
      return new AuditError(
        'store-error',
        `${server} answered with something this program cannot use (${[said.name, said.status || '', said.message].filter(Boolean).join(' ')}).`,
        data,
      );
  }
}

/** Does this failure speak of one object alone, so that the rest can go on; else it would strike all the same. */
export function objectFault(error: unknown): 'gone' | 'denied' | 'failed' | null {
  if (error instanceof AuditError) return null;
  const what = kindOf(readError(error));
  if (what === 'no-object') return 'gone';
  if (what === 'denied') return 'denied';
  return what === 'other' ? 'failed' : null;
}

/** On a key that is not there: whether its newest version is a delete marker (S3 API, HeadObject: x-amz-delete-marker). */
export function deleteMarkerOf(error: unknown): boolean {
  const { $response } = (error ?? {}) as { $response?: { headers?: Record<string, string> } };
  return $response?.headers?.['x-amz-delete-marker'] === 'true';
}

/** What went wrong with one object, as the server said it. */
export function saidOf(error: unknown): string {
  const said = readError(error);
  return [said.name, said.status === 0 ? '' : `(${said.status})`, said.message].filter(Boolean).join(' ');
}

type Kind = 'stopped' | 'no-bucket' | 'no-object' | 'region' | 'expired' | 'no-credentials' | 'bad-credentials' | 'clock' | 'denied' | 'certificate' | 'network' | 'other';

const regionNames = ['PermanentRedirect', 'TemporaryRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException'];
const expiredNames = ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'RequestExpired'];
const badNames = ['InvalidAccessKeyId', 'SignatureDoesNotMatch', 'InvalidToken', 'InvalidClientTokenId', 'UnrecognizedClientException', 'AuthorizationQueryParametersError'];
const networkCodes = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE', 'ECONNABORTED', 'EPROTO'];

function kindOf(said: Said): Kind {
  if (said.name === 'AbortError') return 'stopped';
  if (said.name === 'NoSuchBucket') return 'no-bucket';
  if (expiredNames.includes(said.name) || /expired|refresh failed|sso login/i.test(said.message)) return 'expired';
  if (['CredentialsProviderError', 'TokenProviderError'].includes(said.name)) return 'no-credentials';
  if (badNames.includes(said.name)) return 'bad-credentials';
  if (said.name === 'RequestTimeTooSkewed') return 'clock';
  if (regionNames.includes(said.name) || said.status === 301 || said.status === 307) return 'region';
  if (said.name === 'NoSuchKey' || said.name === 'NotFound' || said.status === 404) return 'no-object';
  if (['AccessDenied', 'AllAccessDisabled', 'Forbidden'].includes(said.name) || said.status === 403 || said.status === 401) return 'denied';
  if (/CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS/.test(said.code)) return 'certificate';
  if (networkCodes.includes(said.code) || said.name === 'TimeoutError') return 'network';
  return 'other';
}

function readError(error: unknown): Said {
  if (!(error instanceof Error)) return { name: '', code: '', status: 0, message: String(error), region: null };
  // The SDK's errors carry $metadata and $response; a failed connection to several addresses is an AggregateError.
  const raw = error as Error & {
    code?: unknown;
    errors?: unknown[];
    Region?: unknown;
    Code?: unknown;
    $metadata?: { httpStatusCode?: number };
    $response?: { headers?: Record<string, string> };
  };
  const inner = Array.isArray(raw.errors) && raw.errors[0] instanceof Error ? (raw.errors[0] as Error & { code?: unknown }) : undefined;
  const code = [raw.code, inner?.code].find((value) => typeof value === 'string');
  const region = raw.$response?.headers?.['x-amz-bucket-region'] ?? raw.Region;
  return {
    name: raw.name === 'Error' && typeof raw.Code === 'string' ? raw.Code : raw.name,
    code: typeof code === 'string' ? code : '',
    status: raw.$metadata?.httpStatusCode ?? 0,
    message: (raw.message || inner?.message || '').replace(/\s+/g, ' ').trim(),
    region: typeof region === 'string' ? region : null,
  };
}

function regionMessage(where: Where, said: Said): string {
  const asked = where.region === null ? '' : ` than "${where.region}"`;
  if (said.region !== null) return `The bucket "${where.bucket}" is in region "${said.region}". Set that region.`;
  return `The bucket "${where.bucket}" is in another region${asked}. Set the region it was made in.`;
}

function deniedMessage(where: Where, right: S3Right, login: string): string {
  const act = right === 's3:ListBucket' ? `list the bucket "${where.bucket}"` : `read objects of the bucket "${where.bucket}"`;
  return `The right ${right} is missing: these credentials${login} may not ${act}. Hand the read-only policy shown with the form to whoever owns the bucket.`;
}
