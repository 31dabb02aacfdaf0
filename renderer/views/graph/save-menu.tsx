/** Saves what is drawn: as an image, or as the table of every box and line. */

import { Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { Picture } from '../../../core/contract/graph-picture';
import { pictureSvg } from '../../../core/graph/picture/svg';
import { call, job } from '../../client';
import { BusyButton } from '../../parts/busy-button';
import { visibleText } from '../../parts/visible-text';
import { pictureWords as words } from '../../words/graph-picture';
import { pngOf } from './png-of';

const forms = ['svg', 'png', 'csv'] as const;

interface SaveMenuProps {
  workspace: string;
  /** null while nothing is drawn. */
  picture: () => Picture | null;
  onSaid: (said: string) => void;
  onFailed: (error: unknown) => void;
}

/** A file name from what the graph is about. */
function suggested(workspace: string, title: string): string {
  const subject = title
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60);
  return words.suggested(workspace, subject || 'graph');
}

export function SaveMenu({ workspace, picture, onSaid, onFailed }: SaveMenuProps) {
  const [busy, setBusy] = useState(false);
  const save = async (form: (typeof forms)[number]) => {
    const drawn = picture();
    if (!drawn) return;
    onFailed(null);
    onSaid('');
    setBusy(true);
    try {
      const { path } = await call('dialog.saveFile', { title: words.saveTitle, suggested: `${suggested(workspace, drawn.title)}.${form}`, extension: form });
      if (path === null) return;
      const pixels = form === 'png' ? await pngOf(pictureSvg(drawn, { workspace, at: new Date().toISOString() })) : null;
      const made = await job('graph.save', { workspace, picture: drawn, form, out: path, ...(pixels && { png: pixels.base64 }) });
      onSaid(`${words.saved(made.boxes, made.lines, visibleText(made.path), made.sha256)}${pixels && pixels.scale < 1 ? ` ${words.smaller(pixels.scale)}` : ''}`);
    } catch (error) {
      onFailed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <BusyButton data-extra variant="default" loading={busy} leftSection={<IconDownload size={14} />}>
          {words.save}
        </BusyButton>
      </Menu.Target>
      <Menu.Dropdown>
        {forms.map((form) => (
          <Menu.Item key={form} onClick={() => void save(form)}>
            {words.form[form]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
