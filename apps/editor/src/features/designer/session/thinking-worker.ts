import '../../../platform/no-eval.js';
import { learnCalendars } from '../../../platform/calendars.js';
import { newsIn, startOver } from './think.js';
import type { Answer, Question, Thought } from './thinking.js';

const thinking = startOver();
let turn = 0;
let waiting = false;
let told: Thought | null = null;

function answer(): void {
  waiting = false;
  const thought = thinking.think();
  const reply: Answer = { answer: 'thought', turn, thought: thought && newsIn(thought, told) };
  told = thought ?? told;
  postMessage(reply);
}

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  if (data.ask === 'places') {
    const reply: Answer = { answer: 'places', places: thinking.places() };
    postMessage(reply);
    return;
  }
  turn = data.turn;
  if (data.ask === 'open') {
    learnCalendars(data.calendars);
    thinking.open(data);
  } else thinking.edited(data.edits);
  // Edits that have arrived meanwhile are taken in first: only the last state is thought about.
  if (!waiting) {
    waiting = true;
    setTimeout(answer, 0);
  }
});
