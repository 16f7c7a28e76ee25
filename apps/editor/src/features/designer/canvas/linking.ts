import { createContext } from 'react';

/** Whether an arrow is being drawn from a card to another: then every card shows where it may end. */
export const LinkingContext = createContext(false);
