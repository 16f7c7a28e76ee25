/** What takes longest begins first: begun last, it would run alone while the other worker has nothing left to do. */
const Sequencer = require('@jest/test-sequencer').default;

const LONGEST = ['demo.scenario.ts', 'screens.browser.ts', 'editor.browser.ts'];
const takesLong = ({ path }) => LONGEST.some((name) => path.endsWith(`/${name}`));

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => Number(takesLong(b)) - Number(takesLong(a)));
  }
};
