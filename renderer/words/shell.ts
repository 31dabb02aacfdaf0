/** Words of the frame around every page. */
import { counted } from '../parts/format';

export const shellWords = {
  product: 'Lineage Audit Workbench',
  home: 'All workspaces',
  navigation: 'Main',
  workspace: 'Workspace',
  chooseWorkspace: 'Choose a workspace',
  allWorkspaces: 'All workspaces, add one',
  nav: { store: 'Store', runs: 'Runs', search: 'Search', findings: 'Findings', checks: 'Verify', journal: 'Journal', glossary: 'Glossary' },
  findingsCount: (n: number) => counted(n, 'finding'),
  light: 'Use light colours',
  dark: 'Use dark colours',
  testRuntime: (electron: string) => `Test runtime (Electron ${electron}): for development and tests only, never a release. Reports say so.`,
  synced: (ago: string, at: string) => `Synced ${ago} at ${at}; changes in the store since then are not seen.`,
  neverSynced: 'Never synced: nothing of this store has been read yet.',
  incomplete: 'The last sync did not list the whole store, so it cannot say what is no longer there.',
  readOnly: (why: string) => `This workspace can be read only: ${why}. What the journal must tell of is refused.`,
  interrupted: 'A sync was begun and did not end: sync again to go on where it stopped.',
  sync: 'Sync now',
  syncing: 'Syncing…',
  toStore: 'Store and sync',
  notFound: 'There is no such page',
  notFoundHint: 'The address does not lead anywhere in this program.',
  toWorkspaces: 'To the workspaces',
  crashed: 'This page could not be drawn',
  crashedHint: 'Nothing was lost: what is kept on disk is untouched. Try again, or open another page.',
};
