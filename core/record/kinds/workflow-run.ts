/** WorkflowRun: one launch of a pipeline (Nextflow source: WorkflowRun.groovy in nf-lineage). */
import { maskSecrets, maskText } from '../../redact/mask';
import { isSecretName } from '../../redact/names';
import { isOutsideFile, type KindReader, linksIn, type ParameterFact, parametersOf, platformLabelsOf, type RecordLink } from '../facts';
import { type Json, objectOf, stringOf, textOf } from '../json';
import { plainPath } from '../lid';
import { recordsMetadataOnly } from '../nextflow-version';

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
