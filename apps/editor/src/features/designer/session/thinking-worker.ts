import '../../../platform/no-eval.js';
import { learnCalendars } from '../../../platform/calendars.js';
import { startOver } from './think.js';
import type { Answer, Question } from './thinking.js';

const thinking = startOver();
let turn = 0;
let waiting = false;

function answer(): void {
  waiting = false;
  const reply: Answer = { answer: 'thought', turn, thought: thinking.think() };
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
