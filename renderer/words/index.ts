/// <reference types="vite/client" />
/** The one catalogue of messages: every module of words, by its file; views take theirs from the module of their part. */

export const catalogue: Readonly<Record<string, Readonly<Record<string, unknown>>>> = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./index.ts'], { eager: true });
