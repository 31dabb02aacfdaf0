/** A failure in words: what kind it is, the sentence that the engine gave, and a way on. */
import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { errorCodes } from '../../core/errors';
import { errorWords, partsWords, toastWords } from '../words/parts';
import { visibleLines } from './visible-text';

/** The heading for an error: by its code where it has one. */
function heading(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : 'internal';
  return errorWords[errorCodes.find((known) => known === code) ?? 'internal'];
}

/** `onClose`: of a failure that stands beside what it does not touch, so that one need not look at it on and on. */
export function ErrorBox({ error, onRetry, onClose }: { error: unknown; onRetry?: () => void; onClose?: () => void }) {
  const message = error instanceof Error ? error.message : String(error);
  return (
    <Alert
      role="alert"
      variant="outline"
      color="red"
      icon={<IconAlertTriangle aria-hidden="true" />}
      title={heading(error)}
      className="error-box"
      {...(onClose && { withCloseButton: true, closeButtonLabel: toastWords.close, onClose })}
      styles={{ title: { color: 'var(--bad-fg)' } }}
    >
      <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{visibleLines(message)}</Text>
      {onRetry && (
        <Button mt="xs" variant="default" onClick={onRetry}>
          {partsWords.retry}
        </Button>
      )}
    </Alert>
  );
}
