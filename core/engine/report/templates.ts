/** Settings of reports under names, kept in the settings of the workspace: each change is an act in the journal. */

import { compareText } from '../../compare-text';
import type { EngineHandlers } from '../../contract';
import type { ReportTemplate } from '../../contract/reports';
import { AuditError } from '../../errors';
import { unknownSection } from '../../report/section-order';
import type { EngineContext } from '../context';
import type { WorkspaceInside } from '../open-workspace';
import type { Workspaces } from '../workspaces';

type Names = 'report.templates' | 'report.template-set' | 'report.template-removed';

export function templateHandlers({ emit, open }: EngineContext, workspaces: Workspaces): Pick<EngineHandlers, Names> {
  const keep = (workspace: WorkspaceInside, now: ReportTemplate[], detail: { was: ReportTemplate | null; now: ReportTemplate | null }) => {
    const templates = [...now].sort((a, b) => compareText(a.name, b.name));
    workspace.saveSettings({ ...workspace.settings, templates }, 'report-template-set', detail);
    emit({ type: 'workspace-changed', workspace: workspace.name });
    return { templates };
  };
  return {
    'report.templates': ({ workspace }) => ({ templates: [...(open(workspace).settings.templates ?? [])] }),
    'report.template-set': ({ workspace: name, template }) => {
      const workspace = workspaces.inside(name);
      const wrong = unknownSection(template.kind, template.settings.sections);
      if (wrong !== undefined) throw new AuditError('bad-input', `A report of kind "${template.kind}" has no section "${wrong}".`);
      const before = workspace.settings.templates ?? [];
      const was = before.find((one) => one.name === template.name) ?? null;
      return keep(workspace, [...before.filter((one) => one !== was), template], { was, now: template });
    },
    'report.template-removed': ({ workspace: name, name: of }) => {
      const workspace = workspaces.inside(name);
      const before = workspace.settings.templates ?? [];
      const was = before.find((one) => one.name === of);
      if (was === undefined) throw new AuditError('not-found', `There is no template "${of}".`);
      return keep(
        workspace,
        before.filter((one) => one !== was),
        { was, now: null },
      );
    },
  };
}
