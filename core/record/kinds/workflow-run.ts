/** WorkflowRun: one launch of a pipeline (Nextflow source: WorkflowRun.groovy in nf-lineage). */
import type { FactMasker } from '../../redact/facts';
import { isSecretName } from '../../redact/names';
import { isOutsideFile, type KindReader, linksIn, type ParameterFact, parametersOf, platformLabelsOf, type RecordLink } from '../facts';
import { type Json, objectOf, stringOf, textOf } from '../json';
import { plainPath } from '../lid';
import { recordsMetadataOnly } from '../nextflow-version';

/** A repository may be recorded with the password it was fetched with: the index holds it masked, the bytes kept as it is. */
function withoutSecrets(repository: string | null, mask: FactMasker): string | null {
  return repository === null ? null : mask.text(repository).value;
}

/** Masked as everywhere else: the index is searched by these values. A parameter without a name is passed over. */
function parameterFacts(params: Json | undefined, mask: FactMasker): ParameterFact[] {
  const shown = objectOf(mask.value({ params: params ?? null }).value).params;
  return parametersOf(shown).flatMap(({ name, value }) => (name === null ? [] : [{ name, value: JSON.stringify(value) }]));
}

export const workflowRun: KindReader = {
  kind: 'WorkflowRun',
  facts(spec, _key, mask) {
    const metadata = objectOf(spec.metadata);
    const workflow = objectOf(spec.workflow);
    const manifest = objectOf(metadata.manifest);
    const name = textOf(spec.name) ?? textOf(metadata.runName);
    const repository = withoutSecrets(textOf(workflow.repository) ?? textOf(metadata.repository), mask);
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
      parameters: parameterFacts(spec.params, mask),
      platformLabels: platformLabelsOf(mask.value(objectOf(metadata.platform).labels ?? null).value),
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
