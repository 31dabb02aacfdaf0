/** Nothing here, why, and what to do about it. */
import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: string;
  /** What to do, in a sentence or two. */
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md">
      <Title order={2} size="h3">
        {title}
      </Title>
      {children && (
        <Text c="var(--text-muted)" maw={520} ta="center" component="div">
          {children}
        </Text>
      )}
      {action}
    </Stack>
  );
}
