/** The button that writes a table to a CSV file, and stops doing so. */
import { ActionIcon, Loader } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { tableWords as words } from '../words/parts';
import { count } from './format';
import { saveTable, type TableToSave } from './save-table';
import { tell } from './toasts';

export function SaveTableButton<Row>(props: TableToSave<Row>) {
  const [rows, setRows] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const save = async () => {
    const controller = new AbortController();
    stop.current = controller;
    setRows(0);
    try {
      const saved = await saveTable(props, controller.signal, setRows);
      if (saved !== null) tell(words.saved(saved));
    } catch (error) {
      if (controller.signal.aborted) tell(words.saveStopped);
      else tell(error instanceof Error ? error.message : String(error), true);
    } finally {
      stop.current = null;
      setRows(null);
    }
  };
  const label = rows === null ? words.save : words.stopSaving(count(rows), count(props.source.count));
  const button = (
    <ActionIcon
      data-tip={rows === null ? words.saveTip : label}
      variant="default"
      size="md"
      aria-label={label}
      onClick={() => (rows === null ? void save() : stop.current?.abort())}
    >
      {rows === null ? <IconFileTypeCsv size={16} /> : <Loader size={12} />}
    </ActionIcon>
  );
  return (
    <>
      {rows !== null && rows > 0 && <span className="muted table-saving">{words.savingRows(count(rows), count(props.source.count))}</span>}
      {button}
    </>
  );
}
