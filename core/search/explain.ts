/** Says a query back in words, so that a person sees how it was read: every line must hold. */
import { visibleText } from '../preview/visible-text';
import { verdictWords } from '../verify/verdict';
import { instantText } from './instant';
import { searchKindWords } from './qualifiers';
import type { Condition, Query, Term } from './query';
import { together } from './together';

/** One sentence without its full stop a line. */
export function explainQuery({ terms }: Query): string[] {
  return together(terms).map((set) => {
    const [first] = set;
    if (first === undefined) return '';
    return `${first.not ? 'not: ' : ''}${leadOf(first)} ${set.map(wordsOf).join(' or ')}${tailOf(first)}`;
  });
}

function leadOf(condition: Condition): string {
  switch (condition.is) {
    case 'text':
      return 'names, paths, labels, LIDs or scripts hold';
    case 'kind':
      return 'of the kind';
    case 'label':
      return condition.begins ? 'carries a label that begins' : 'carries the label';
    case 'tag':
      return 'carries the tag of this workbench';
    case 'run':
      return 'is, or names as its own, the run';
    case 'task':
      return 'is, or was written by, a task with a name that holds';
    case 'container':
      return 'is, or was written by, a task in a container that holds';
    case 'commit':
      return 'is, or names as its own, a run at a commit that begins';
    case 'param':
      return 'is, or names as its own, a run with the parameter';
    case 'path':
      return 'has a recorded path that holds';
    case 'checksum':
      return 'has a checksum, or a SHA-256 that was taken here, that begins';
    case 'before':
      return 'recorded before';
    case 'after':
      return 'recorded at or after';
    case 'verdict':
      return 'is a file whose newest check says';
  }
}

function wordsOf(term: Term): string {
  switch (term.is) {
    case 'kind':
      return searchKindWords[term.kind];
    case 'before':
    case 'after':
      return `${instantText(term.ms).replace('T', ' ').replace('Z', '')} UTC`;
    case 'verdict':
      return `“${verdictWords[term.verdict].short}”`;
    case 'param':
    case 'tag':
      return `“${onOneLine(term.name)}”${term.value === null ? '' : ` = “${onOneLine(term.value)}”`}`;
    default:
      return `“${onOneLine(term.text)}”`;
  }
}

function tailOf(first: Term): string {
  return first.is === 'label' && !first.begins && !first.not ? ' (the whole label)' : '';
}

function onOneLine(text: string): string {
  return visibleText(text).replace(/\s+/g, ' ');
}
