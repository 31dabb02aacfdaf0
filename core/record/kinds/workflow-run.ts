/** WorkflowRun: one launch of a pipeline (Nextflow source: WorkflowRun.groovy in nf-lineage). */
import { maskSecrets, maskText } from '../../redact/mask';
import { isSecretName } from '../../redact/names';
import { secretSpans } from '../../redact/text';
import { type KindReader, linksIn, type ParameterFact, parametersOf, platformLabelsOf, type RecordLink } from '../facts';
import { type Json, objectOf, stringOf, textOf } from '../json';
import { plainPath } from '../lid';
import { recordsMetadataOnly } from '../nextflow-version';

/** A parameter that is an absolute path or URI names an outside file; `*` and `?` make it a pattern, which is no file. */
const pathValue = /^(\/|file:\/|[a-z][a-z0-9+.-]*:\/\/)[^*?]*$/i;

/** An address with a password in it is a way to log in (`postgres://reader:…@host/db`), and no path to show among files. */
function isOutsideFile(value: unknown): value is string {
  return typeof value === 'string' && pathValue.test(value) && !value.startsWith('lid://') && secretSpans(value).length === 0;
}

/** A repository may be recorded with the password it was fetched with: the index holds it masked, the bytes kept as it is. */
function withoutSecrets(repository: string | null): string | null {
  return repository === null ? null : maskText(repository).value;
}

/** Masked as everywhere else: the index is searched by these values. A parameter without a name is passed over. */
function parameterFacts(params: Json | undefined): ParameterFact[] {
  const shown = objectOf(maskSecrets({ params: params ?? null }).value).params;
  return parametersOf(shown).flatMap(({ name, value }) => (name === null ? [] : [{ name, value: JSON.stringify(value) }]));
}

export const workflowRun: KindReader = {
  kind: 'WorkflowRun',
  facts(spec) {
    const metadata = objectOf(spec.metadata);
    const workflow = objectOf(spec.workflow);
    const manifest = objectOf(metadata.manifest);
    const name = textOf(spec.name) ?? textOf(metadata.runName);
    const repository = withoutSecrets(textOf(workflow.repository) ?? textOf(metadata.repository));
    const links: RecordLink[] = [];
    for (const param of parametersOf(spec.params)) {
      // A web address under a secret-like name (the token of a webhook) is a secret, and no file.
      if (isSecretName(param.name ?? '') && !/^path$/i.test(param.type ?? '')) continue;
      if (isOutsideFile(param.value)) links.push({ to: { path: plainPath(param.value), checksum: null }, relation: 'parameter' });
      else links.push(...linksIn(param.value, 'parameter'));
    }
    const pipeline = textOf(manifest.name) ?? textOf(objectOf(objectOf(spec.config).manifest).name) ?? textOf(metadata.projectName) ?? repository;
    return {
      title: name ?? 'run without a name',
      detail: [pipeline, textOf(metadata.revision)].filter((part) => part !== null).join(' '),
      run: null,
      task: null,
      labels: [],
      links,
      nullRun: false,
      parameters: parameterFacts(spec.params),
      platformLabels: platformLabelsOf(maskSecrets(objectOf(metadata.platform).labels ?? null).value),
      runFacts: {
        name,
        session: stringOf(spec.sessionId),
        start: textOf(metadata.start),
        repository,
        revision: textOf(metadata.revision),
        commit: textOf(workflow.commitId) ?? textOf(metadata.commitId),
        pipeline,
        user: textOf(metadata.userName),
        metadataOnly: recordsMetadataOnly(textOf(objectOf(metadata.nextflow).version)),
        stub: metadata.stubRun === true,
        preview: metadata.preview === true,
        resumed: metadata.resume === true,
      },
    };
  },
};
