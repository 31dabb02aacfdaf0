/** The best hits of one group, and the way to all of them. */
import { Anchor, Group, Title } from '@mantine/core';
import { Link } from 'wouter';
import type { HitGroup as Hits } from '../../../core/contract/search';
import { paths } from '../../routes';
import { searchGroupWords, searchWords } from '../../words/search';
import { HitLine } from './hit-line';
import { hitKey } from './hits';

export function HitGroup({ workspace, text, group, hits, total }: Hits & { workspace: string; text: string }) {
  const { title, noun } = searchGroupWords[group];
  return (
    <section className="panel" aria-label={title}>
      <Group justify="space-between">
        <Title order={2} size="h3">
          {searchWords.total(title, total)}
        </Title>
        <Anchor component={Link} href={paths.search(workspace, text, group)}>
          {searchWords.showAll(total, noun)}
        </Anchor>
      </Group>
      <ul className="search-hits">
        {hits.map((hit) => (
          <HitLine key={hitKey(group, hit)} workspace={workspace} group={group} hit={hit} />
        ))}
      </ul>
    </section>
  );
}
