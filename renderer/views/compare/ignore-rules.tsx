/** Rules that leave outputs out of the answer: a glob over names and, always, a reason. */
import { ActionIcon, Button, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { IgnoreRule } from '../../../core/contract/compare';
import { visibleText } from '../../parts/visible-text';
import { compareWords as words } from '../../words/compare';

export function IgnoreRules({ rules, onRules }: { rules: readonly IgnoreRule[]; onRules: (rules: IgnoreRule[]) => void }) {
  const [pattern, setPattern] = useState('');
  const [reason, setReason] = useState('');
  const isWhole = pattern.trim() !== '' && reason.trim() !== '';
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (!isWhole) return;
    onRules([...rules, { pattern: pattern.trim(), reason: reason.trim() }]);
    setPattern('');
    setReason('');
  };
  return (
    <section className="panel" aria-label={words.rules}>
      <h2>{words.rules}</h2>
      <Text c="var(--text-muted)">{words.rulesHint}</Text>
      {rules.map((rule) => (
        <p key={`${rule.pattern} ${rule.reason}`} className="compare-rule">
          <span className="mono">{visibleText(rule.pattern)}</span> {visibleText(rule.reason)}
          <ActionIcon variant="subtle" size="sm" aria-label={words.remove(visibleText(rule.pattern))} onClick={() => onRules(rules.filter((other) => other !== rule))}>
            <IconX size={14} />
          </ActionIcon>
        </p>
      ))}
      <form className="compare-rules" onSubmit={add}>
        <TextInput label={words.pattern} placeholder={words.patternExample} maxLength={1000} value={pattern} onChange={(event) => setPattern(event.currentTarget.value)} />
        <TextInput label={words.reason} placeholder={words.reasonExample} maxLength={1000} required value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        <Button type="submit" variant="default" disabled={!isWhole}>
          {words.add}
        </Button>
      </form>
    </section>
  );
}
