import { describe, expect, it } from '@jest/globals';
import { templateGraph } from '../template/graph.js';
import { Scenario, templateOf, type TemplateParts } from './run.given.js';

/** `host` comes before `next`; `own` hangs at `host`, waited for or not. */
const given = (
  followersWait: boolean,
  more: Partial<TemplateParts> = {},
  steps: TemplateParts['steps'] = {},
): Scenario =>
  new Scenario(
    templateOf({
      ...more,
      steps: {
        host: { extension: { followersWait } },
        own: { hangsAt: { at: 'step', step: 'host' }, mandate: 'free' },
        next: {},
        ...steps,
      },
      edges: ['host>next', ...(more.edges ?? [])],
    }),
  ).start();

describe('a local step', () => {
  it('is waited for where its extension point says so', () => {
    const waiting = given(true).submit('host');
    expect(waiting.open).toEqual(['own']);
    expect(waiting.submit('own').open).toEqual(['next']);
  });

  it('keeps nobody waiting where its extension point does not', () => {
    expect(given(false).submit('host').open).toEqual(['own', 'next']);
  });

  it('is no alternative where any of several would do', () => {
    const any = given(true, { edges: ['other>next'] }, { next: { join: 'any' }, other: {} });
    expect(any.submit('own').open).toEqual(['host', 'other']);
    expect(any.submit('other').open).toEqual(['host', 'next']);
  });

  it('that is skipped lets what follows go on', () => {
    const skipped = given(true, {}, { own: { hangsAt: { at: 'step', step: 'host' }, when: false } });
    expect(skipped.submit('host').open).toEqual(['next']);
  });

  it('of a local step is waited for only where both points say so', () => {
    const deep = (outer: boolean) =>
      given(
        outer,
        {},
        {
          own: { hangsAt: { at: 'step', step: 'host' }, extension: { followersWait: true } },
          deeper: { hangsAt: { at: 'step', step: 'own' } },
        },
      );
    expect(deep(true).submit('host').submit('own').open).toEqual(['deeper']);
    expect(deep(true).submit('host').submit('own').submit('deeper').open).toEqual(['next']);
    expect(deep(false).submit('host').open).toContain('next');
  });

  const phases = (followersWait: boolean) => ({
    main: { title: { zh: '一' }, extension: { followersWait } },
    later: { title: { zh: '二' }, opening: { afterPhases: ['main'] } },
  });
  const inPhase = (followersWait: boolean): Scenario =>
    given(
      false,
      { phases: phases(followersWait) },
      { own: { hangsAt: { at: 'phase', phase: 'main' } }, last: { phase: 'later' } },
    );

  it('of a phase holds up the phase after it only where that is said', () => {
    expect(inPhase(true).submit('host').submit('next').open).toEqual(['own']);
    const beside = inPhase(false).submit('host').submit('next');
    expect(beside.open).toEqual(['own', 'last']);
    expect(beside.submit('last').state.status).toBe('running');
    expect(beside.submit('own').state.status).toBe('ended');
  });

  it('holds up a phase that opens after the step it hangs at', () => {
    const after = (followersWait: boolean) =>
      given(
        followersWait,
        {
          phases: { main: { title: { zh: '一' } }, later: { title: { zh: '二' }, opening: { afterSteps: ['host'] } } },
        },
        { last: { phase: 'later' } },
      );
    expect(after(true).submit('host').submit('own').open).toEqual(['next', 'last']);
    expect(after(true).submit('host').open).toEqual(['own']);
    expect(after(false).submit('host').open).toEqual(['own', 'next', 'last']);
  });

  it('that waits for what waits for it is a cycle', () => {
    const { template } = given(true, { edges: ['next>own'] });
    expect(templateGraph(template).cycles).toHaveLength(1);
    expect(templateGraph(given(false, { edges: ['next>own'] }).template).cycles).toEqual([]);
  });
});
