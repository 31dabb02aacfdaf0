/** Serves the page under its own origin `app://workbench`: files below out/renderer alone, each with the content security policy. */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { protocol } from 'electron';

export const origin = 'app://workbench';
/** Where a PDF is shown: another origin than the page's, so that neither reaches the other. */
const pdfOrigin = 'app://pdf';
export const startPage = `${origin}/index.html`;

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Styles made by the component library carry the nonce of this page; no other inline style, and no inline script at all. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "worker-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    `frame-src ${pdfOrigin}`,
  ].join('; ');
}

/** Must be called before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }]);
}

let shownPdf: { address: string; bytes: Uint8Array } | undefined;

/** Keeps one PDF for the viewer in a frame; its address cannot be guessed and ends with the next one. */
export function offerPdf(bytes: Uint8Array): string {
  shownPdf = { address: `${pdfOrigin}/${randomBytes(16).toString('hex')}.pdf`, bytes };
  return shownPdf.address;
}

/** The viewer lays itself out with inline styles; it may load nothing else. */
function respondPdf(address: string): Response {
  if (shownPdf?.address !== address) return new Response('Not found.', { status: 404 });
  const headers = {
    'content-type': 'application/pdf',
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; object-src ${pdfOrigin}; frame-ancestors ${origin}`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
  return new Response(shownPdf.bytes as Uint8Array<ArrayBuffer>, { headers });
}

/** `folder` is out/renderer; what lies outside it is answered with 404. */
export function servePages(folder: string): void {
  protocol.handle('app', (request) => (request.url.startsWith(`${pdfOrigin}/`) ? respondPdf(request.url) : respond(folder, request.method, request.url)));
}

async function respond(folder: string, method: string, address: string): Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  const headers = { 'content-security-policy': policy(nonce), 'x-content-type-options': 'nosniff', 'cache-control': 'no-cache' };
  const path = method === 'GET' ? fileBelow(folder, address) : undefined;
  const type = path && types[extname(path)];
  if (path === undefined || type === undefined) return new Response('Not found.', { status: 404, headers });
  try {
    const bytes = await readFile(path);
    const body = extname(path) === '.html' ? bytes.toString('utf8').replaceAll('__CSP_NONCE__', nonce) : bytes;
    return new Response(body, { headers: { ...headers, 'content-type': type } });
  } catch {
    return new Response('Not found.', { status: 404, headers });
  }
}

/** The file that an address names, or undefined when it is not ours, not below the folder, or not an address at all. */
function fileBelow(folder: string, address: string): string | undefined {
  try {
    const url = new URL(address);
    if (url.protocol !== 'app:' || url.host !== 'workbench') return undefined;
    const path = decodeURIComponent(url.pathname);
    if (path.includes('\0') || path.includes('\\')) return undefined;
    const file = resolve(join(folder, path));
    return file.startsWith(resolve(folder) + sep) ? file : undefined;
  } catch {
    return undefined;
  }
}
