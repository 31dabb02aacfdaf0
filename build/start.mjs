/** `npm start`: from a fresh clone to the open window, with everything made ready that is not. */
import { spawn } from 'node:child_process';
import { installDependencies } from './dependencies.mjs';
import { home } from './paths.mjs';
import { giveUp, say } from './say.mjs';
import { installSystemPackages } from './system-packages.mjs';

installDependencies();
installSystemPackages({ tests: false });
const { buildWhatIsStale } = await import('./build.mjs');
buildWhatIsStale(['main', 'window']);
const { prepareDemo } = await import('./demo.mjs');
await prepareDemo(home);

if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
  giveUp(
    [
      'Everything is ready, but this computer has no display to open a window on. You can',
      '  open it on a virtual one:    xvfb-run -a npm start   (Debian packages xvfb and xauth)',
      '  or use the command line:     npm run --silent audit -- --help',
    ].join('\n'),
  );
}
const { electronRuntime } = await import('./electron-runtime.mjs');
const { path, args } = await electronRuntime();
say(`Workspaces are kept in ${home} (LINEAGE_AUDIT_HOME names another folder).`);
const child = spawn(path, [...args, ...process.argv.slice(2)], { stdio: 'inherit', env: { ...process.env, LINEAGE_AUDIT_HOME: home } });
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
