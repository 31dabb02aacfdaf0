/** The window's signing key and the one for seals, sealed by the keychain of the operating system where it has a real one; the engine's thread is handed them at its start. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { safeStorage } from 'electron';
import { type KeychainKey, newKey, writeKeyOnce } from './ports/keys';
import { newSealKey } from './ports/seal-key';

/** Below the folder of the workspaces: sealed, so of no use without the keychain. */
function sealedKey(home: string, name: string, make: () => string): string {
  const folder = join(home, 'keys');
  const path = join(folder, name);
  if (!existsSync(path)) writeKeyOnce(path, safeStorage.encryptString(make()), folder);
  return safeStorage.decryptString(readFileSync(path));
}

/** Where there is no keychain, or it does not open, why: the key file serves then, and the window says so. To be asked after `ready`. */
export function windowKey(home: string): KeychainKey {
  const keychain = keychainName();
  if (keychain === null) return { refused: 'this computer has no keychain that could seal it' };
  try {
    return { pem: sealedKey(home, 'window-key.sealed', newKey), seal: sealedKey(home, 'window-seal.sealed', () => newSealKey(Date.now())), keychain };
  } catch (error) {
    return { refused: `${keychain} did not open: ${(error as Error).message}` };
  }
}

/** On Linux Electron falls back to a password that is the same everywhere (`basic_text`): no keychain at all. */
function keychainName(): string | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (process.platform === 'darwin') return 'the keychain of macOS';
  if (process.platform === 'win32') return 'the data protection of Windows';
  const backend = safeStorage.getSelectedStorageBackend?.() ?? 'unknown';
  return backend === 'basic_text' || backend === 'unknown' ? null : `the keychain of this desktop (${backend})`;
}
