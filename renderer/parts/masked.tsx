/** A value that is hidden because it may be a secret, visibly so, wherever it stands in a text. */
import { IconEyeOff } from '@tabler/icons-react';
import { partsWords } from '../words/parts';
import './masked.css';
import { visibleText } from './visible-text';

/** What the engine writes in the place of a secret; the length is all it tells. */
const mask = /(•{4} masked \(\d+ characters?\))/;

/** `said` is the engine's own wording, with the length of what is hidden. */
export function Masked({ said }: { said?: string }) {
  return (
    <span className="masked" title={partsWords.maskedTip}>
      <IconEyeOff size={13} aria-hidden="true" /> {said?.replace(/^•+ masked/, partsWords.maskedShort) ?? partsWords.masked}
    </span>
  );
}

/** Hostile text with every unseen character shown and every mask drawn as one. */
export function SafeText({ text }: { text: string }) {
  const pieces = text.split(mask);
  // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
  return pieces.map((piece, index) => (index % 2 === 1 ? <Masked key={index} said={piece} /> : visibleText(piece)));
}
