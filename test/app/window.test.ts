/** The window opens, and its page has no way out of it: no Node, no network, no other page, no script but our own. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BridgeAnswer } from '../../core/contract/window';
import { type OpenApp, openApp } from './open-app';

let app: OpenApp;
let outside: Server;
let asked: string[];
let address: string;
beforeAll(async () => {
  asked = [];
  outside = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    response.end('<h1>outside</h1>');
  });
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  app = await openApp({ demo: true });
});
afterAll(async () => {
  await app.close();
  outside.close();
});

/** Large answers come as JSON text; it is opened here as client.ts does. */
const opened = (answer: BridgeAnswer) => ('json' in answer ? { ok: JSON.parse(answer.json) } : answer);
const call = async (name: string, input: unknown, id = 'test') => opened(await ask(name, input, id));
const ask = (name: string, input: unknown, id: string): Promise<BridgeAnswer> =>
  app.page.evaluate(([i, n, x]) => window.audit.call(i as string, n as string, x), [id, name, input]);

it('opens on the demo workspace without an error in the page', async () => {
  await app.page.getByText('trial-042').first().waitFor();
  await app.screenshot('window');
  expect(app.errors).toEqual([]);
  expect(await app.seriousAxeFaults()).toEqual([]);
});

it('says in its title that a test runtime is one', async () => {
  const info = await call('app.info', {});
  const title = await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
  expect(info).toMatchObject({ ok: { name: 'Lineage Audit Workbench', home: app.home } });
  const { testRuntime, electron } = (info as { ok: { testRuntime: boolean; electron: string } }).ok;
  expect(testRuntime).toBe(electron !== '45.4.1');
  expect(title?.includes('test runtime')).toBe(testRuntime);
});

describe('the page', () => {
  it('has three functions of the program, and nothing of Node or Electron', async () => {
    const seen = await app.page.evaluate(() => ({
      audit: Object.keys(window.audit).sort(),
      types: Object.values(window.audit).map((value) => typeof value),
      node: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter((name) => name in window),
    }));
    expect(seen).toEqual({ audit: ['call', 'cancel', 'on'], types: ['function', 'function', 'function'], node: [] });
  });

  it('runs in a sandbox of its own', async () => {
    const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false });
  });

  it('does not navigate away, nor by a link, nor open a second window', async () => {
    const here = app.page.url();
    await app.page.evaluate((to) => {
      location.href = to;
    }, address);
    await app.page.evaluate((to) => {
      const link = Object.assign(document.createElement('a'), { href: to, textContent: 'out' });
      document.body.append(link);
      link.click();
      link.remove();
    }, address);
    const opened = await app.page.evaluate((to) => window.open(to), address);
    await app.page.waitForTimeout(500);
    expect(opened).toBeNull();
    expect(app.page.url()).toBe(here);
    expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(asked).toEqual([]);
  });

  it('reaches no network: neither fetch, nor image, nor frame, nor form, nor socket', async () => {
    const fetched = await app.page.evaluate((from) => fetch(from).then(() => 'answered', String), `${address}/fetch`);
    expect(fetched).toMatch(/TypeError/);
    await app.page.evaluate((from) => {
      const image = new Image();
      image.src = `${from}/image`;
      const frame = document.createElement('iframe');
      frame.src = `${from}/frame`;
      const form = Object.assign(document.createElement('form'), { action: `${from}/form`, method: 'post' });
      document.body.append(image, frame, form);
      form.submit();
      try {
        new WebSocket(`${from.replace('http', 'ws')}/socket`);
      } catch {}
      setTimeout(() => [image, frame, form].forEach((element) => element.remove()), 300);
    }, address);
    await app.page.waitForTimeout(600);
    expect(asked).toEqual([]);
  });

  it('is refused the network by main as well, should its policy ever fail', async () => {
    const answer = await app.electron.evaluate(({ session }, from) => session.defaultSession.fetch(from).then(() => 'answered', String), `${address}/main`);
    expect(answer).toMatch(/ERR_BLOCKED_BY_CLIENT/);
    expect(asked).toEqual([]);
  });

  it('runs no code made from text: neither eval, nor inline handlers, nor script tags', async () => {
    const tried = await app.page.evaluate(async () => {
      const attempts: Record<string, string> = {};
      await new Promise((resolve) => setTimeout(resolve)); // the policy does not bind what the debugger itself evaluates
      // biome-ignore lint/security/noGlobalEval: that it fails is what is tested
      for (const [name, run] of Object.entries({ eval: () => window.eval('1'), function: () => new Function('return 1')() })) {
        try {
          attempts[name] = String(run());
        } catch (error) {
          attempts[name] = (error as Error).name;
        }
      }
      const spot = document.createElement('div');
      document.body.append(spot);
      spot.innerHTML = '<img src="data:," onerror="window.hacked = 1">';
      const script = Object.assign(document.createElement('script'), { textContent: 'window.hacked = 2' });
      spot.append(script);
      await new Promise((resolve) => setTimeout(resolve, 300));
      spot.remove();
      return { ...attempts, hacked: 'hacked' in window };
    });
    expect(tried).toEqual({ eval: 'EvalError', function: 'EvalError', hacked: false });
  });

  it('reads files of the page and no others', async () => {
    const read = (path: string) => app.page.evaluate((from) => fetch(from).then((response) => response.status, String), path);
    expect(await read('app://workbench/index.html')).toBe(200);
    for (const path of ['/../../package.json', '/%2e%2e/%2e%2e/package.json', '/..%2f..%2fpackage.json', '/%2Fetc%2Fpasswd', '/assets/..%5c..%5cmain', '/']) {
      expect([path, await read(`app://workbench${path}`)]).toEqual([path, 404]);
    }
    expect(await read('app://elsewhere/index.html')).toMatch(/TypeError/);
    expect(await read('file:///etc/passwd')).toMatch(/TypeError/);
  });

  it('is granted no permission', async () => {
    const states = await app.page.evaluate(() =>
      Promise.all(
        ['geolocation', 'camera', 'notifications', 'clipboard-read'].map((name) => navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => state)),
      ),
    );
    expect(states).toEqual(['denied', 'denied', 'denied', 'denied']);
  });
});

describe('the viewer of PDFs', () => {
  const words = [
    '%PDF-1.4',
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R>>endobj',
    '4 0 obj<</Length 28>>stream\n1 0 0 rg 0 0 300 300 re f  \nendstream endobj',
    'trailer<</Root 1 0 R>>',
  ];

  it('draws one in a frame of its own', { retry: 1 }, async () => {
    const { ok } = (await call('pdf.show', { base64: Buffer.from(words.join('\n')).toString('base64') })) as { ok: { address: string } };
    await app.page.evaluate((from) => {
      document.getElementById('pdf')?.remove();
      const frame = Object.assign(document.createElement('iframe'), { src: from, id: 'pdf' });
      frame.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;z-index:9999';
      document.body.append(frame);
    }, ok.address);
    // The middle of the window turns red when the viewer has drawn the page.
    const middle = () =>
      app.electron.evaluate(async ({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        const { width = 0, height = 0 } = window?.getContentBounds() ?? {};
        const [blue = 0, green = 0, red = 0] = (await window?.webContents.capturePage({ x: width >> 1, y: height >> 1, width: 1, height: 1 }))?.toBitmap() ?? [];
        return red > 200 && green < 60 && blue < 60;
      });
    // A picture taken while the viewer starts can keep it from drawing, so the first is taken late and few after.
    await app.page.waitForTimeout(3000);
    await expect.poll(middle, { timeout: 60_000, interval: 3000 }).toBe(true);
    await app.page.evaluate(() => document.getElementById('pdf')?.remove());
  });

  it('serves none but the last, under an address that nobody can guess', async () => {
    const show = async () => ((await call('pdf.show', { base64: 'AAAA' })) as { ok: { address: string } }).ok.address;
    const [first, second] = [await show(), await show()];
    expect(first).not.toBe(second);
    expect(second).toMatch(/^app:\/\/pdf\/[0-9a-f]{32}\.pdf$/);
    expect(
      await app.electron.evaluate(({ net }, addresses) => Promise.all(addresses.map((address) => net.fetch(address).then((response) => response.status))), [first, second]),
    ).toEqual([404, 200]);
  });
});

describe('the bridge', () => {
  it('answers a call of the engine', async () => {
    expect(await call('workspaces.get', { workspace: 'trial-042' })).toMatchObject({ ok: { workspace: { records: 666, runs: 8, demo: true } } });
  });

  it.each([
    ['a name that is no call', 'constructor', {}],
    ['an input of the wrong type', 'workspaces.get', { workspace: 7 }],
    ['an unknown field', 'workspaces.get', { workspace: 'trial-042', more: true }],
    ['a workspace that is a path', 'workspaces.get', { workspace: '../../etc' }],
    ['no input at all', 'dialog.saveFile', undefined],
    ['a file to show that we did not write', 'shell.showInFolder', { path: '/etc/passwd' }],
    ['a report to a path that nobody chose', 'report.pdf', { workspace: 'trial-042', about: { kind: 'run', run: 'release' }, out: '/tmp/unasked.pdf' }],
    ['an export to a path that nobody chose', 'export.write', { workspace: 'trial-042', scope: { run: 'release' }, format: 'csv', out: '/tmp/unasked.csv' }],
    ['tags to a path that nobody chose', 'tags.export', { workspace: 'trial-042', out: '/tmp/unasked.csv' }],
    ['events from a path that nobody chose', 'openlineage.import', { workspace: 'trial-042', paths: ['/etc/passwd'] }],
  ])('refuses %s', async (what, name, input) => {
    const answer = await call(name, input);
    expect(answer).toMatchObject({ error: { code: 'bad-input' } });
    if (/that nobody chose$/.test(what)) expect(answer).toMatchObject({ error: { message: expect.stringMatching(/was (not|neither) chosen in/) } });
  });

  it('refuses a call without an id', async () => {
    const answer = await app.page.evaluate(() => window.audit.call(null as unknown as string, 'app.info', {}));
    expect(answer).toMatchObject({ error: { code: 'bad-input' } });
  });

  it('refuses to listen to a channel that is not there', async () => {
    expect(
      await app.page.evaluate(() => {
        try {
          window.audit.on('ELECTRON_BROWSER_MODULE' as 'menu', () => {});
          return 'listens';
        } catch (error) {
          return (error as Error).message;
        }
      }),
    ).toMatch(/no channel/);
  });

  it('refuses another sender, though it has the same preload and page', async () => {
    const answer = await app.electron.evaluate(async ({ app: program, BrowserWindow }) => {
      const other = new BrowserWindow({ show: false, webPreferences: { preload: `${program.getAppPath()}/out/preload/index.cjs`, sandbox: true } });
      await other.loadURL('app://workbench/index.html');
      const said = await other.webContents.executeJavaScript("window.audit.call('1', 'app.info', {})");
      other.destroy();
      return said;
    });
    expect(answer).toMatchObject({ error: { code: 'bad-input', message: expect.stringContaining('may not speak') } });
  });

  it('tells the progress of a job and stops it when asked', async () => {
    const { ok } = (await call('sync.run', { workspace: 'trial-042' }, 'sync')) as { ok: { unchanged: number } };
    expect(ok.unchanged).toBe(666);
    const stopped = await app.page.evaluate(async () => {
      let heard = 0;
      const stopListening = window.audit.on('progress', ({ id }) => {
        if (id === 'verify' && ++heard === 1) window.audit.cancel('verify');
      });
      const answer = await window.audit.call('verify', 'verify.run', { workspace: 'trial-042', all: true });
      stopListening();
      return { heard, answer };
    });
    expect(stopped.heard).toBeGreaterThan(0);
    expect(opened(stopped.answer)).toMatchObject({ ok: { stopped: true } });
  });
});
