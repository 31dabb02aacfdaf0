/** Where what was made ahead lies. */

/** Of its files in the folder of the index. */
export const prefix = 'ahead-';
export const aheadPath = (workspace: string, what: string) => `${workspace}/index/${prefix}${what}`;
