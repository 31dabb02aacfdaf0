/** "Export…": opens the dialog that writes a run, or an item with its upstream chain, in an open format. */
import { Button, Modal, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFileExport } from '@tabler/icons-react';
import { visibleText } from '../../parts/visible-text';
import { exportWords as words } from '../../words/export';
import { type Exported, ExportForm } from './export-form';

export function ExportButton(of: Exported) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Tooltip label={words.tip}>
        <Button variant="default" leftSection={<IconFileExport size={16} aria-hidden="true" />} onClick={open}>
          {words.button}
        </Button>
      </Tooltip>
      <Modal opened={opened} onClose={close} size="lg" title={words.title(visibleText(of.name))} closeButtonProps={{ 'aria-label': words.close }}>
        {opened && <ExportForm {...of} />}
      </Modal>
    </>
  );
}
