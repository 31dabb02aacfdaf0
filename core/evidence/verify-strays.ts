/** What lies among the evidence and is no file of it: nothing reads it, so no verdict may cover it in silence. */

import type { Ports } from '../ports';
import type { EvidenceFault } from './faults';
import { segmentName } from './frame';

const logs = ['evidence/packs', 'evidence/ledger', 'evidence/checkpoints', 'journal'];

export function strayFaults(ports: Pick<Ports, 'home'>, workspace: string): EvidenceFault[] {
  const inEvidence = new Set(logs.map((folder) => folder.replace('evidence/', '')));
  const strays = [
    ...ports.home
      .list(`${workspace}/evidence`)
      .filter((name) => !inEvidence.has(name) || name === 'journal')
      .map((name) => `evidence/${name}`),
    ...logs.flatMap((folder) =>
      ports.home
        .list(`${workspace}/${folder}`)
        .filter((name) => !isSegment(name))
        .map((name) => `${folder}/${name}`),
    ),
  ];
  return strays.map((path) => ({
    file: `${workspace}/${path}`,
    offset: null,
    message: 'this is no file of this program, and nothing of it was read: it was put here from outside. Move it elsewhere',
  }));
}

function isSegment(name: string): boolean {
  const number = Number(/^(\d+)\.log$/.exec(name)?.[1] ?? 0);
  return number > 0 && name === segmentName(number);
}
