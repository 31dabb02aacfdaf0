/** First fingerprints: shown, read in, written out, renewed, signed off. */
import type { EngineHandlers } from '../contract';
import { exportBaseline } from './baseline/export';
import { importBaseline } from './baseline/import';
import { lockBaseline } from './baseline/lock';
import { renewBaseline } from './baseline/renew';
import { showBaseline } from './baseline/show';
import type { EngineContext } from './context';

type Names = 'baseline.show' | 'baseline.import' | 'baseline.export' | 'baseline.renew' | 'baseline.lock';

export function baselineHandlers(context: EngineContext): Pick<EngineHandlers, Names> {
  return {
    'baseline.show': (input) => showBaseline(context.open(input.workspace), input),
    'baseline.import': (input) => importBaseline(context, input),
    'baseline.export': (input) => exportBaseline(context, input),
    'baseline.renew': (input) => renewBaseline(context, input),
    'baseline.lock': (input) => lockBaseline(context, input),
  };
}
