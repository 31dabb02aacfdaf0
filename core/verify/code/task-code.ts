/** Holds a task's `codeChecksum`, the hash of its block before variables are filled in, against the process of its name in the recorded scripts. */
import type { CodeOfTasks } from '../../contract/code';
import type { Hash } from '../../ports';
import type { Checksum } from '../../record/facts';
import { textValue } from '../checksum/modes';
import { type CodeJudgement, judgeWithoutContent } from './judge-code';
import { type Include, outlineOf, type Process } from './script-outline';

/** The scripts that the record names, as the commit holds them. */
export interface RecordedScripts {
  /** `whole`: all bytes are UTF-8. */
  scripts: { path: string; text: string; whole: boolean }[];
  /** None is missing, unreadable or too large, so a process that is not found in them is in none. */
  complete: boolean;
  /** The folder of the commit that `projectDir` stands for: empty, or with a slash at its end. */
  project: string;
}

interface ProcessAt {
  path: string;
  name: string;
  texts: { value: string; from: number; to: number }[];
  /** Every text of it is hashed here for certain as Nextflow hashes it, so that another value is another text. */
  certain: boolean;
}
interface IncludeAt extends Include {
  /** The recorded script it leads to; null where that cannot be told. */
  target: string | null;
}

/** Judges each recorded text; `at` is set for what is proven alone. */
export function taskJudge({ scripts, complete, project }: RecordedScripts, murmur3: () => Hash) {
  const known = new Set(scripts.map(({ path }) => path));
  const processes: ProcessAt[] = [];
  const includes: IncludeAt[] = [];
  for (const { path, text, whole } of scripts) {
    const outline = outlineOf(text);
    processes.push(...outline.processes.map((process) => processAt(path, process, whole, murmur3)));
    includes.push(...outline.includes.map((one) => ({ ...one, target: targetOf(one.from, path, project, known) })));
  }
  return (process: string, checksum: Checksum | null): CodeJudgement & Pick<CodeOfTasks, 'at' | 'inProcess'> => {
    const settled = judgeWithoutContent({ checksum });
    if (settled !== null) return { ...settled, at: null };
    const value = checksum?.value.toLowerCase() ?? '';
    const name = process.split(':').at(-1) ?? process;
    const called = includes.filter(({ as }) => as === name);
    const own = processes.filter((one) => one.name === name || called.some(({ name: real, target }) => real === one.name && target === one.path));
    const found = textIn(own, value);
    if (found !== null) return provenAs(name, found);
    const other = textIn(processes, value);
    const inProcess = other === null ? {} : { inProcess: other.name };
    const whose = other === null ? '' : ` The recorded text is that of process ${other.name} (${other.at.path}, lines ${other.at.from} to ${other.at.to}).`;
    if (complete && own.length > 0 && own.every(({ certain }) => certain) && called.every(({ target }) => target !== null))
      return {
        verdict: 'mismatch',
        reason: 'content-differs',
        detail: `Process ${name} (${own[0]?.path}) has another text at this commit than was recorded.${whose}`,
        at: null,
        ...inProcess,
      };
    if (other !== null)
      return { verdict: 'not-checkable', reason: 'other-process', detail: `${whose.trim()} No include in the recorded scripts gives it the name ${name}.`, at: null, ...inProcess };
    return {
      verdict: 'not-checkable',
      reason: 'not-located',
      detail: `No block of a process ${name} in the recorded scripts, read as Nextflow reads it, hashes to the recorded value. That proves nothing: a block can be put together in more ways than are tried.`,
      at: null,
    };
  };
}

type Found = { name: string; at: NonNullable<CodeOfTasks['at']> };

function textIn(processes: readonly ProcessAt[], value: string): Found | null {
  for (const { name, path, texts } of processes) {
    const text = texts.find((one) => one.value === value);
    if (text !== undefined) return { name, at: { path, from: text.from, to: text.to } };
  }
  return null;
}

function provenAs(name: string, { name: real, at }: Found): CodeJudgement & Pick<CodeOfTasks, 'at' | 'inProcess'> {
  const detail = `Lines ${at.from} to ${at.to} of ${at.path} at this commit, in process ${real}, hash to the recorded value`;
  return {
    verdict: 'content-verified',
    reason: null,
    detail: real === name ? `${detail}.` : `${detail}; a recorded script includes it under the name ${name}.`,
    at,
    ...(real === name ? {} : { inProcess: real }),
  };
}

/**
 * Nextflow (nf-lang, ScriptToGroovyHelper.getSourceText; the 25.04 parser alike) takes the lines of the block from its first
 * statement on, the spaces before it kept (tabs are not), each with a newline, the last one cut after the last statement.
 */
function processAt(path: string, { name, blocks }: Process, whole: boolean, murmur3: () => Hash): ProcessAt {
  return {
    path,
    name,
    texts: blocks.map(({ text, indent, from, to }) => ({ value: textValue(murmur3, `${indent}${text}\n`), from, to })),
    certain: whole && blocks.length > 0 && blocks.every(({ plain }) => plain),
  };
}

/** `./modules/say`, `../say.nf`, `${projectDir}/modules/say`: a file, with or without its end, or a folder with a main.nf. */
function targetOf(from: string, including: string, project: string, known: ReadonlySet<string>): string | null {
  const folder = including.split('/').slice(0, -1);
  const variable = /^\$(?:\{(projectDir|baseDir|moduleDir)\}|(projectDir|baseDir|moduleDir))\//.exec(from);
  if (variable === null && !/^\.\.?\//.test(from)) return null;
  const parts = variable === null || (variable[1] ?? variable[2]) === 'moduleDir' ? folder : project.split('/');
  for (const part of from.slice(variable?.[0].length ?? 0).split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  const path = parts.filter((part) => part !== '').join('/');
  return [path, `${path}.nf`, `${path}/main.nf`].find((one) => known.has(one)) ?? null;
}
