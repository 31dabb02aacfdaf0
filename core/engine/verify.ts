/** Checks of files, and a look into them. */
import type { EngineHandlers } from '../contract';
import type { EngineContext } from './context';
import { countBad } from './overview/bad-checks';
import { nextflowCheck } from './verify/nextflow-check';
import { previewFile } from './verify/preview';
import { verifyListed } from './verify/results';
import { unfinishedOf, verifyRun } from './verify/run';

export function verifyHandlers(context: EngineContext): Pick<EngineHandlers, Extract<keyof EngineHandlers, `verify.${string}`> | 'files.preview'> {
  return {
    'verify.run': (input, signal) => verifyRun(context, input, signal),
    'verify.unfinished': (input) => ({ unfinished: unfinishedOf(context.open(input.workspace), input) }),
    'verify.listed': (input) => verifyListed(context.open(input.workspace), input),
    'verify.bad': ({ workspace }) => countBad(context.open(workspace)),
    'verify.check': (input) => nextflowCheck(context, input),
    'files.preview': (input) => previewFile(context, input),
  };
}
