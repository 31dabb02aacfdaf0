/**
 * A question walked through the window as a person would: every click and keystroke is counted and written down in words, and what is
 * claimed to be read is looked for on the screen. Between the steps nothing is opened by its address.
 */
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { OpenApp } from './open-app';

export interface Walked {
  question: string;
  /** What was done and read, in order, as the guide prints it. */
  steps: { kind: 'click' | 'keys' | 'read'; words: string }[];
  clicks: number;
  /** Keys pressed together, and texts typed, count one each. */
  keys: number;
  /** Seconds between the first step and the last thing read, axe and pictures left out. */
  seconds: number;
  /** Files in test-results/, without their ending. */
  pictures: string[];
}

export interface Walk {
  click(what: Locator, words: string): Promise<void>;
  press(key: string, words: string): Promise<void>;
  type(text: string, words: string): Promise<void>;
  /** A step by other means, of one click: a file that is dropped. */
  other(words: string, step: () => Promise<void>): Promise<void>;
  /** `what` must come up on the screen; `words` says it in the guide. */
  read(what: Locator | Locator[], words: string): Promise<void>;
  /** The page as it is: axe-clean in light and in dark. */
  clean(): Promise<void>;
  picture(name: string): Promise<void>;
}

export async function walk(app: OpenApp, question: string, steps: (walk: Walk) => Promise<void>): Promise<Walked> {
  const walked: Walked = { question, steps: [], clicks: 0, keys: 0, seconds: 0, pictures: [] };
  const timed = async (step: () => Promise<unknown>) => {
    const from = performance.now();
    await step();
    walked.seconds += (performance.now() - from) / 1000;
  };
  const done = async (kind: Walked['steps'][number]['kind'], words: string, step: () => Promise<unknown>) => {
    await timed(step);
    walked.steps.push({ kind, words });
    if (kind === 'click') walked.clicks++;
    if (kind === 'keys') walked.keys++;
  };
  await steps({
    click: (what, words) => done('click', words, () => what.click()),
    press: (key, words) => done('keys', words, () => app.page.keyboard.press(key)),
    type: (text, words) => done('keys', words, () => app.page.keyboard.type(text)),
    other: (words, step) => done('click', words, step),
    read: (what, words) =>
      done('read', words, async () => {
        for (const one of [what].flat()) await one.first().waitFor();
      }),
    async clean() {
      for (const scheme of ['dark', 'light'] as const) {
        await colours(app, scheme);
        expect([question, app.page.url(), scheme, await app.seriousAxeFaults()]).toEqual([question, app.page.url(), scheme, []]);
      }
    },
    async picture(name) {
      await app.screenshot(name);
      walked.pictures.push(name);
    },
  });
  return walked;
}

/** Shows the window in these colours, and waits until nothing changes any more. */
export async function colours(app: OpenApp, scheme: 'light' | 'dark'): Promise<void> {
  await app.electron.evaluate(({ nativeTheme }, source) => {
    nativeTheme.themeSource = source;
  }, scheme);
  await app.page.waitForFunction(
    (wanted) => document.documentElement.dataset.mantineColorScheme === wanted && document.getAnimations().every((animation) => animation.playState !== 'running'),
    scheme,
  );
}
