/** How a report is asked for: its template, sections, what is printed on its pages, its checkpoint, and the report that it supersedes. */
import { Button, Checkbox, Stack, TextInput } from '@mantine/core';
import { type ReportAbout, usualClassification } from '../../../core/contract/reports';
import { orderOf, reportSections } from '../../../core/report/section-order';
import { reportSettingsWords as words } from '../../words/report';
import { CheckpointChoice } from './checkpoint-choice';
import { type Chosen, toggled, usual } from './chosen';
import { LogoChoice } from './logo-choice';
import { RunSelect } from './run-select';
import { SupersedesChoice } from './supersedes-choice';
import { TemplateChoice } from './template-choice';

interface SettingsPanelProps {
  workspace: string;
  about: ReportAbout;
  chosen: Chosen;
  onChosen: (chosen: Chosen) => void;
  disabled: boolean;
}

export function SettingsPanel({ workspace, about, chosen, onChosen, disabled }: SettingsPanelProps) {
  const { kind } = about;
  const change = (part: Partial<Chosen>) => onChosen({ ...chosen, ...part });
  return (
    <section className="panel report-settings" aria-label={words.title}>
      <h2>{words.title}</h2>
      <fieldset disabled={disabled} aria-label={words.title}>
        <Stack gap="md">
          {chosen !== usual && (
            <Button size="xs" variant="default" data-tip={words.usualTip} onClick={() => onChosen(usual)}>
              {words.usual}
            </Button>
          )}
          <TemplateChoice workspace={workspace} kind={kind} chosen={chosen} onChosen={onChosen} />
          <CheckpointChoice workspace={workspace} about={about} chosen={chosen} onChange={(at) => change({ at })} />
          <Sections kind={kind} chosen={chosen.sections} onChange={(sections) => change({ sections })} />
          {about.kind === 'run' && orderOf('run', chosen.sections ?? undefined).includes('comparison') && (
            <RunSelect
              workspace={workspace}
              label={words.against}
              placeholder={words.againstUsual}
              without={about.run}
              value={chosen.against}
              onChange={(against) => change({ against })}
            />
          )}
          <TextInput
            label={words.classification}
            description={words.classificationHint}
            placeholder={usualClassification}
            maxLength={60}
            value={chosen.classification}
            onChange={(event) => change({ classification: event.currentTarget.value })}
          />
          <TextInput
            label={words.organisation}
            description={words.organisationHint}
            maxLength={200}
            value={chosen.organisation}
            onChange={(event) => change({ organisation: event.currentTarget.value })}
          />
          <LogoChoice logo={chosen.logo} onChange={(logo) => change({ logo })} />
          <SupersedesChoice workspace={workspace} kind={kind} chosen={chosen.supersedes} onChange={(supersedes) => change({ supersedes })} />
        </Stack>
      </fieldset>
    </section>
  );
}

function Sections({ kind, chosen, onChange }: { kind: ReportAbout['kind']; chosen: Chosen['sections']; onChange: (chosen: string[] | null) => void }) {
  const known: Record<string, { title: string; required?: true; onlyAsked?: true }> = reportSections[kind];
  const shown = orderOf(kind, chosen ?? undefined);
  return (
    <Checkbox.Group label={words.sections} description={words.sectionsHint} value={[...shown]}>
      <Stack gap={4} mt={6}>
        {Object.entries(known).map(([id, { title, required = false, onlyAsked = false }]) => {
          return (
            <Checkbox
              key={id}
              size="xs"
              value={id}
              disabled={required}
              label={required ? words.required(title) : onlyAsked ? words.onlyAsked(title) : title}
              onChange={() => onChange(toggled(kind, chosen, id))}
            />
          );
        })}
      </Stack>
    </Checkbox.Group>
  );
}
