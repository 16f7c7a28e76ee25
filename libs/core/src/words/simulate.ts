/** Words for what a simulation finds. */
export const simulateWords = {
  zh: {
    'simulate.infeasible-chain':
      '“{step}”应在 {due} 前办结，但前面的环节最早 {earliest} 才能办完（{units} 个单位）：{chain}。',
    'simulate.infeasible-chain.suggestion': '推迟这个期限，或缩短前面环节的最短办理时间，或去掉一个先后关系。',
    'simulate.too-early': '“{step}”应在 {due} 前办结，但它最早 {earliest} 才能办完（{units} 个单位）。',
    'simulate.too-early.suggestion': '推迟这个期限，或提前它的开始时间，或缩短最短办理时间。',
    'simulate.over-budget':
      '{category}在 {week} 这一周最多要花 {is} 分钟，限额 {max} 分钟，{units} 个单位超出（{campaigns} 项活动叠加）。',
    'simulate.over-budget.suggestion': '错开几个期限，或减少要报送的内容。',
    'simulate.nothing-to-do': '{category}的 {units} 个单位在整个活动中没有任何任务。',
    'simulate.nothing-to-do.suggestion': '检查任务的适用条件：要么给它们安排任务，要么不要下发给它们。',
    'simulate.gatherings-in-week':
      '{who}从 {from} 到 {to} 要集中 {is} 次，这段时间最多 {max} 次，涉及 {units} 个单位。',
    'simulate.gatherings-in-week.suggestion': '把其中几次改到前后一周，或合并召开。',
    'simulate.gatherings-at-superior':
      '{who}的下级单位在 {from} 至 {to} 之间要召开 {is} 次会议，上级最多到场 {max} 次，无法分散开。',
    'simulate.gatherings-at-superior.suggestion': '拉长这段时间，或允许几个单位合开。',
    'simulate.visits-at-place':
      '{from} 至 {to} 之间有 {is} 次到“{who}”的走访调研，这段时间最多安排 {max} 次，无法错开。',
    'simulate.visits-at-place.suggestion': '换一些地方，或错开时间，避免扎堆调研。',
  },
  en: {
    'simulate.infeasible-chain':
      '“{step}” is due on {due}, but what comes before it cannot be done before {earliest} ({units} units): {chain}.',
    'simulate.infeasible-chain.suggestion':
      'Put the deadline off, shorten a minimum working time before it, or remove one dependency.',
    'simulate.too-early': '“{step}” is due on {due}, but cannot be done before {earliest} ({units} units).',
    'simulate.too-early.suggestion': 'Put the deadline off, open it earlier, or shorten its minimum working time.',
    'simulate.over-budget':
      '{category}: up to {is} minutes in the week of {week}, where {max} are allowed; {units} units are over ({campaigns} campaigns together).',
    'simulate.over-budget.suggestion': 'Spread the deadlines, or ask for less.',
    'simulate.nothing-to-do': '{category}: {units} units are not asked for anything in the whole campaign.',
    'simulate.nothing-to-do.suggestion':
      'Look at the conditions of the steps: give them something to do, or leave them out.',
    'simulate.gatherings-in-week':
      '{who}: {is} gatherings from {from} to {to}, where there is room for {max}; {units} units concerned.',
    'simulate.gatherings-in-week.suggestion': 'Move some of them by a week, or hold some together.',
    'simulate.gatherings-at-superior':
      'Units below {who} hold {is} gatherings between {from} and {to}; the unit above can be at {max}, however they are spread.',
    'simulate.gatherings-at-superior.suggestion': 'Give more time, or let several units hold it jointly.',
    'simulate.visits-at-place':
      '{is} visits to {who} between {from} and {to}; there is room for {max}, however they are spread.',
    'simulate.visits-at-place.suggestion': 'Go to other places, or at other times: no crowding of visits on one place.',
  },
} as const;
