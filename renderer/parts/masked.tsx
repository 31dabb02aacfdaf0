/** A value that is hidden because it may be a secret or personal, visibly so, wherever it stands in a text. */
import { IconEyeOff } from '@tabler/icons-react';
import { saidBy, tokensIn } from '../../core/redact/token';
import { isScanRule, ruleWords } from '../../core/secrets/rules';
import { partsWords } from '../words/parts';
import './masked.css';
import { visibleText } from './visible-text';

/** `said` is the engine's mask: which rule hid it, and the digits by which equal originals are seen to be equal. */
function Masked({ said }: { said: string }) {
  const { rule, digits } = saidBy(said) ?? { rule: null, digits: null };
  const why = rule !== null && isScanRule(rule) ? ruleWords(rule) : null;
  const short = rule === null ? partsWords.masked : partsWords.maskedAs(rule.replaceAll('-', ' '));
  return (
    <span className="masked" title={partsWords.maskedTip(why, digits !== null)}>
      <IconEyeOff size={13} aria-hidden="true" /> {short}
      {digits !== null && <span className="masked-digits">{digits}</span>}
    </span>
  );
}

/** Hostile text with every unseen character shown and every mask drawn as one. */
export function SafeText({ text }: { text: string }) {
  const masks = tokensIn(text);
  if (masks.length === 0) return visibleText(text);
  const before = (index: number) => visibleText(text.slice(masks[index - 1]?.end ?? 0, masks[index]?.start));
  return (
    <>
      {masks.map(({ start, end }, index) => (
        <span key={start}>
          {before(index)}
          <Masked said={text.slice(start, end)} />
        </span>
      ))}
      {before(masks.length)}
    </>
  );
}
