/** "Evidence bundle…": opens the dialog that writes one of this run. */
import { Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPackageExport } from '@tabler/icons-react';
import { ActButton } from '../../parts/act-button';
import { visibleText } from '../../parts/visible-text';
import { bundleWords as words } from '../../words/bundle';
import { BundleForm } from './bundle-form';

export function BundleButton({ workspace, run, name }: { workspace: string; run: string; name: string }) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <ActButton act="evidence.bundle" data-tip={words.tip} variant="default" leftSection={<IconPackageExport size={16} aria-hidden="true" />} onClick={open}>
        {words.button}
      </ActButton>
      <Modal opened={opened} onClose={close} size="lg" title={words.title(visibleText(name))} closeButtonProps={{ 'aria-label': words.close }}>
        {opened && <BundleForm workspace={workspace} run={run} name={name} />}
      </Modal>
    </>
  );
}
