/** `workspaces`: what has been added, and when it was last synced. */
import { atRestWords } from '../../../core/at-rest/words';
import { table } from '../table';
import type { Verb } from '../verb';
import { visibleLine } from '../visible';
import { counted, countText, timeText } from '../words';

export const workspacesVerb: Verb = (program, act) => {
  program
    .command('workspaces')
    .description('list the workspaces and their last sync')
    .action(
      act(async (session) => {
        const { workspaces, problems } = await session.call('workspaces.list', {});
        const { locked, retired } = await session.call('workspaces.atRest', {});
        const rows = table(
          workspaces,
          [
            { title: 'name', text: (one) => one.name, whole: true },
            { title: 'records', text: (one) => countText(one.records), right: true },
            { title: 'runs', text: (one) => countText(one.runs), right: true },
            { title: 'findings', text: (one) => countText(one.findings), right: true },
            { title: 'last sync', text: (one) => (one.interruptedSync ? 'interrupted: sync again' : one.lastSync === null ? 'never' : timeText(one.lastSync.finishedAt)) },
            { title: 'at rest', text: (one) => (one.encrypted ? 'encrypted' : 'not encrypted') },
            { title: 'store', text: (one) => one.storeText },
          ],
          session.width,
        );
        const others = [
          ...locked.map(
            ({ folder, createdAt }) => `${folder}: encrypted and locked, made ${createdAt === null ? 'at an unknown time: its key is damaged' : timeText(createdAt)}\n`,
          ),
          ...retired.map(
            ({ name, at, by, certificate, finishedAt, note }) =>
              `${name}: retired ${timeText(at)} by ${visibleLine(by)}${finishedAt === null ? '; its removal has NOT ended' : ''}; certificate ${visibleLine(certificate.path)}, SHA-256 ${certificate.sha256}${note === null ? '' : `. ${visibleLine(note)}`}\n`,
          ),
          workspaces.some(({ encrypted }) => !encrypted) ? `${atRestWords(false).replace('Not encrypted:', 'Where it says "not encrypted":')}\n` : '',
        ].join('');
        const none =
          workspaces.length === 0 && problems.length === 0 && others === ''
            ? 'No workspace yet. Add one: lineage-audit add NAME STORE\n'
            : `${counted(workspaces.length, 'workspace')}.\n`;
        return {
          json: { workspaces, problems, locked, retired },
          text: rows + others + none,
          notes: [
            ...workspaces.flatMap(({ name, readOnly }) => (readOnly === null ? [] : [`${name} can be read only: ${readOnly}. What the journal must tell of is refused.`])),
            ...problems.map(({ name, error }) => `${name} could not be opened: ${error}`),
            ...workspaces.flatMap(({ name, damage = [] }) => damage.map((line) => `${name}: ${line}`)),
          ],
        };
      }),
    );
};
