import { type ComponentType, lazy } from 'react';
import type { WordKey } from '../../words/words.js';

/**
 * Ways to look at a design besides the canvas. A view is one line here: it reads and changes the session
 * (`useEditing`) and fills the place of the canvas.
 */
export interface DesignView {
  id: string;
  word: WordKey;
  page: ComponentType;
}

/** A page that is loaded when it is first looked at. */
const lazyView = (load: () => Promise<ComponentType>): ComponentType => lazy(async () => ({ default: await load() }));

export const views: readonly DesignView[] = [
  {
    id: 'table',
    word: 'designer.view.table',
    page: lazyView(async () => (await import('./table/task-table.js')).TaskTable),
  },
  {
    id: 'history',
    word: 'designer.view.history',
    page: lazyView(async () => (await import('./compare/history-view.js')).HistoryView),
  },
  {
    id: 'simulate',
    word: 'designer.view.simulate',
    page: lazyView(async () => (await import('./simulate/simulate-view.js')).SimulateView),
  },
];
