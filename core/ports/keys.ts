/** The key that this installation signs its log with, and the one that stands behind masks. */
import type { Span } from '../redact/text';

/** How a signing key is kept: in a file that its owner alone may read, or sealed by the keychain of the operating system. */
export type KeyKeeping = 'file' | 'keychain';

/** Ed25519 (RFC 8032). */
export interface KeysPort {
  /** The key of this surface, made at its first use. Throws AuditError `disk` where its file may be read by others or is no key. */
  signer(): { publicKey: Uint8Array; kept: KeyKeeping /** In words: which file, which keychain. */; where: string; sign(bytes: Uint8Array): Uint8Array };
  verify(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean;
}

/** The digests that stand in masks, and the kept rule set. The key stays behind the port. */
export interface MaskingPort {
  /** HMAC-SHA-256 over the text's UTF-8: 64 hex digits. */
  hmac(text: string): string;
  /** `id`: names the key and says nothing of it; `session`: none could be kept, `where` says why. */
  key(): { id: string; kept: 'file' | 'session'; where: string };
  known(text: string): Span[];
}
