/** A field for a day in UTC, written as all times of the window are: the browser's own would show it as the language of the computer has it. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { dayWords as words } from '../words/parts';

/** Whether this is a day of the calendar, as `2026-11-20`. */
export function isDay(text: string): boolean {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

interface DayFieldProps {
  label: string;
  /** As it is typed; who asks takes it where `isDay` does. */
  value: string;
  onChange: (typed: string) => void;
}

export function DayField({ label, value, onChange }: DayFieldProps) {
  const [left, setLeft] = useState(false);
  const isWrong = left && value !== '' && !isDay(value);
  return (
    <TextInput
      className="day-field"
      label={label}
      placeholder={words.form}
      maxLength={10}
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
      value={value}
      error={isWrong && words.wrong}
      onFocus={() => setLeft(false)}
      onBlur={() => setLeft(true)}
      onChange={(event) => onChange(event.currentTarget.value.trim())}
    />
  );
}
