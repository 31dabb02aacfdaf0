/** Which facts a run's page shows, in groups: the words, and where each stands in the record (first place that has it). */

export interface FactPlace {
  name: string;
  /** Dotted paths below the spec; `config.…` for records of 25.04, which have no metadata. */
  paths: readonly string[];
}

const at = (name: string, ...paths: string[]): FactPlace => ({ name, paths });

/** Fields: Nextflow source, WorkflowMetadata.groovy, PlatformMetadata.groovy, Manifest.groovy (26.04). */
export const factGroups: readonly { title: string; rest?: string; facts: readonly FactPlace[] }[] = [
  {
    title: 'Identity',
    facts: [
      at('Run name', 'name', 'metadata.runName', 'config.runName'),
      at('Session', 'sessionId', 'metadata.sessionId'),
      at('Started', 'metadata.start'),
      at('Ended', 'metadata.complete'),
      at('User of the computer', 'metadata.userName'),
      at('Resumed from an earlier run', 'metadata.resume'),
      at('Stub run', 'metadata.stubRun'),
      at('Preview', 'metadata.preview'),
    ],
  },
  {
    title: 'Platform',
    rest: 'metadata.platform',
    facts: [
      at('Platform user', 'metadata.platform.user'),
      at('Workspace', 'metadata.platform.workspace'),
      at('Compute environment', 'metadata.platform.computeEnv'),
      at('Platform pipeline', 'metadata.platform.pipeline'),
      at('Workflow id', 'metadata.platform.workflowId'),
      at('Workflow page', 'metadata.platform.workflowUrl'),
      at('Labels', 'metadata.platform.labels'),
    ],
  },
  {
    title: 'Pipeline',
    facts: [
      at('Pipeline', 'metadata.manifest.name', 'config.manifest.name', 'metadata.projectName'),
      at('Repository', 'workflow.repository', 'metadata.repository'),
      at('Revision', 'metadata.revision'),
      at('Commit', 'workflow.commitId', 'metadata.commitId'),
      at('Project', 'metadata.projectName'),
      at('Module', 'metadata.module'),
      at('Main script', 'metadata.scriptFile', 'metadata.scriptName'),
      at('Checksum of the main script', 'metadata.scriptId'),
      at('Scripts with their checksums', 'workflow.scriptFiles'),
    ],
  },
  {
    title: 'Folders',
    facts: [
      at('Launch folder', 'metadata.launchDir'),
      at('Work folder', 'metadata.workDir', 'config.workDir'),
      at('Output folder', 'metadata.outputDir', 'config.outputDir'),
      at('Project folder', 'metadata.projectDir'),
      at('Home folder', 'metadata.homeDir'),
    ],
  },
  {
    title: 'Manifest',
    rest: 'metadata.manifest',
    facts: [
      at('Name', 'metadata.manifest.name', 'config.manifest.name'),
      at('Version', 'metadata.manifest.version', 'config.manifest.version'),
      at('Description', 'metadata.manifest.description', 'config.manifest.description'),
      at('Author', 'metadata.manifest.author', 'config.manifest.author'),
      at('Contributors', 'metadata.manifest.contributors', 'config.manifest.contributors'),
      at('Organization', 'metadata.manifest.organization', 'config.manifest.organization'),
      at('Home page', 'metadata.manifest.homePage', 'config.manifest.homePage'),
      at('License', 'metadata.manifest.license', 'config.manifest.license'),
      at('DOI', 'metadata.manifest.doi', 'config.manifest.doi'),
      at('Nextflow version asked for', 'metadata.manifest.nextflowVersion', 'config.manifest.nextflowVersion'),
      at('Main script', 'metadata.manifest.mainScript', 'config.manifest.mainScript'),
    ],
  },
  {
    title: 'Launch',
    facts: [
      at('Command line', 'metadata.commandLine'),
      at('Profile', 'metadata.profile'),
      at('Config files', 'metadata.configFiles'),
      at('Container engine', 'metadata.containerEngine'),
      at('Containers', 'metadata.container'),
      at('Wave', 'metadata.wave', 'config.wave'),
      at('Fusion', 'metadata.fusion', 'config.fusion'),
      at('Failures ignored make the run fail', 'metadata.failOnIgnore'),
    ],
  },
  {
    title: 'Nextflow',
    rest: 'metadata.nextflow',
    facts: [at('Nextflow version', 'metadata.nextflow.version'), at('Build', 'metadata.nextflow.build'), at('Built at', 'metadata.nextflow.timestamp')],
  },
];
