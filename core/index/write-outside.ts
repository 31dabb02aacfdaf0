/** Writes what imported OpenLineage events tell into the index, and takes an import out again; records of Nextflow are never changed by it. */
import type { OpenLineageImported, OpenLineageRemoved } from '../evidence/ledger';
import { type ReadEvents, readEvents, type ToldData } from '../openlineage/read-events';
import { stateOf } from '../openlineage/state';
import { isLid, keyOfLid } from '../record/lid';
import { bytesOfHex, keyBytes } from './key-bytes';
import { kindNumbers, relationNumbers } from './schema';
import type { Statements } from './write-statements';

const nothing: ReadEvents = { unit: 'line', events: [], refused: [], repeated: 0 };

export function createOutsideWriter(sql: Statements) {
  /** The record that a LID names, where it is known by now; else whatever has this path or URI, and each of its other names: it joins by any of them. */
  function dataNodes({ id, lid, others }: ToldData): number[] {
    const record = isLid(lid) ? sql.number('SELECT id FROM node WHERE key = ? AND object IS NOT NULL', keyBytes(keyOfLid(lid))) : null;
    if (record !== null) return [record];
    return [id, ...others].map((name) => {
      const node = sql.toldDataNode(name);
      sql.run('UPDATE node SET kind = ? WHERE id = ? AND kind = ?', kindNumbers.OutsideData, node, kindNumbers.Withdrawn);
      return node;
    });
  }

  function link(number: number, source: number, target: number, relation: 'told-read' | 'told-produced') {
    sql.run('INSERT OR IGNORE INTO outside_link(source, target, relation, import) VALUES (?, ?, ?, ?)', source, target, relationNumbers[relation], number);
    sql.addEdge(source, target, relation);
  }

  /** What a box of the run says, from all events of it that count; none: it is no part of the graph. */
  function describe(node: number) {
    const events = sql.rows('SELECT type, time, time_ms, namespace, job, sender FROM outside_event WHERE node = ? ORDER BY time_ms, import, at', node);
    const [first] = events;
    if (first === undefined) return void sql.run('UPDATE node SET kind = ? WHERE id = ?', kindNumbers.Withdrawn, node);
    const [, , , namespace, job, sender] = first.map(String);
    const state = stateOf(events.map(([type, time]) => ({ type: String(type), time: String(time) })));
    const title = `${sender === '' ? namespace : sender} · ${job}`;
    sql.run('UPDATE node SET kind = ?, title = ?, detail = ? WHERE id = ?', kindNumbers.OutsideRun, title, `${state}; told by OpenLineage events of ${namespace}`, node);
  }

  return {
    /** `bytes` null: they are lost, and what they told is not known. True: see IndexWriter.apply. */
    imported({ number, at, by, file, refused, refusedCount }: OpenLineageImported, bytes: Uint8Array | null): boolean {
      const read = bytes === null ? nothing : readEvents(bytes);
      sql.run(
        'INSERT INTO outside_import(id, at, by, name, sha256, size, unit, events, repeated, refused, refused_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
        number,
        at,
        by,
        file.name,
        bytesOfHex(file.sha256),
        file.size,
        bytes === null ? null : read.unit,
        read.events.length,
        read.repeated,
        JSON.stringify(refused),
        refusedCount,
      );
      const runs = new Set<number>();
      for (const event of read.events) {
        const run = sql.toldRunNode(event.run, 'OutsideRun');
        runs.add(run);
        sql.run(
          'INSERT INTO outside_event(import, at, node, type, time, time_ms, namespace, job, sender) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
          number,
          event.at,
          run,
          event.type,
          event.time,
          Date.parse(event.time),
          event.namespace,
          event.job,
          event.sender,
        );
        for (const node of event.inputs.flatMap(dataNodes)) link(number, node, run, 'told-read');
        for (const node of event.outputs.flatMap(dataNodes)) link(number, run, node, 'told-produced');
      }
      for (const run of runs) describe(run);
      return false;
    },
    removed({ number, at, by, reason }: OpenLineageRemoved) {
      if (sql.number('SELECT id FROM outside_import WHERE id = ? AND removed IS NULL', number) === null) return;
      sql.run('UPDATE outside_import SET removed = ?, removed_by = ?, reason = ? WHERE id = ?', at, by, reason, number);
      const links = sql.rows('SELECT source, target, relation FROM outside_link WHERE import = ?', number).map((row) => row.map(Number));
      const runs = sql.rows('SELECT DISTINCT node FROM outside_event WHERE import = ?', number).map(([node]) => Number(node));
      sql.run('DELETE FROM outside_link WHERE import = ?', number);
      sql.run('DELETE FROM outside_event WHERE import = ?', number);
      for (const [source = 0, target = 0, relation = 0] of links) {
        if (sql.number('SELECT 1 FROM outside_link WHERE source = ? AND target = ? AND relation = ?', source, target, relation) === null)
          sql.run('DELETE FROM edge WHERE source = ? AND target = ? AND relation = ?', source, target, relation);
        for (const node of [source, target])
          sql.run(
            'UPDATE node SET kind = ?1 WHERE id = ?2 AND kind = ?3 AND NOT EXISTS (SELECT 1 FROM edge WHERE source = ?2) AND NOT EXISTS (SELECT 1 FROM edge WHERE target = ?2)',
            kindNumbers.Withdrawn,
            node,
            kindNumbers.OutsideData,
          );
      }
      for (const run of runs) describe(run);
    },
  };
}
