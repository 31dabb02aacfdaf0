/** A small HTTP proxy before a real server: it notes every request and answers chosen ones itself, as a server with other rights or faults would. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  method: string;
  /** Raw, as it came. */
  url: string;
  authorization: string | undefined;
}

/** True: it has answered itself (or broken the connection); else the request goes on to the server. */
export type Rule = (seen: Seen, response: ServerResponse, incoming: IncomingMessage) => boolean;

export interface FaultProxy {
  endpoint: string;
  seen: Seen[];
  /** The most requests that were under way at one time. */
  mostAtOnce(): number;
  rule: Rule;
  close(): Promise<void>;
}

export async function startProxy(target: string): Promise<FaultProxy> {
  const { hostname, port } = new URL(target);
  let underWay = 0;
  let most = 0;
  const server = createServer((incoming, response) => {
    most = Math.max(most, ++underWay);
    response.once('close', () => underWay--);
    const seen: Seen = { method: incoming.method ?? '', url: incoming.url ?? '', authorization: incoming.headers.authorization };
    proxy.seen.push(seen);
    if (proxy.rule(seen, response, incoming)) return;
    const outgoing = request({ hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.once('error', () => response.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: FaultProxy = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: [],
    mostAtOnce: () => most,
    rule: () => false,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

/** The operation a request asks for, by its shape (S3 REST API). */
export function operationOf(seen: Seen): 'ListObjectsV2' | 'GetObject' | 'HeadObject' | 'other' {
  const [path = '', query = ''] = seen.url.split('?');
  if (query.includes('list-type=2')) return 'ListObjectsV2';
  if (path.split('/').length < 3) return 'other';
  if (seen.method === 'GET') return 'GetObject';
  return seen.method === 'HEAD' ? 'HeadObject' : 'other';
}

/** Answers as S3 does with an error. */
export function answerError(response: ServerResponse, status: number, code: string, message = code, headers: Record<string, string> = {}): true {
  response.writeHead(status, { 'content-type': 'application/xml', ...headers });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>0</RequestId></Error>`);
  return true;
}
