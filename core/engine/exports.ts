/** Exports: the formats, and the scope of one gathered and written where the auditor said. */
import type { EngineHandlers, Parsed } from '../contract';
import { digestOf } from '../digest-of';
import { AuditError } from '../errors';
import { profilesOf } from '../export/crate-entities';
import { factNames, facts, notCarried } from '../export/facts';
import { allFormats, formats } from '../export/formats';
import type { ExportScope } from '../export/scope';
import { nameGiven } from '../journal/name-given';
import { nowOf } from '../now';
import type { EngineContext } from './context';
import { gatherScope } from './export/gather';
import { refuseOutput } from './own-output';
import { writeText, writeZip } from './write-out';

export function exportHandlers({ ports, open }: EngineContext): Pick<EngineHandlers, 'export.formats' | 'export.write'> {
  const digests = { sha1: (bytes: Uint8Array) => digestOf(ports.sha1(), bytes), sha256: (bytes: Uint8Array) => digestOf(ports.sha256(), bytes) };
  return {
    'export.formats': () => ({
      formats: allFormats.map(({ id, title, standard, extension, carries, limits, refuses }) => ({
        id,
        title,
        standard,
        extension,
        carries: carries.map((name) => facts[name].what),
        lacks: factNames.filter((name) => !carries.includes(name)).map((name) => facts[name].what),
        limits: [...limits],
        runsOnly: refuses !== undefined,
      })),
    }),
    'export.write': async function* ({ workspace: name, scope: asked, format: id, out }, signal) {
      const workspace = open(name);
      refuseOutput(workspace, out);
      const format = formats[id];
      const { product, version, user } = ports.who;
      const at = nowOf(ports);
      const making = { at, by: whoInWords(user, nameGiven(ports)), product, version };
      const scope = yield* gatherScope(workspace, kindOf(asked), lidsOf(asked), making, signal);
      const refusal = format.refuses?.(scope) ?? null;
      if (refusal !== null) throw new AuditError('not-supported', refusal, { format: id });
      const left = notCarried(scope, format.carries);
      const counts = { runs: scope.runs.length, tasks: scope.tasks.length, files: scope.files.length, links: scope.links.length };
      const tell = (written: { path: string; bytes: number; sha256: string }) => ({
        act: 'exported' as const,
        detail: { format: id, of: scope.of.kind, lids: scope.of.ids.slice(0, 100), lidCount: scope.of.ids.length, counts, masked: scope.masked, ...written },
      });
      const target = { ports, workspace, out };
      const written =
        'entries' in format
          ? yield* writeZip(target, format.entries(scope, { digests, left }), Date.parse(at), tell, signal)
          : yield* writeText(target, format.parts(scope, { digests, left }), tell, signal);
      return {
        ...written,
        format: id,
        counts,
        masked: scope.masked,
        profiles: id === 'ro-crate' ? profilesOf(scope).map((profile) => `${profile.name} ${profile.version}`) : [],
        notCarried: left,
        limits: [...format.limits, ...(scope.about.coverage === undefined ? [] : [scope.about.coverage])],
      };
    },
  };
}

/** The account, and the name with what it is worth. */
function whoInWords(user: string, name: string | null): string {
  return name === null ? user : `${name} (name given, not verified), account ${user}`;
}

type Asked = Parsed<'export.write'>['scope'];

function kindOf(asked: Asked): ExportScope['of']['kind'] {
  return 'run' in asked ? 'run' : 'file' in asked ? 'file' : 'selection';
}

function lidsOf(asked: Asked): string[] {
  return 'run' in asked ? [asked.run] : 'file' in asked ? [asked.file] : [...new Set(asked.lids)];
}
