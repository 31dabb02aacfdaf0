/** Which names are taken for secrets, and which everyday names of genomics and computing are not. */
import { describe, expect, it } from 'vitest';
import { isSecretName, partsOfName } from '../../../core/redact/names';

describe('isSecretName', () => {
  it.each(
    `token apiToken API_TOKEN githubToken password dbPassword2 DB_PASSWORD passwd pwd passphrase secret clientSecret secretKey AWS_SECRET_ACCESS_KEY accessKeyId apikey api_key API-Key
     APIKey x-api-key key private_key credential credentials auth authToken oauth authorization mypassword authtoken pass dbPass params.token tokens jwt connection_string bearer`.split(
      /\s+/,
    ),
  )('%s is a secret', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each(
    `keyword keywords monkey turkey hockey author authors authority tokenizer tokenize passed bypass compass min_pass pass_filter secretary sort_key sortKey group_key
     publicKey key_column keyFile max_tokens maxTokens inputTokens sessionId name reference min_qual protocol workflowRun codeChecksum checksum value kit sample container`.split(
      /\s+/,
    ),
  )('%s is none', (name) => {
    expect(isSecretName(name)).toBe(false);
  });

  it('takes a bare key in running text for a word, but not in company', () => {
    expect(isSecretName('key', true)).toBe(false);
    expect(isSecretName('api_key', true)).toBe(true);
    expect(isSecretName('tokens', true)).toBe(false);
  });

  it('splits names into their parts', () => {
    expect(partsOfName('AWSSecretKey')).toEqual(['aws', 'secret', 'key']);
    expect(partsOfName('x-api-key_2')).toEqual(['x', 'api', 'key']);
  });
});
