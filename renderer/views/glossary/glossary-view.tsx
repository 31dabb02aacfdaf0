/** Every word the window uses: plain, technical, what it means, and what it does not. */
import { Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { checksumModes, verdicts, verdictWords } from '../../../core/verify/verdict';
import { EmptyState } from '../../parts/empty-state';
import { Page } from '../../parts/page';
import { VerdictBadge } from '../../parts/verdict-badge';
import { glossaryWords, modeWords, verdictNot } from '../../words/glossary';
import { kindWords } from '../../words/graph';
import { type TermEntry, terms } from '../../words/terms';
import { kindIcons } from '../graph/kind-shape';
import './glossary.css';

const words = glossaryWords.columns;

/** Terms with every word of the filter in some part, by their plain word. */
export function filteredTerms(entries: readonly TermEntry[], filter: string): TermEntry[] {
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (entry: TermEntry) => wanted.every((word) => `${entry.plain}\n${entry.technical}\n${entry.meaning}`.toLowerCase().includes(word));
  return entries.filter(holds).sort((a, b) => a.plain.localeCompare(b.plain, 'en'));
}

function Verdicts() {
  return (
    <section className="panel" aria-label={glossaryWords.verdicts}>
      <h2>{glossaryWords.verdicts}</h2>
      <p className="muted">{glossaryWords.verdictsLead}</p>
      <table className="glossary" aria-label={glossaryWords.verdicts}>
        <thead>
          <tr>
            <th scope="col">{words.verdict}</th>
            <th scope="col">{words.says}</th>
            <th scope="col">{words.not}</th>
          </tr>
        </thead>
        <tbody>
          {verdicts.map((verdict) => (
            <tr key={verdict}>
              <th scope="row">
                <VerdictBadge verdict={verdict} />
                <div className="mono muted">{verdict}</div>
              </th>
              <td>{verdictWords[verdict].sentence}</td>
              <td>{verdictNot[verdict]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Text mt="xs">{glossaryWords.noReport}</Text>
    </section>
  );
}

function Modes() {
  return (
    <section className="panel" aria-label={glossaryWords.modes}>
      <h2>{glossaryWords.modes}</h2>
      <p className="muted">{glossaryWords.modesLead}</p>
      <table className="glossary" aria-label={glossaryWords.modes}>
        <thead>
          <tr>
            <th scope="col">{words.mode}</th>
            <th scope="col">{words.hashed}</th>
            <th scope="col">{words.proves}</th>
          </tr>
        </thead>
        <tbody>
          {checksumModes.map((mode) => (
            <tr key={mode}>
              <th scope="row" className="mono">
                {mode}
              </th>
              <td>{modeWords[mode].hashed}</td>
              <td>{modeWords[mode].proves}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Kinds() {
  return (
    <section className="panel" aria-label={glossaryWords.records}>
      <h2>{glossaryWords.records}</h2>
      <table className="glossary" aria-label={glossaryWords.records}>
        <tbody>
          {Object.entries(kindWords).map(([kind, word]) => {
            const Icon = kindIcons[kind as keyof typeof kindWords];
            return (
              <tr key={kind}>
                <th scope="row">
                  <Icon size={14} aria-hidden /> {word.one}
                </th>
                <td>{word.tip}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

export function GlossaryView() {
  const [filter, setFilter] = useState('');
  const shown = filteredTerms(Object.values(terms), filter);
  return (
    <Page title={glossaryWords.title}>
      <div className="glossary-page">
        <Text c="var(--text-muted)">{glossaryWords.lead}</Text>
        <Verdicts />
        <section className="panel" aria-label={glossaryWords.terms}>
          <h2>{glossaryWords.terms}</h2>
          <TextInput
            label={glossaryWords.filter}
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
            maw={280}
            mb="xs"
          />
          {shown.length === 0 ? (
            <EmptyState title={glossaryWords.nothing} />
          ) : (
            <table className="glossary" aria-label={glossaryWords.terms}>
              <thead>
                <tr>
                  <th scope="col">{words.plain}</th>
                  <th scope="col">{words.technical}</th>
                  <th scope="col">{words.means}</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((entry) => (
                  <tr key={entry.technical}>
                    <th scope="row">{entry.plain}</th>
                    <td>{entry.technical}</td>
                    <td>{entry.meaning}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
        <Modes />
        <Kinds />
      </div>
    </Page>
  );
}
