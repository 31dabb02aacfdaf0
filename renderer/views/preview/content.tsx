/** The content of a file in the form that suits it; whatever it holds, it is drawn inert. */
import { useState } from 'react';
import type { Preview } from '../../../core/contract/verify';
import { CopyButton } from '../../parts/copy-button';
import { EmptyState } from '../../parts/empty-state';
import { visibleText } from '../../parts/visible-text';
import { previewWords } from '../../words/preview';
import { JsonContent } from './json-content';
import { PdfFrame } from './pdf-frame';
import { TableContent } from './table-content';
import { TextLines } from './text-lines';

/** Where the file is, for opening it with another program. */
export function Whereabouts({ preview }: { preview: Preview }) {
  if (preview.checkedPath === null) return null;
  return (
    <>
      {preview.form === 'none' && preview.size === null ? previewWords.pathTried : previewWords.pathFor}{' '}
      <span className="mono wrap-anywhere">{visibleText(preview.checkedPath)}</span> <CopyButton text={preview.checkedPath} what={previewWords.path} />
    </>
  );
}

function Picture({ preview }: { preview: Preview }) {
  const [failed, setFailed] = useState(false);
  if (failed) return <EmptyState title={previewWords.imageFailed} action={<Whereabouts preview={preview} />} />;
  return (
    <div className="preview-scroll preview-image">
      <img src={`data:${preview.mediaType ?? ''};base64,${preview.base64 ?? ''}`} alt={previewWords.image(visibleText(preview.name))} onError={() => setFailed(true)} />
    </div>
  );
}

export function Content({ preview }: { preview: Preview }) {
  const label = previewWords.content(visibleText(preview.name));
  switch (preview.form) {
    case 'table':
      return preview.rows === null ? null : <TableContent rows={preview.rows} label={label} />;
    case 'image':
      return preview.base64 === null ? <EmptyState title={previewWords.none} /> : <Picture preview={preview} />;
    case 'pdf':
      return preview.base64 !== null ? (
        <PdfFrame base64={preview.base64} title={label} />
      ) : (
        <EmptyState title={previewWords.pdf} action={<Whereabouts preview={preview} />}>
          {previewWords.pdfHint}
        </EmptyState>
      );
    case 'folder':
      return (
        <EmptyState title={previewWords.folder} action={<Whereabouts preview={preview} />}>
          {previewWords.folderHint}
        </EmptyState>
      );
    case 'none':
      return (
        <EmptyState title={previewWords.none} action={<Whereabouts preview={preview} />}>
          {preview.note && visibleText(preview.note)}
        </EmptyState>
      );
    default: {
      const text = preview.text ?? '';
      if (preview.mediaType?.includes('json') && !preview.truncated) return <JsonContent text={text} label={label} />;
      return <TextLines text={text} label={label} />;
    }
  }
}
