/** Whether a part is drawn in a cell of a table, where room is short. */
import { createContext, useContext } from 'react';

export const InTable = createContext(false);

export const useInTable = (): boolean => useContext(InTable);
