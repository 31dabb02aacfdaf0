/** Asks for a whole processing history, and reads it. */
import type { Output } from '../../../core/contract';
import type { Workbench } from '../../workbench';

export type Custody = Output<'custody.get'>;

export function historyOf(bench: Workbench, workspace: string, file: string, more: object = {}): Promise<Custody> {
  return bench.engine.call('custody.get', { workspace, lid: file, limit: 500, outsideLimit: 5000, ...more });
}

export const summaryText = ({ summary }: Custody) => summary.join(' ');
export const stepKinds = ({ steps }: Custody) => steps.map(({ step }) => step);
