/** A look into a file, beside what its record says: address, labels, verdict, run. */
import { Text } from '@mantine/core';
import type { RecordPage } from '../../../core/contract/records';
import type { Preview } from '../../../core/contract/verify';
import { type FactRow, Facts } from '../../parts/facts';
import { size } from '../../parts/format';
import { Labels } from '../../parts/labels';
import { LidLink } from '../../parts/lid-link';
import { Loaded } from '../../parts/loaded';
import { Size } from '../../parts/size';
import { useCall } from '../../parts/use-call';
import { useOpened } from '../../parts/use-opened';
import { useRecord } from '../../parts/use-record';
import { CheckBadge } from '../../parts/verdict-badge';
import { visibleText } from '../../parts/visible-text';
import { previewWords } from '../../words/preview';
import { Content } from './content';
import './preview.css';

const words = previewWords.facts;

function factsOf(preview: Preview, record: RecordPage | undefined, lid: string | undefined): FactRow[] {
  const ofFile: FactRow[] = [
    { name: words.size, value: preview.size === null ? <span className="muted">{previewWords.none2}</span> : <Size bytes={preview.size} /> },
    { name: words.path, value: preview.checkedPath && <span className="mono wrap-anywhere">{visibleText(preview.checkedPath)}</span> },
  ];
  if (lid === undefined) return [{ name: words.lid, value: previewWords.outside }, ...ofFile];
  return [
    { name: words.verdict, value: <CheckBadge check={record?.check ?? null} /> },
    { name: words.lid, value: <LidLink lid={lid} whole /> },
    { name: words.run, value: record?.run && <LidLink lid={record.run.lid} kind={record.run.kind} title={record.run.title} present={record.run.present} /> },
    { name: words.labels, value: record && record.labels.length > 0 ? <Labels labels={record.labels} /> : <span className="muted">{previewWords.none2}</span> },
    ...ofFile,
  ];
}

/** "Shown: the first 1 MB of 12 MB." */
export function shownWords(preview: Preview): string | null {
  if (preview.form === 'folder' || preview.form === 'none') return null;
  if (!preview.truncated) return previewWords.whole;
  if (preview.size === null) return previewWords.cutUnknown(size(preview.shown));
  return preview.shown < preview.size ? previewWords.cut(size(preview.shown), size(preview.size)) : previewWords.partUnpacked;
}

export function FilePreview({ workspace, lid, path }: { workspace: string; lid?: string; path?: string }) {
  const query = useCall('files.preview', { workspace, ...(lid !== undefined ? { lid } : { path: path ?? '' }) });
  useOpened(workspace, 'files.preview', lid !== undefined ? { lid } : { path: path ?? '' });
  const record = useRecord(workspace, lid ?? null);
  return (
    <Loaded query={query}>
      {({ preview }) => {
        const shown = shownWords(preview);
        const html = preview.mediaType?.includes('html') ?? false;
        return (
          <div className="preview">
            <div className="preview-content">
              {(shown !== null || html) && (
                <p className="preview-said" data-cut={preview.truncated || undefined}>
                  {shown} {html && previewWords.html} {preview.note && visibleText(preview.note)}
                </p>
              )}
              <Content preview={preview} />
            </div>
            <aside className="preview-facts panel" aria-label={previewWords.about}>
              <h2>{visibleText(preview.name)}</h2>
              <Facts rows={factsOf(preview, record.data?.record, lid)} label={previewWords.about} />
              <Text size="xs" c="var(--text-muted)" mt="xs">
                {previewWords.notSaying}
              </Text>
            </aside>
          </div>
        );
      }}
    </Loaded>
  );
}
