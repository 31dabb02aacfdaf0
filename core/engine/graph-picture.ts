/** Saves what is drawn of a graph: as an image or as a table, with what it says of itself inside. */
import type { EngineHandlers } from '../contract';
import type { Progress } from '../contract/shared';
import { AuditError } from '../errors';
import { pictureCsv } from '../graph/picture/csv';
import { withTexts } from '../graph/picture/png';
import { pictureSvg } from '../graph/picture/svg';
import { countsOf, type Made, pictureNotes, pictureTitle } from '../graph/picture/words';
import { nowOf } from '../now';
import { pause } from '../pause';
import { bytesOfBase64 } from './base64';
import type { EngineContext } from './context';
import { refuseOutput } from './own-output';
import { writeBytes } from './write-out';

export function graphPictureHandlers({ ports, open }: EngineContext): Pick<EngineHandlers, 'graph.save'> {
  return {
    'graph.save': async function* ({ workspace: name, picture: drawn, form, png, out }, signal) {
      const workspace = open(name);
      // As the rules are now: it may have been drawn before they were changed.
      const picture = workspace.masker.texts(drawn);
      refuseOutput(workspace, out);
      yield { phase: 'drawing', done: 0, total: null };
      signal.throwIfAborted();
      const made: Made = { workspace: name, at: nowOf(ports) };
      const counts = countsOf(picture);
      let guarded = 0;
      let bytes: Uint8Array;
      if (form === 'png') {
        if (png === undefined) throw new AuditError('bad-input', 'An image as PNG has to be drawn by the window. Save it as SVG instead.');
        bytes = withTexts(yield* decoded(png, signal), {
          Title: pictureTitle(picture),
          Description: pictureNotes(picture, made).join('\n'),
          'Creation Time': made.at,
          Software: ports.who.product,
        });
      } else if (form === 'svg') bytes = new TextEncoder().encode(pictureSvg(picture, made).svg);
      else {
        const csv = pictureCsv(picture, made);
        guarded = csv.guarded;
        bytes = new TextEncoder().encode(csv.text);
      }
      const { records, boxes, lines, folded } = counts;
      const written = writeBytes({ ports, workspace, out }, bytes, (file) => ({
        act: 'graph-saved',
        detail: { focus: picture.focus, form, records, boxes, lines, folded, ...file },
      }));
      return { ...written, records, boxes, lines, guarded };
    },
  };
}

/** Digits that are read between two breaths; a multiple of four. */
const portion = 400_000;

async function* decoded(base64: string, signal: AbortSignal): AsyncGenerator<Progress, Uint8Array> {
  const bytes = new Uint8Array(Math.floor((base64.length * 3) / 4));
  let length = 0;
  for (let at = 0; at < base64.length; at += portion) {
    yield* pause({ phase: 'drawing', done: at, total: base64.length }, signal);
    const part = bytesOfBase64(base64.slice(at, at + portion));
    if (part === null) throw new AuditError('bad-input', 'The image did not arrive whole. Try again, or save it as SVG.');
    bytes.set(part, length);
    length += part.length;
  }
  return bytes.subarray(0, length);
}
