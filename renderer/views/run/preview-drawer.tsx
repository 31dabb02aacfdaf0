/** A file beside the table it was opened from. */
import { Drawer } from '@mantine/core';
import type { FileRow } from '../../../core/contract/shared';
import { visibleText } from '../../parts/visible-text';
import { filesWords as words } from '../../words/run';
import { FilePreview } from '../preview/file-preview';

interface PreviewDrawerProps {
  workspace: string;
  /** null: closed. The drawer stays, so that it can give the focus back. */
  file: FileRow | null;
  onClose: () => void;
}

export function PreviewDrawer({ workspace, file, onClose }: PreviewDrawerProps) {
  return (
    <Drawer
      opened={file !== null}
      onClose={onClose}
      position="right"
      styles={{ body: { height: 'calc(100% - 3.75rem)' } }}
      size="75%"
      title={visibleText(file?.name ?? '')}
      closeButtonProps={{ 'aria-label': words.closePreview }}
    >
      {file && <FilePreview workspace={workspace} {...(file.lid !== null ? { lid: file.lid } : { path: file.path ?? '' })} />}
    </Drawer>
  );
}
