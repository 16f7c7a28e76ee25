import { useEffect, useRef, useState } from 'react';
import type { Simulation } from '@gangmu/core';
import { knownCalendars } from '../../../platform/calendars.js';
import type { SimulationAnswer, SimulationQuestion } from './simulation-worker.js';

/**
 * The simulation, worked out beside the page. Whoever goes on editing starts it anew: only the last answer counts, and
 * the one before stays on screen until it is there.
 */
export function useSimulation(question: Omit<SimulationQuestion, 'turn' | 'calendars'> | null): {
  simulation: Simulation | null;
  working: boolean;
} {
  const [answer, setAnswer] = useState<{ of: typeof question; simulation: Simulation } | null>(null);
  const worker = useRef<Worker | null>(null);
  const turn = useRef(0);
  useEffect(() => {
    if (question === null) return;
    const busy = worker.current ?? new Worker(new URL('./simulation-worker.ts', import.meta.url), { type: 'module' });
    worker.current = busy;
    turn.current += 1;
    const asked = turn.current;
    const hear = ({ data }: MessageEvent<SimulationAnswer>): void => {
      if (data.turn === asked) setAnswer({ of: question, simulation: data.simulation });
    };
    busy.addEventListener('message', hear);
    const sent: SimulationQuestion = { ...question, calendars: knownCalendars(), turn: asked };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
    busy.postMessage(sent);
    return () => busy.removeEventListener('message', hear);
  }, [question]);
  useEffect(
    () => () => {
      worker.current?.terminate();
      worker.current = null;
    },
    [],
  );
  return { simulation: answer?.simulation ?? null, working: answer === null || answer.of !== question };
}
