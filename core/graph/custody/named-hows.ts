/** How a path can stand in a history without a record that says it was read. */

export const namedHows = ['value', 'folder', 'listed'] as const;
/** value: a task was given it as a text · folder: an outside path below which recorded files lie · listed: lists of outputs name an outside path as text. */
export type NamedHow = (typeof namedHows)[number];
