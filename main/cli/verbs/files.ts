/** `outputs`, `inputs`: the files that a run published, and those from outside that it read. */
import type { FileRow } from '../../../core/contract/shared';
import { type Column, table } from '../table';
import type { Verb } from '../verb';
import { bytesText, counted, countText, notRecorded, verdictText } from '../words';

const name: Column<FileRow> = { title: 'name', text: (file) => file.name };
const size: Column<FileRow> = { title: 'size', text: (file) => (file.size === null ? notRecorded : bytesText(file.size)), right: true };
const checked: Column<FileRow> = { title: 'check', text: (file) => verdictText(file.check) };

const outputColumns: Column<FileRow>[] = [{ title: 'lid', text: (file) => file.lid ?? '', whole: true }, size, { title: 'labels', text: (file) => file.labels.join(' ') }, checked];
const inputColumns: Column<FileRow>[] = [
  name,
  { title: 'path', text: (file) => file.path ?? file.lid ?? notRecorded, whole: true },
  size,
  { title: 'used by', text: (file) => counted(file.usedByCount, 'task or parameter', 'tasks or parameters') },
  checked,
];

export const fileVerbs: Verb = (program, act) => {
  program
    .command('outputs <lid>')
    .description('the files that a run published')
    .action(
      act(async (session, typed: string) => {
        const workspace = await session.workspace();
        const { outputs } = await session.call('runs.outputs', { workspace, lid: await session.lid(typed) });
        return { json: { outputs }, text: table(outputs, outputColumns, session.width) + countLine(outputs) };
      }),
    );

  program
    .command('inputs <lid>')
    .description('the files from outside that a run read')
    .action(
      act(async (session, typed: string) => {
        const workspace = await session.workspace();
        const { inputs } = await session.call('runs.inputs', { workspace, lid: await session.lid(typed) });
        return { json: { inputs }, text: table(inputs, inputColumns, session.width) + countLine(inputs) };
      }),
    );
};

function countLine(files: FileRow[]): string {
  const looked = files.filter((file) => file.check !== null && file.check.verdict !== 'not-checked').length;
  return `${counted(files.length, 'file')}, ${countText(looked)} of ${countText(files.length)} checked.\n`;
}
