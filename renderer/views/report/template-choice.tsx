/** Settings under a name: taken over, saved, removed. */
import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReportKind } from '../../../core/contract/reports';
import { call } from '../../client';
import { ActButton } from '../../parts/act-button';
import { ErrorBox } from '../../parts/error-box';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { reportSettingsWords as words } from '../../words/report';
import { type Chosen, templateSettings, withTemplate } from './chosen';

interface TemplateChoiceProps {
  workspace: string;
  kind: ReportKind;
  chosen: Chosen;
  onChosen: (chosen: Chosen) => void;
}

export function TemplateChoice({ workspace, kind, chosen, onChosen }: TemplateChoiceProps) {
  const queries = useQueryClient();
  const asked = { workspace };
  const templates = (useCall('report.templates', asked).data?.templates ?? []).filter((one) => one.kind === kind);
  const [taken, setTaken] = useState<string | null>(null);
  const [name, setName] = useState<string | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const change = async (act: () => ReturnType<typeof call<'report.template-set'>>, then: string | null) => {
    setFailed(null);
    try {
      queries.setQueryData(['report.templates', asked], await act());
      setTaken(then);
      setName(null);
    } catch (error) {
      setFailed(error);
    }
  };
  const save = (under: string) => change(() => call('report.template-set', { workspace, template: { name: under, kind, settings: templateSettings(chosen) } }), under);
  return (
    <Stack gap={6}>
      <Select
        label={words.template}
        description={templates.length === 0 ? words.noTemplates : words.templateHint}
        placeholder={words.noTemplate}
        data={templates.map((one) => ({ value: one.name, label: visibleText(one.name) }))}
        value={taken}
        disabled={templates.length === 0}
        allowDeselect={false}
        onChange={(value) => {
          const found = templates.find((one) => one.name === value);
          if (found === undefined) return;
          setTaken(found.name);
          onChosen(withTemplate(chosen, found));
        }}
      />
      {name === null ? (
        <Group gap="xs">
          <ActButton act="report.template-set" size="xs" variant="default" onClick={() => setName(taken ?? '')}>
            {words.saveTemplate}
          </ActButton>
          {taken !== null && (
            <ActButton
              act="report.template-removed"
              size="xs"
              variant="default"
              onClick={() => void change(() => call('report.template-removed', { workspace, name: taken }), null)}
            >
              {words.removeTemplate(visibleText(taken))}
            </ActButton>
          )}
        </Group>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') void save(name.trim());
          }}
        >
          <TextInput
            size="xs"
            label={words.templateName}
            description={templates.some((one) => one.name === name.trim()) ? words.templateReplaced : words.templateKeeps}
            maxLength={100}
            value={name}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group gap="xs" mt={6}>
            <Button type="submit" size="xs" disabled={name.trim() === ''}>
              {words.saveIt}
            </Button>
            <Button size="xs" variant="default" onClick={() => setName(null)}>
              {words.cancel}
            </Button>
          </Group>
        </form>
      )}
      {failed !== null && <ErrorBox error={failed} />}
    </Stack>
  );
}
