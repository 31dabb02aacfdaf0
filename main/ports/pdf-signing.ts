/** The port that reports are sealed, signed and read through; its libraries are loaded when the first one is. */
import type { PdfSignPort } from '../../core/ports';
import type { KeychainKey } from './keys';

/** `home` holds the workspaces, and the key of the seals where no keychain does. */
export function createPdfSigning(home: string, keychain: KeychainKey | undefined): PdfSignPort {
  let port: Promise<PdfSignPort> | undefined;
  const load = async () => {
    const [{ createPdfSign }, { createSealKeys }] = await Promise.all([import('./pdf-sign'), import('./seal-key')]);
    return createPdfSign(createSealKeys(home, keychain));
  };
  const loaded = () => {
    port ??= load();
    return port;
  };
  return {
    seal: async (...what) => (await loaded()).seal(...what),
    sign: async (...what) => (await loaded()).sign(...what),
    signatures: async (...what) => (await loaded()).signatures(...what),
    freePlaces: async (...what) => (await loaded()).freePlaces(...what),
    embedded: async (...what) => (await loaded()).embedded(...what),
  };
}
