/** The order of a report's sections: the one place that knows which number each has, so that what is called section 9 is section 9. */

export const sectionOrder = [
  'summary',
  'counts',
  'limits',
  'identity',
  'parameters',
  'environment',
  'lineage',
  'inputs',
  'outputs',
  'strength',
  'tasks',
  'digests',
  'findings',
  'code',
  'tags',
  'journal',
  'verify-yourself',
  'definitions',
] as const;
export type SectionId = (typeof sectionOrder)[number];

/** `section 9`, for a sentence. */
export function sectionName(id: SectionId): string {
  return `section ${sectionOrder.indexOf(id) + 1}`;
}
