/** What a long verb is doing: phase, counts, rate, time left, and a button to stop it. */
import { Progress as Bar, Button, Group, Text } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Progress } from '../../core/contract/shared';
import { jobWords, partsWords } from '../words/parts';
import { size } from './format';
import { estimate } from './progress-estimate';
import { useFocusKept } from './use-focus-kept';
import { visibleText } from './visible-text';

interface JobProgressProps {
  /** What is being done, for screen readers: "Sync of trial-042". */
  label: string;
  progress: Progress | null;
  /** Milliseconds since 1970. */
  startedAt: number;
  stopping?: boolean;
  /** Left out where it cannot be stopped. */
  onCancel?: () => void;
}

function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** "listing · 212 of 666 · 180 a second · about 3 s left". */
function progressText(progress: Progress, elapsed: number): string {
  const { perSecond, bytesPerSecond, secondsLeft } = estimate(progress, elapsed);
  const bytes = progress.bytes;
  return [
    visibleText(progress.phase),
    jobWords.done(progress.done, progress.total),
    bytes ? (bytes.total === null ? size(bytes.done) : `${size(bytes.done)} of ${size(bytes.total)}`) : null,
    bytesPerSecond !== null ? jobWords.bytesRate(size(Math.round(bytesPerSecond))) : perSecond === null ? null : jobWords.rate(perSecond),
    secondsLeft === null ? null : jobWords.left(secondsLeft),
  ]
    .filter(Boolean)
    .join(' · ');
}

export function JobProgress({ label, progress, startedAt, stopping = false, onCancel }: JobProgressProps) {
  const place = useRef<HTMLDivElement>(null);
  useFocusKept(place);
  const elapsed = (useNow(500) - startedAt) / 1000;
  const fraction = progress === null ? null : estimate(progress, elapsed).fraction;
  const text = stopping ? partsWords.stopping : progress === null ? partsWords.loading : progressText(progress, elapsed);
  return (
    <Group ref={place} role="group" aria-label={label} tabIndex={-1} gap="sm" wrap="nowrap" align="center">
      <div style={{ flex: 1, minWidth: 0 }}>
        <Bar value={(fraction ?? 1) * 100} animated={fraction === null} striped={fraction === null} size="sm" aria-label={label} />
        <Text size="xs" c="var(--text-muted)" mt={4} role="status" truncate="end">
          {text}
          {progress?.note ? ` · ${visibleText(progress.note)}` : ''}
        </Text>
      </div>
      {onCancel && (
        <Button variant="default" leftSection={<IconPlayerStop size={14} />} disabled={stopping} onClick={onCancel}>
          {partsWords.stop}
        </Button>
      )}
    </Group>
  );
}
