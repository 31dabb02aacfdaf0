/** What holding a bundle against itself gave: complete or redacted, each part, each fault, and whose word it is. */
import { Table } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { BundleCheck } from '../../../core/contract/imported-bundles';
import { visibleText } from '../../parts/visible-text';
import { bundleWords as words } from '../../words/open-bundle';

const shownFaults = 20;

/** `focused`: the answer takes the focus, as the button that asked for it is gone. */
export function BundleCheckView({ check, focused = false }: { check: BundleCheck; focused?: boolean }) {
  const { info, parts, faults, faultCount, trust, hiddenLeaves } = check;
  const answer = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (focused) answer.current?.focus();
  }, [focused]);
  return (
    <>
      <p className={check.ok ? undefined : 'bad'} role="status" tabIndex={-1} ref={answer}>
        {check.ok ? words.holds : words.failed(faultCount)}
      </p>
      <p className={info.completeness === 'redacted' ? 'caution' : undefined}>
        {info.completeness === 'complete' ? words.complete : words.redacted(info.leftOut.length, hiddenLeaves)}
      </p>
      <p className="caution wrap-anywhere">{visibleText(trust.sentence)}</p>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.part}</Table.Th>
            <Table.Th>{words.looked}</Table.Th>
            <Table.Th>{words.notHolding}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {parts.map(({ part, title, checked, failed }) => (
            <Table.Tr key={part}>
              <Table.Td>{title}</Table.Td>
              <Table.Td>{checked}</Table.Td>
              <Table.Td className={failed > 0 ? 'bad' : undefined}>{failed}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {faults.length > 0 && (
        <ul>
          {faults.slice(0, shownFaults).map(({ part, subject, message }) => (
            <li key={`${part} ${subject} ${message}`} className="wrap-anywhere">
              {visibleText(`${subject}: ${message}`)}
            </li>
          ))}
          {faultCount > shownFaults && <li>{words.more(faultCount - shownFaults)}</li>}
        </ul>
      )}
    </>
  );
}
