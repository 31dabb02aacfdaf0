/** "Audit this run": one button that leads from the check of everything to the report. */
import { Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconClipboardCheck } from '@tabler/icons-react';
import { ActButton } from '../../parts/act-button';
import { shortLid } from '../../parts/format';
import { useCall } from '../../parts/use-call';
import { visibleText } from '../../parts/visible-text';
import { auditWords } from '../../words/audit';
import './audit.css';
import { AuditSteps } from './audit-steps';

export function AuditRunButton({ workspace, run }: { workspace: string; run: string }) {
  const [opened, { open, close }] = useDisclosure(false);
  const query = useCall('runs.get', { workspace, lid: run });
  const name = visibleText(query.data?.run.row.name ?? shortLid(run));
  return (
    <>
      <ActButton act="verify.run" data-tip={auditWords.tip} leftSection={<IconClipboardCheck size={16} aria-hidden="true" />} onClick={open}>
        {auditWords.button}
      </ActButton>
      <Modal
        opened={opened}
        onClose={close}
        fullScreen
        title={auditWords.title(name)}
        closeButtonProps={{ 'aria-label': auditWords.close }}
        classNames={{ body: 'audit-body', title: 'audit-title' }}
      >
        {opened && <AuditSteps workspace={workspace} run={run} />}
      </Modal>
    </>
  );
}
