import { describe, expect, it } from 'vitest';
import { mapPath } from '../../../core/verify/path-map';
import { groupsOf, missingPaths } from '../../../renderer/views/audit/exception-groups';
import { candidateMaps, commonFolder, withMap } from '../../../renderer/views/audit/relocate';
import { aCheck } from '../checks/a-check';

const missing = ['/data/trial/results/run1/a/x.bam', '/data/trial/results/run1/b/y.bam', '/data/trial/work/12/z.vcf'];

describe('where moved files are', () => {
  it('knows the folder that all missing files share', () => {
    expect(commonFolder(missing)).toBe('/data/trial');
    expect(commonFolder(['/a/x', '/b/y'])).toBe('');
    expect(commonFolder(['s3://bucket/a/x', 's3://bucket/b/y'])).toBe('s3://bucket');
    expect(commonFolder(['s3://one/x', 's3://two/y'])).toBe('');
    expect(commonFolder([])).toBe('');
  });

  it('tries the recorded folder of the same name first, and what leads to the chosen folder holding it', () => {
    const maps = candidateMaps(missing, '/mnt/backup/trial/');
    expect(maps[0]).toEqual({ from: '/data/trial', to: '/mnt/backup/trial' });
    expect(candidateMaps(missing, '/mnt/backup')).toContainEqual({ from: '/data/trial', to: '/mnt/backup/trial' });
    expect(candidateMaps(['/data/trial/results/run1/a/x.bam'], '/copy/results')[0]).toEqual({ from: '/data/trial/results', to: '/copy/results' });
  });

  it('offers only maps that change where every missing file is looked for', () => {
    for (const map of candidateMaps(missing, '/mnt/elsewhere')) {
      for (const path of missing) expect(mapPath(path, [map]).startsWith('/mnt/elsewhere')).toBe(true);
    }
    expect(candidateMaps(['/x', '/y'], '/mnt')).toEqual([]);
  });

  it('replaces an earlier map of the same folder and keeps the others', () => {
    const maps = [
      { from: '/data', to: '/old' },
      { from: '/ref', to: '/r' },
    ];
    expect(withMap(maps, { from: '/data', to: '/new' })).toEqual([
      { from: '/ref', to: '/r' },
      { from: '/data', to: '/new' },
    ]);
  });
});

describe('exceptions', () => {
  it('stand gravest first, and metadata matches are among what is not proven', () => {
    const checks = [
      aCheck({ verdict: 'metadata-match' }),
      aCheck({ verdict: 'content-verified' }),
      aCheck({ verdict: 'missing', path: '/gone' }),
      aCheck({ verdict: 'mismatch', baseline: 'changed' }),
      aCheck({ verdict: 'not-checked', reason: 'stopped' }),
    ];
    const groups = groupsOf(checks);
    expect(groups.open.map(({ verdict }) => verdict)).toEqual(['missing', 'not-checked', 'metadata-match']);
    expect(groups.verified).toHaveLength(1);
    expect(groups.changed).toEqual([checks[3]]);
    expect(missingPaths(checks)).toEqual(['/gone']);
  });

  it('count a file that changed since our first fingerprint once, whatever its verdict, and never as proven', () => {
    const checks = [
      aCheck({ verdict: 'metadata-match', baseline: 'changed' }),
      aCheck({ verdict: 'content-verified', baseline: 'changed' }),
      aCheck({ verdict: 'missing', baseline: 'changed' }),
      aCheck({ verdict: 'metadata-match', baseline: 'unchanged' }),
    ];
    expect(groupsOf(checks)).toEqual({ changed: checks.slice(0, 3), open: [{ verdict: 'metadata-match', checks: [checks[3]] }], verified: [] });
  });
});
