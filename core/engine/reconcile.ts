/** Lists held against the records: the answer, and the same written as a report or a table. Of the list only its digest and the counts are kept. */
import type { EngineHandlers } from '../contract';
import type { Reconciliation } from '../contract/reconcile';
import { nowOf } from '../now';
import { productWords } from '../report/compose';
import { reconcileOutline } from '../report/reconcile-outline';
import { storeText } from '../store/location';
import { reconciliationCsv } from '../verify/reconcile/csv';
import type { EngineContext } from './context';
import { coverageIn } from './coverage';
import { refuseOutput } from './own-output';
import { reconcile } from './reconcile/run';
import { writeBytes, writePdf } from './write-out';

export function reconcileHandlers({ ports, open }: EngineContext): Pick<EngineHandlers, 'reconcile.list' | 'reconcile.save'> {
  return {
    'reconcile.list': async function* ({ workspace: name, ...asked }, signal) {
      const workspace = open(name);
      const answer = yield* reconcile(ports, workspace, asked, signal);
      workspace.journal('reconcile', kept(answer));
      return answer;
    },
    'reconcile.save': async function* ({ workspace: name, form, out, ...asked }, signal) {
      const workspace = open(name);
      refuseOutput(workspace, out);
      const answer = yield* reconcile(ports, workspace, asked, signal);
      const listSha256 = answer.list.sha256;
      if (form === 'csv') {
        const { text, guarded } = reconciliationCsv(workspace.masker.texts(answer), name);
        const written = writeBytes({ ports, workspace, out }, new TextEncoder().encode(text), (file) => ({
          act: 'reconcile-saved',
          detail: { ...kept(answer), form, ...file, guarded },
        }));
        return { ...written, id: null, pages: null, guarded, listSha256 };
      }
      const outline = reconcileOutline(
        workspace.masker.texts(answer),
        { name, store: storeText(workspace.settings.store), coverage: coverageIn(workspace).sentence },
        { at: nowOf(ports), product: productWords(ports.who) },
        ports.sha256(),
      );
      const written = yield* writePdf(
        { ports, workspace, out },
        outline,
        (file) => ({ act: 'reconcile-saved', detail: { ...kept(answer), form, id: outline.id, ...file } }),
        signal,
      );
      return { ...written, id: outline.id, guarded: 0, listSha256 };
    },
  };
}

function kept({ list, of, runs, counts }: Reconciliation) {
  return { list: list.name, listSha256: list.sha256, of, runs: runs.slice(0, 20).map(({ lid }) => lid), runsConcerned: runs.length, counts };
}
