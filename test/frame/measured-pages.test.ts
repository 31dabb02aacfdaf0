/** The benchmark of the window opens every page there is: an address that nobody measures is found here. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { overviewTabs, paths, recordTabs, runTabs } from '../../renderer/routes';
import type { GeneratedStore } from '../bench/generate-store';
import { pagesOf, shownOf } from '../bench/pages';

const made: GeneratedStore = {
  records: 9,
  runs: ['lid://r0', 'lid://r1', 'lid://r2'],
  published: 'lid://r1/results/S.vcf.gz',
  wide: { run: 'lid://r0', cohort: 'lid://c0/cohort.vcf.gz' },
};
const pages = pagesOf('w', shownOf(made));

/** The pattern of a route as an expression: `:name` is a part, `?` makes it optional, `*?` is any rest. */
function routeExpression(pattern: string): RegExp {
  const source = pattern
    .replace(/\/\*\?$/, '(?:/.*)?')
    .replace(/\/:\w+\?/g, '(?:/[^/]+)?')
    .replace(/:\w+/g, '[^/]+');
  return new RegExp(`^${source}$`);
}

describe('the benchmark of the window', () => {
  const routes = [...readFileSync('renderer/app.tsx', 'utf8').matchAll(/<Route path="([^"]+)"/g)].map((match) => match[1] ?? '');

  it('reads the routes of the window', () => {
    expect(routes.length).toBeGreaterThan(20);
    expect(routeExpression('/w/:workspace/run/:lid/*?').test('/w/w/run/r0/tasks')).toBe(true);
    expect(routeExpression('/w/:workspace/label').test('/w/w/label/x')).toBe(false);
  });

  it.each(routes)('opens a page of %s', (route) => {
    expect(pages.filter(({ address }) => routeExpression(route).test(address)).map(({ name }) => name)).not.toEqual([]);
  });

  it('opens every tab', () => {
    const tabOf = (address: string, kind: string) => (address.startsWith(`/w/w/${kind}/`) ? address.split('/').at(-1) : undefined);
    for (const tab of runTabs) expect(pages.map(({ address }) => tabOf(address, 'run'))).toContain(tab);
    for (const tab of recordTabs.filter((one) => one !== 'fields')) expect(pages.map(({ address }) => tabOf(address, 'record'))).toContain(tab);
    for (const tab of overviewTabs) expect(pages.map(({ address }) => address)).toContain(paths.overview('w', tab));
  });

  it('names each page once', () => {
    const names = pages.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
