import { describe, expect, it } from 'vitest';
import { strongerProof } from '../../../core/verify/standing';
import { verdicts, verdictWords } from '../../../core/verify/verdict';
import { filteredTerms } from '../../../renderer/views/glossary/glossary-view';
import { verdictNot } from '../../../renderer/words/glossary';
import { terms } from '../../../renderer/words/terms';

describe('the glossary', () => {
  it('finds terms by plain word, technical term and meaning, in the order of the plain words', () => {
    const all = filteredTerms(Object.values(terms), '');
    expect(all).toHaveLength(Object.keys(terms).length);
    expect(all.map((entry) => entry.plain)).toEqual([...all.map((entry) => entry.plain)].sort((a, b) => a.localeCompare(b, 'en')));
    expect(filteredTerms(Object.values(terms), 'PATH map').map((entry) => entry.technical)).toContain('path map');
    expect(filteredTerms(Object.values(terms), 'no such term at all')).toEqual([]);
  });

  it('claims success or validity nowhere', () => {
    const said = [
      ...verdicts.flatMap((verdict) => [verdictWords[verdict].sentence, verdictNot[verdict], strongerProof[verdict]]),
      ...Object.values(terms).map((entry) => entry.meaning),
    ];
    for (const sentence of said) expect(sentence).not.toMatch(/\b(is|are|was) (valid|successful|authentic|proven correct)\b/i);
  });
});
