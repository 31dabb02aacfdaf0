/** The logo on the first page: a PNG or JPEG, and the words for those who cannot see it. */
import { Button, FileButton, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { logoFacts } from '../../../core/report/logo';
import { ErrorBox } from '../../parts/error-box';
import { reportSettingsWords as words } from '../../words/report';
import type { Logo } from './chosen';

/** Its address begins with its type and ends with its base64. */
function read(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(new Error(words.logoUnread(reader.error?.message ?? '')));
    reader.readAsDataURL(file);
  });
}

export function LogoChoice({ logo, onChange }: { logo: Logo | null; onChange: (logo: Logo | null) => void }) {
  const [failed, setFailed] = useState<unknown>(null);
  const take = async (file: File | null) => {
    if (file === null) return;
    setFailed(null);
    try {
      if (file.size > 300_000) throw new Error(words.logoLarge);
      const base64 = await read(file);
      const type = base64.startsWith('/9j') ? ('jpeg' as const) : ('png' as const);
      logoFacts({ type, base64 });
      onChange({ type, base64, alt: logo?.alt ?? '' });
    } catch (error) {
      setFailed(error);
    }
  };
  return (
    <Stack gap={6} role="group" aria-label={words.logo}>
      <Text size="sm" fw={500}>
        {words.logo}
      </Text>
      <Text size="xs" c="var(--text-muted)">
        {words.logoHint}
      </Text>
      <Group gap="xs">
        <FileButton accept="image/png,image/jpeg" inputProps={{ 'aria-label': words.chooseLogo }} onChange={(file) => void take(file)}>
          {(props) => (
            <Button {...props} size="xs" variant="default">
              {words.chooseLogo}
            </Button>
          )}
        </FileButton>
        {logo && (
          <Button size="xs" variant="default" onClick={() => onChange(null)}>
            {words.noLogo}
          </Button>
        )}
      </Group>
      {logo && (
        <TextInput
          size="xs"
          label={words.logoText}
          maxLength={200}
          required
          value={logo.alt}
          error={logo.alt.trim() === '' && words.logoTextNeeded}
          onChange={(event) => onChange({ ...logo, alt: event.currentTarget.value })}
        />
      )}
      {failed !== null && <ErrorBox error={failed} />}
    </Stack>
  );
}
