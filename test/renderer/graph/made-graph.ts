/** A pipeline's graph of any size, made the way the engine tells it: per sample read → ALIGN → bam → CALL → vcf, then one COHORT task. */
import type { GraphEdge, GraphNode } from '../../../core/contract/graph';

export function made(samples: number): { nodes: GraphNode[]; edges: GraphEdge[]; start: string } {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const add = (lid: string, kind: GraphNode['kind'], title: string) => {
    nodes.push({ lid, kind, title, detail: '', run: 'lid://run', labels: [], verdict: null, up: 0, down: 0, depth: 0 });
    return lid;
  };
  const join = (from: string, to: string, relation: GraphEdge['relation'], inferred = false) => edges.push({ from, to, relation, inferred });
  const reference = add('/data/reference.fa', 'External', 'reference.fa');
  const cohort = add('lid://cohort', 'TaskRun', 'COHORT');
  for (let i = 0; i < samples; i++) {
    const reads = add(`/data/S${i}.fastq`, 'External', `S${i}.fastq`);
    const align = add(`lid://align${i}`, 'TaskRun', `ALIGN (S${i})`);
    const bam = add(`lid://align${i}/S${i}.bam`, 'FileOutput', `S${i}.bam`);
    const call = add(`lid://call${i}`, 'TaskRun', `CALL (S${i})`);
    const vcf = add(`lid://call${i}/S${i}.vcf.gz`, 'FileOutput', `S${i}.vcf.gz`);
    join(reads, align, 'read');
    join(reference, align, 'read');
    join(align, bam, 'produced');
    join(bam, call, 'read');
    join(call, vcf, 'produced');
    join(vcf, cohort, 'read');
  }
  const start = add('lid://cohort/cohort.vcf', 'FileOutput', 'cohort.vcf');
  join(cohort, start, 'produced');
  for (const node of nodes) {
    node.up = edges.filter((edge) => edge.to === node.lid).length;
    node.down = edges.filter((edge) => edge.from === node.lid).length;
  }
  return { nodes, edges, start };
}
