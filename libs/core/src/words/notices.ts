/** Sentences of notices: what a ladder says to whom. */
export const noticeWords = {
  zh: {
    'notice.remind': '提醒：{unit}的“{step}”应于{due}前报送。',
    'notice.urge': '催办：{unit}的“{step}”（期限{due}）尚未完成，请抓紧办理。',
    'notice.escalate': '上报：{unit}的“{step}”已超过期限{due}仍未完成。',
    'notice.tell': '告知：{unit}的“{step}”（期限{due}）尚未完成。',
    'notice.taken-over': '{unit}接替{from}，其未办结的 {items} 项任务由{unit}继续办理。',
    'notice.problems-taken-over': '{unit}接替{from}，其 {items} 个未销号问题由{unit}继续整改。',
    'notice.recomputed': '工作日历改为“{calendar}”，{unit}有 {items} 项任务的时限相应调整，请查看新的时限。',
    'notice.digest': '停机期间共有 {items} 项任务到了提醒或催办时间，请逐项查看。',
  },
  en: {
    'notice.remind': 'Reminder: “{step}” of {unit} is due by {due}.',
    'notice.urge': 'Please hurry: “{step}” of {unit} (due {due}) is not done yet.',
    'notice.escalate': 'Escalated: “{step}” of {unit} is still not done after its deadline {due}.',
    'notice.tell': 'For your information: “{step}” of {unit} (due {due}) is not done yet.',
    'notice.taken-over': '{unit} takes over from {from}: {items} open task(s) are now for {unit} to see to.',
    'notice.problems-taken-over':
      '{unit} takes over from {from}: {items} open problem(s) are now for {unit} to put right.',
    'notice.recomputed':
      'The working-day calendar is now “{calendar}”: {items} deadline(s) of {unit} have changed; please look at the new ones.',
    'notice.digest': 'While the system was down {items} item(s) came up for reminding; please look through them.',
  },
} as const;
