/** Checks of files, and a look into them. */
import type { EngineHandlers } from '../contract';
import type { EngineContext } from './context';
import { nextflowCheck } from './verify/nextflow-check';
import { previewFile } from './verify/preview';
import { verifyListed } from './verify/results';
import { unfinishedOf, verifyRun } from './verify/run';

export function verifyHandlers(context: EngineContext): Pick<EngineHandlers, 'verify.run' | 'verify.unfinished' | 'verify.listed' | 'verify.check' | 'files.preview'> {
  return {
    'verify.run': (input, signal) => verifyRun(context, input, signal),
    'verify.unfinished': (input) => ({ unfinished: unfinishedOf(context.open(input.workspace), input) }),
    'verify.listed': (input) => verifyListed(context.open(input.workspace), input),
    'verify.check': (input) => nextflowCheck(context, input),
    'files.preview': (input) => previewFile(context, input),
  };
}
