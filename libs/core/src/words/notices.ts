/** Sentences of notices: what a ladder says to whom. */
export const noticeWords = {
  zh: {
    'notice.remind': '提醒：{unit}的“{step}”应于{due}前报送。',
    'notice.urge': '催办：{unit}的“{step}”（期限{due}）尚未完成，请抓紧办理。',
    'notice.escalate': '上报：{unit}的“{step}”已超过期限{due}仍未完成。',
    'notice.tell': '告知：{unit}的“{step}”（期限{due}）尚未完成。',
    'notice.many.remind': '提醒：“{step}”共 {items} 项应按期报送，最早期限{due}，请逐项查看。',
    'notice.many.urge': '催办：“{step}”共 {items} 项（最早期限{due}）尚未完成，请抓紧办理。',
    'notice.many.escalate': '上报：“{step}”共 {items} 项已超过期限（最早{due}）仍未完成。',
    'notice.many.tell': '告知：“{step}”共 {items} 项（最早期限{due}）尚未完成。',
    'notice.many.measure.remind': '提醒：共 {items} 项整改措施应按期完成，最早期限{due}，请逐项查看。',
    'notice.many.measure.urge': '催办：共 {items} 项整改措施（最早期限{due}）尚未完成，请抓紧办理。',
    'notice.many.measure.escalate': '上报：共 {items} 项整改措施已超过期限（最早{due}）仍未完成。',
    'notice.many.measure.tell': '告知：共 {items} 项整改措施（最早期限{due}）尚未完成。',
    'notice.many.problem.remind': '提醒：共 {items} 个问题应按期整改到位并申请销号，最早期限{due}，请逐项查看。',
    'notice.many.problem.urge': '催办：共 {items} 个问题（最早期限{due}）尚未申请销号，请抓紧整改。',
    'notice.many.problem.escalate': '上报：共 {items} 个问题已超过期限（最早{due}）仍未申请销号。',
    'notice.many.problem.tell': '告知：共 {items} 个问题（最早期限{due}）尚未申请销号。',
    'notice.taken-over': '{unit}接替{from}，其未办结的 {items} 项任务由{unit}继续办理。',
    'notice.problems-taken-over': '{unit}接替{from}，其 {items} 个未销号问题由{unit}继续整改。',
    'notice.recomputed': '工作日历改为“{calendar}”，{unit}有 {items} 项任务的时限相应调整，请查看新的时限。',
    'notice.digest': '停机期间共有 {items} 项任务到了提醒或催办时间，请逐项查看。',
    'notice.measure.remind': '提醒：{unit}的整改措施“{measure}”应于{due}前完成（问题：{problem}）。',
    'notice.measure.urge': '催办：{unit}的整改措施“{measure}”（期限{due}）尚未完成，请抓紧办理（问题：{problem}）。',
    'notice.measure.escalate': '上报：{unit}的整改措施“{measure}”已超过期限{due}仍未完成（问题：{problem}）。',
    'notice.measure.tell': '告知：{unit}的整改措施“{measure}”（期限{due}）尚未完成（问题：{problem}）。',
    'notice.problem.remind': '提醒：{unit}的问题“{problem}”应于{due}前整改到位并申请销号。',
    'notice.problem.urge': '催办：{unit}的问题“{problem}”（期限{due}）尚未申请销号，请抓紧整改。',
    'notice.problem.escalate': '上报：{unit}的问题“{problem}”已超过期限{due}仍未申请销号。',
    'notice.problem.tell': '告知：{unit}的问题“{problem}”（期限{due}）尚未申请销号。',
    'notice.problems-digest': '停机期间共有 {items} 项整改问题或措施到了提醒或催办时间，请逐项查看。',
  },
  en: {
    'notice.remind': 'Reminder: “{step}” of {unit} is due by {due}.',
    'notice.urge': 'Please hurry: “{step}” of {unit} (due {due}) is not done yet.',
    'notice.escalate': 'Escalated: “{step}” of {unit} is still not done after its deadline {due}.',
    'notice.tell': 'For your information: “{step}” of {unit} (due {due}) is not done yet.',
    'notice.many.remind':
      'Reminder: “{step}” is due for {items} item(s), the first by {due}; please look through them.',
    'notice.many.urge': 'Please hurry: {items} item(s) of “{step}” (the first due {due}) are not done yet.',
    'notice.many.escalate':
      'Escalated: {items} item(s) of “{step}” are still not done after their deadlines (the first {due}).',
    'notice.many.tell': 'For your information: {items} item(s) of “{step}” (the first due {due}) are not done yet.',
    'notice.many.measure.remind': 'Reminder: {items} measure(s) are due, the first by {due}; please look through them.',
    'notice.many.measure.urge': 'Please hurry: {items} measure(s) (the first due {due}) are not done yet.',
    'notice.many.measure.escalate':
      'Escalated: {items} measure(s) are still not done after their deadlines (the first {due}).',
    'notice.many.measure.tell': 'For your information: {items} measure(s) (the first due {due}) are not done yet.',
    'notice.many.problem.remind':
      'Reminder: {items} problem(s) are to be put right, and close-out asked for, the first by {due}; please look through them.',
    'notice.many.problem.urge':
      'Please hurry: close-out of {items} problem(s) (the first due {due}) has not been asked for yet.',
    'notice.many.problem.escalate':
      'Escalated: close-out of {items} problem(s) has not been asked for after their deadlines (the first {due}).',
    'notice.many.problem.tell':
      'For your information: close-out of {items} problem(s) (the first due {due}) has not been asked for yet.',
    'notice.taken-over': '{unit} takes over from {from}: {items} open task(s) are now for {unit} to see to.',
    'notice.problems-taken-over':
      '{unit} takes over from {from}: {items} open problem(s) are now for {unit} to put right.',
    'notice.recomputed':
      'The working-day calendar is now “{calendar}”: {items} deadline(s) of {unit} have changed; please look at the new ones.',
    'notice.digest': 'While the system was down {items} item(s) came up for reminding; please look through them.',
    'notice.measure.remind': 'Reminder: the measure “{measure}” of {unit} is due by {due} (problem: {problem}).',
    'notice.measure.urge':
      'Please hurry: the measure “{measure}” of {unit} (due {due}) is not done yet (problem: {problem}).',
    'notice.measure.escalate':
      'Escalated: the measure “{measure}” of {unit} is still not done after its deadline {due} (problem: {problem}).',
    'notice.measure.tell':
      'For your information: the measure “{measure}” of {unit} (due {due}) is not done yet (problem: {problem}).',
    'notice.problem.remind':
      'Reminder: the problem “{problem}” of {unit} is to be put right, and close-out asked for, by {due}.',
    'notice.problem.urge':
      'Please hurry: close-out of the problem “{problem}” of {unit} (due {due}) has not been asked for yet.',
    'notice.problem.escalate':
      'Escalated: close-out of the problem “{problem}” of {unit} has not been asked for after its deadline {due}.',
    'notice.problem.tell':
      'For your information: close-out of the problem “{problem}” of {unit} (due {due}) has not been asked for yet.',
    'notice.problems-digest':
      'While the system was down {items} problem(s) or measure(s) came up for reminding; please look through them.',
  },
} as const;
