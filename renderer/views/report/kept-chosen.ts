/** How each report was asked for, kept beside the answers of its workspace while the window is open: who leaves a preview and comes back finds it as it was. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReportAbout } from '../../../core/contract/reports';
import { type Chosen, usual } from './chosen';

export function useKeptChosen(workspace: string, about: ReportAbout): [Chosen, (chosen: Chosen) => void] {
  const queries = useQueryClient();
  const [, setDrawn] = useState(0);
  const key = ['report chosen', { workspace, about }];
  return [
    queries.getQueryData<Chosen>(key) ?? usual,
    (next) => {
      queries.setQueryDefaults(['report chosen'], { gcTime: Number.POSITIVE_INFINITY });
      queries.setQueryData(key, next);
      setDrawn((times) => times + 1);
    },
  ];
}
