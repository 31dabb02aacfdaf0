/** `npm run --silent audit -- …`: the command line, built first when it is stale. stdout carries its answer alone. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { built, home, root } from './paths.mjs';
import { giveUp } from './say.mjs';

if (!existsSync(join(root, 'node_modules'))) giveUp('The npm packages are not installed yet. Run: npm ci');
const { buildWhatIsStale } = await import('./build.mjs');
buildWhatIsStale(['main']);
process.env.LINEAGE_AUDIT_HOME = home;
process.argv[1] = built('main', 'cli.cjs');
createRequire(import.meta.url)(process.argv[1]);
