/** The tasks that the run executed and those its outputs rest on; the two lists differ where results were reused. */
import type { TaskAlone } from '../../engine/runs/tasks';
import type { SectionBody } from '../compose';
import type { RunReportFacts } from '../facts';
import { counted, paragraph, utcTime } from '../words';

export function tasksSection({ tasks }: RunReportFacts): SectionBody {
  if (tasks.length === 0) return { blocks: [paragraph('No task is recorded for this run.')] };
  const unused = tasks.filter((task) => task.executed && !task.reliedOn).length;
  return {
    blocks: [
      paragraph(
        `A reused task wrote no new record: it still names the run that first executed it. ${unused > 0 ? `${counted(unused, 'task')} of this run led to no published file that is recorded.` : ''} The time is that of the record of its outputs; start and end of a task are not recorded.`.replace(
          '  ',
          ' ',
        ),
      ),
      {
        type: 'table',
        caption: `${counted(tasks.length, 'task')} executed or relied on`,
        columns: [
          { title: 'Task', weight: 22 },
          { title: 'LID', weight: 32.6 },
          { title: 'Executed by', weight: 16.6 },
          { title: 'Outputs rest on it', weight: 10.8 },
          { title: 'Outputs recorded (UTC)', weight: 18 },
        ],
        rows: tasks.map((task) => [
          { text: task.name, lid: task.lid },
          { text: task.lid, mono: true },
          { text: executedBy(task) },
          { text: task.reliedOn ? 'yes' : 'no' },
          { text: utcTime(task.createdAt) },
        ]),
      },
    ],
  };
}

function executedBy(task: TaskAlone): string {
  if (task.kind === 'Missing') return 'no record of this task is here';
  if (task.executed) return 'this run';
  return task.run === null ? 'not recorded' : `reused from “${task.runName ?? task.run}”`;
}
