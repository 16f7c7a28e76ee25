/** What the designer is held against: React Flow as it comes, 300 default nodes in a grid, each joined to the next. */
import { Background, Controls, MiniMap, ReactFlow } from '@xyflow/react';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import '@xyflow/react/dist/style.css';

const COUNT = 300;
const COLUMNS = 20;
const nodes = Array.from({ length: COUNT }, (_, index) => ({
  id: `n${index}`,
  position: { x: (index % COLUMNS) * 280, y: Math.floor(index / COLUMNS) * 120 },
  data: { label: `Node ${index}` },
}));
const edges = Array.from({ length: COUNT - 1 }, (_, index) => ({
  id: `e${index}`,
  source: `n${index}`,
  target: `n${index + 1}`,
}));

createRoot(document.getElementById('root')).render(
  createElement(
    ReactFlow,
    { defaultNodes: nodes, defaultEdges: edges, fitView: true, minZoom: 0.1 },
    createElement(Background),
    createElement(Controls),
    createElement(MiniMap),
  ),
);
