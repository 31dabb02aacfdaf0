/** The answer to the question asked last, kept until the index changes: a page asks the same one for its next rows and its counts. */
import type { OpenWorkspace } from './context';

/** `what`: the kind of question, one of which is kept; `question`: all that the answer depends on besides the index. */
export function lastAnswer<Answer>(workspace: OpenWorkspace, what: string, question: string, make: () => Answer): Answer {
  const last = workspace.cached<{ kept: { question: string; answer: Answer } | null }>(`${what} last`, () => ({ kept: null }));
  if (last.kept?.question !== question) last.kept = { question, answer: make() };
  return last.kept.answer;
}
