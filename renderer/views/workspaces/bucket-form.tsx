/** The fields of a bucket, and the exact read-only policy to hand over for it. */
import { Button, Checkbox, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { kmsNote, optionalRights, readOnlyPolicy, seqeraBucket } from '../../../core/store/read-only-policy';
import { CopyButton } from '../../parts/copy-button';
import { addWords } from '../../words/workspaces';
import { type BucketFields, toLocation } from './store-fields';

interface BucketFormProps {
  fields: BucketFields;
  onChange: (change: Partial<BucketFields>) => void;
}

/** Fills in the bucket of a Seqera Platform workspace from its id. */
function SeqeraId({ onBucket }: { onBucket: (bucket: string) => void }) {
  const [id, setId] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const use = () => {
    try {
      onBucket(seqeraBucket(id));
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Group align="end" wrap="nowrap" gap="xs">
      <TextInput
        style={{ flex: 1 }}
        label={addWords.seqera}
        description={addWords.seqeraHint}
        value={id}
        error={problem}
        inputMode="numeric"
        onChange={(event) => {
          setId(event.currentTarget.value);
          setProblem(null);
        }}
      />
      <Button variant="default" disabled={id.trim() === ''} onClick={use}>
        {addWords.seqeraUse}
      </Button>
    </Group>
  );
}

function Policy({ fields }: { fields: BucketFields }) {
  const store = toLocation('s3', '', fields);
  const text = store?.type === 's3' ? JSON.stringify(readOnlyPolicy({ bucket: store.bucket, prefix: store.prefix ?? '', region: store.region ?? null }), null, 2) : null;
  return (
    <section aria-label={addWords.policy}>
      <Group gap={4}>
        <Text fw={600}>{addWords.policy}</Text>
        {text !== null && <CopyButton text={text} what={addWords.policyCopy} />}
      </Group>
      <Text size="xs" c="var(--text-muted)">
        {text === null ? addWords.policyAfterBucket : `${addWords.policyHint} ${kmsNote}`}
      </Text>
      {text !== null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling block must be reachable by keyboard
        <pre className="policy mono" tabIndex={0}>
          {text}
        </pre>
      )}
      {text !== null && (
        <Text size="xs" component="div" c="var(--text-muted)">
          {addWords.optional}
          <ul>
            {optionalRights.map(({ right, without }) => (
              <li key={right}>
                <code>{right}</code>: {without}
              </li>
            ))}
          </ul>
        </Text>
      )}
    </section>
  );
}

export function BucketForm({ fields, onChange }: BucketFormProps) {
  const text = (name: 'bucket' | 'prefix' | 'endpoint' | 'region' | 'profile', label: string, description: string) => (
    <TextInput
      label={label}
      description={description}
      value={fields[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
      autoComplete="off"
      spellCheck={false}
    />
  );
  return (
    <Stack gap="sm">
      <SeqeraId onBucket={(bucket) => onChange({ bucket })} />
      <SimpleGrid cols={2} spacing="sm" verticalSpacing="sm">
        {text('bucket', addWords.bucketName, addWords.bucketHint)}
        {text('prefix', addWords.prefix, addWords.prefixHint)}
        {text('region', addWords.region, addWords.regionHint)}
        {text('profile', addWords.profile, addWords.profileHint)}
      </SimpleGrid>
      {text('endpoint', addWords.endpoint, addWords.endpointHint)}
      <Checkbox label={addWords.pathStyle} checked={fields.pathStyle} onChange={(event) => onChange({ pathStyle: event.currentTarget.checked })} />
      <Checkbox label={addWords.anonymous} checked={fields.anonymous} onChange={(event) => onChange({ anonymous: event.currentTarget.checked })} />
      <Policy fields={fields} />
    </Stack>
  );
}
