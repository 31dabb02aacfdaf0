/** How a verb joins the command line: it registers its words and options, and answers with an Answer. */
import type { Command } from 'commander';
import type { Answer } from './answer';
import type { Session } from './session';

/** Wraps what a verb does: `args` are commander's, its arguments first, then its options. */
export type Act = <Args extends unknown[]>(verb: (session: Session, ...args: Args) => Promise<Answer>) => (...args: Args) => Promise<void>;

export type Verb = (program: Command, act: Act) => void;
