/** The nonce that the page's content security policy asks of styles made at run time, taken from the page itself. */

/** The empty text where the page has none, as in tests. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** Hands the nonce to react-style-singleton (scroll locking of dialogs), which looks for this name on the window. */
export function offerStyleNonce(): void {
  Object.defineProperty(window, '__webpack_nonce__', { value: styleNonce() });
}
