/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { renderHook } from '@testing-library/react';
import type { ReactFlowInstance } from '@xyflow/react';
import type { LaneLayout } from '@gangmu/core';
import type { CanvasNode } from './canvas-data.js';
import { AFAR, FARTHEST, useView } from './use-view.js';

const layout: LaneLayout = { cards: new Map([['far', { x: 4000, y: 900 }]]), lanes: [], width: 5000, height: 1200 };

/** Where the view goes when one approaches a card at a zoom. */
function approached(zoom: number, farther: number): unknown {
  const { result } = renderHook(() => useView({ current: document.createElement('div') }, layout));
  let went: unknown = null;
  result.current.flow.current = {
    getZoom: () => zoom,
    setCenter: async (x: number, y: number, options: { zoom: number }) => {
      went = { x, y, zoom: options.zoom };
      return true;
    },
  } as unknown as ReactFlowInstance<CanvasNode>;
  result.current.approach('far', farther);
  return went;
}

describe('a jump to a card', () => {
  it('comes near where cards cannot be told apart, and stays as near as one is', () => {
    expect(approached(0.3, AFAR)).toEqual({ x: 4112, y: 952, zoom: 0.8 });
    expect(approached(0.3, FARTHEST)).toBeNull();
    expect(approached(0.6, AFAR)).toBeNull();
  });
});
