/** Makes the S3 client for a store: credentials, region, server and time-outs as the workspace says. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { S3Location } from '../../../core/contract/workspaces';

export type S3Settings = Pick<S3Location, 'endpoint' | 'region' | 'profile' | 'pathStyle' | 'anonymous'>;

/** How many requests are under way at a time. */
export const concurrentRequests = 32;

/** Where the region is unknown: servers other than Amazon's take any; Amazon answers with the bucket's own, which is then followed. */
const fallbackRegion = 'us-east-1';

/** Else the chain writes to the console that it found more than one source; a profile that is named is meant. */
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Credentials: anonymous (no signature), or the AWS chain: environment, SSO, profile files, process, web identity,
 * container and instance; a profile that is named goes before the environment. Four attempts a request.
 * `ownChecksums`: the caller holds what it reads against the server's checksums itself; else the client does and fails on a difference.
 */
export function createS3Client(settings: S3Settings, { ownChecksums = false } = {}): S3Client {
  // The SDK's switch against its notice on stderr that later versions of it will want a later Node: ours is fixed by the lock file.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const profile = settings.profile === null ? {} : { profile: settings.profile };
  let region: Promise<string> | undefined;
  const config: S3ClientConfig = {
    ...profile,
    // Asked for at every request, found out once.
    region: () => {
      region ??= regionOf(settings);
      return region;
    },
    forcePathStyle: settings.pathStyle,
    followRegionRedirects: settings.endpoint === null,
    maxAttempts: 4,
    responseChecksumValidation: ownChecksums ? 'WHEN_REQUIRED' : 'WHEN_SUPPORTED',
    requestHandler: {
      connectionTimeout: 10_000,
      socketTimeout: 30_000,
      httpAgent: new HttpAgent({ keepAlive: true, maxSockets: concurrentRequests }),
      httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: concurrentRequests }),
    },
  };
  if (settings.endpoint !== null) config.endpoint = settings.endpoint;
  if (settings.anonymous) {
    config.credentials = { accessKeyId: '', secretAccessKey: '' };
    config.signer = { sign: async (request) => request };
  } else config.credentials = fromNodeProviderChain({ ...profile, logger: quiet });
  return new S3Client(config);
}

/** The region given, else that of the environment or profile, else the fall-back. */
async function regionOf(settings: S3Settings): Promise<string> {
  if (settings.region !== null) return settings.region;
  const bare = new S3Client(settings.profile === null ? {} : { profile: settings.profile });
  try {
    return await bare.config.region();
  } catch {
    return fallbackRegion;
  } finally {
    bare.destroy();
  }
}
