/** custody.check: reads the file of a processing history, or every file on its way, where there is something to hold it against. */
import type { Output, Parsed } from '../../contract';
import type { Progress } from '../../contract/shared';
import { verifyCalls } from '../../contract/verify';
import { AuditError } from '../../errors';
import { contentsKnown, has } from '../../graph/custody/facts';
import type { History } from '../../graph/custody/history';
import { markBits } from '../../graph/custody/marks';
import { kindNumbers } from '../../index/schema';
import { isFinding } from '../../verify/finding';
import type { EngineContext } from '../context';
import { verifyRun } from '../verify/run';

export async function* checkHistory(
  context: EngineContext,
  { chain, facts }: History,
  { workspace, lid, chain: whole, limit }: Parsed<'custody.check'>,
  signal: AbortSignal,
): AsyncGenerator<Progress, Output<'custody.check'>> {
  const { graph, nodes, start } = chain;
  const isFile = (node: number) => graph.kinds[node] === kindNumbers.FileOutput || graph.kinds[node] === kindNumbers.External;
  const files = (whole ? nodes : [start]).filter((node) => node === start || isFile(node));
  const canBe = (node: number) => has(facts, node, markBits.file) || contentsKnown(facts, node) > 0;
  const possible = files.filter(canBe);
  if (possible.length === 0)
    throw new AuditError('not-found', `There is nothing to hold ${whole ? 'the files of this history' : `"${lid}"`} against: neither a record of a file nor a checksum is here.`, {
      lid,
    });
  facts.rows.load(possible.slice(0, limit));
  const lids = possible.slice(0, limit).flatMap((node) => facts.rows.get(node)?.lid ?? []);
  const { files: checks, summary, stopped } = yield* verifyRun(context, verifyCalls['verify.run'].input.parse({ workspace, lids }), signal);
  return { checked: lids.length, left: possible.length - lids.length, cannot: files.length - possible.length, findings: checks.filter(isFinding).length, summary, stopped };
}
