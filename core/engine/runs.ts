/** Runs and what belongs to them. */
import type { EngineHandlers } from '../contract';
import type { EngineContext } from './context';
import { environment } from './runs/environment';
import { outputRows } from './runs/files';
import { findRun } from './runs/find-run';
import { inputRows } from './runs/inputs';
import { runRows } from './runs/list';
import { runPage } from './runs/page';
import { taskFiles, taskValues } from './runs/task-files';
import { taskRows } from './runs/tasks';

type Names = 'runs.list' | 'runs.get' | 'runs.tasks' | 'runs.outputs' | 'runs.inputs' | 'runs.environment' | 'tasks.files' | 'tasks.values';

export function runHandlers(context: EngineContext): Pick<EngineHandlers, Names> {
  const at = ({ workspace: name, lid }: { workspace: string; lid: string }) => {
    const workspace = context.open(name);
    return { workspace, run: findRun(workspace, lid) };
  };
  return {
    'runs.list': ({ workspace }) => ({ runs: runRows(context.open(workspace)) }),
    'runs.get': (input) => {
      const { workspace, run } = at(input);
      return { run: runPage(workspace, run) };
    },
    'runs.tasks': (input) => {
      const { workspace, run } = at(input);
      return taskRows(workspace, run, input);
    },
    'runs.outputs': (input) => {
      const { workspace, run } = at(input);
      return outputRows(workspace, run, input.page);
    },
    'runs.inputs': (input) => {
      const { workspace, run } = at(input);
      return inputRows(workspace, run, input.page);
    },
    'runs.environment': (input) => {
      const { workspace, run } = at(input);
      return environment(workspace, run, input.page);
    },
    'tasks.files': ({ workspace, lid, side, page }) => taskFiles(context.open(workspace), lid, side, page),
    'tasks.values': ({ workspace, lid }) => ({ values: taskValues(context.open(workspace), lid) }),
  };
}
