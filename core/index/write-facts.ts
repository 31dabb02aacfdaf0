/** Writes what a record says of itself into the tables of its kind, and takes it out again when the record has changed. */
import type { RecordFacts, RecordLink } from '../record/facts';
import type { Said } from '../record/said';
import { recordedMillis } from '../verify/recorded-time';
import { runsNamed } from './meta';
import { ownNumbers, relationNumbers, runMarkBits } from './schema';
import type { Statements } from './write-statements';

const noChecksum = { value: null, algorithm: null, mode: null };

export function createFactWriter(sql: Statements) {
  const nodeOfKey = (key: string | null) => (key === null ? null : sql.recordNode(key));

  function link(node: number, { to, relation }: RecordLink) {
    if ('key' in to) sql.addEdge(sql.recordNode(to.key), node, relation);
    else {
      const outside = sql.outsideNode(to.path);
      sql.addEdge(outside, node, relation);
      const { value, algorithm, mode } = to.checksum ?? noChecksum;
      sql.run('INSERT OR IGNORE INTO outside(node, user, checksum, algorithm, mode) VALUES (?, ?, ?, ?, ?)', outside, node, sql.text(value), sql.text(algorithm), sql.text(mode));
    }
  }

  function writeRun(node: number, run: NonNullable<RecordFacts['runFacts']>) {
    const marks = (run.stub ? runMarkBits.stub : 0) | (run.preview ? runMarkBits.preview : 0) | (run.resumed ? runMarkBits.resumed : 0);
    const texts = [run.repository, run.revision, run.commit, run.pipeline, run.user].map(sql.text);
    sql.run(
      'INSERT INTO run(node, name, session, start, start_ms, metadata_only, repository, revision, commit_id, pipeline, user, marks) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      node,
      sql.text(run.name),
      sql.text(run.session),
      run.start,
      recordedMillis(run.start),
      run.metadataOnly ? 1 : 0,
      ...texts,
      marks,
    );
  }

  function writeTask(node: number, task: NonNullable<RecordFacts['taskFacts']>, run: string | null) {
    const texts = [task.container, task.conda, task.spack, task.architecture, task.codeChecksum].map(sql.text);
    sql.run(
      'INSERT INTO task(node, name, run, container, conda, spack, architecture, code_checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      node,
      sql.text(task.name),
      nodeOfKey(run),
      ...texts,
    );
  }

  function writeFile(node: number, file: NonNullable<RecordFacts['fileFacts']>, { run, task }: RecordFacts, own: Said['own']) {
    const { value, algorithm, mode } = file.checksum ?? noChecksum;
    sql.run(
      'INSERT INTO file(node, path, name, size, created, created_ms, modified, modified_ms, own, checksum, algorithm, mode, source, run, task) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      node,
      sql.text(file.path),
      sql.text(file.name),
      file.size,
      file.createdAt,
      recordedMillis(file.createdAt),
      file.modifiedAt,
      recordedMillis(file.modifiedAt),
      ownNumbers[own],
      sql.text(value),
      sql.text(algorithm),
      sql.text(mode),
      nodeOfKey(file.source),
      nodeOfKey(run),
      nodeOfKey(task),
    );
  }

  return {
    /** Takes out all that the record at this node said; edges into it are its own links, but for those that OpenLineage events tell. */
    clear(node: number) {
      sql.run('DELETE FROM edge WHERE target = ? AND relation < ?', node, relationNumbers['told-read']);
      sql.run('DELETE FROM outside WHERE user = ?', node);
      sql.run('DELETE FROM parameter WHERE run = ?', node);
      sql.run('DELETE FROM platform_label WHERE run = ?', node);
      for (const table of ['run', 'task', 'file', 'label', 'output', 'null_run', 'oddity', 'named_path']) sql.run(`DELETE FROM ${table} WHERE node = ?`, node);
    },
    write(node: number, { facts, runOtherwise, own }: Said): { title: string; detail: string | null } {
      if (runOtherwise) sql.run('INSERT OR REPLACE INTO meta(name, value) VALUES (?, ?)', runsNamed.name, runsNamed.otherwise);
      for (const one of facts.links) link(node, one);
      for (const label of facts.labels) sql.run('INSERT OR IGNORE INTO label(node, label) VALUES (?, ?)', node, sql.text(label));
      if (facts.runFacts) writeRun(node, facts.runFacts);
      for (const { name, value } of facts.parameters ?? []) sql.run('INSERT OR IGNORE INTO parameter(run, name, value) VALUES (?, ?, ?)', node, sql.text(name), sql.text(value));
      for (const label of facts.platformLabels ?? []) sql.run('INSERT OR IGNORE INTO platform_label(run, label) VALUES (?, ?)', node, sql.text(label));
      if (facts.taskFacts) writeTask(node, facts.taskFacts, facts.run);
      if (facts.fileFacts) writeFile(node, facts.fileFacts, facts, own);
      if (facts.createdAt !== undefined)
        sql.run(
          'INSERT INTO output(node, run, task, created, created_ms) VALUES (?, ?, ?, ?, ?)',
          node,
          nodeOfKey(facts.run),
          nodeOfKey(facts.task),
          facts.createdAt,
          recordedMillis(facts.createdAt),
        );
      for (const path of facts.namedPaths ?? []) sql.run('INSERT OR IGNORE INTO named_path(node, path) VALUES (?, ?)', node, sql.text(path));
      if (facts.nullRun) sql.run('INSERT INTO null_run(node) VALUES (?)', node);
      return { title: facts.title, detail: facts.fileFacts?.path === facts.detail ? null : facts.detail };
    },
  };
}
