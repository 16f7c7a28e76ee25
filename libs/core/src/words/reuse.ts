/** Words for what is to be decided when last year's template is used again. */
export const reuseWords = {
  zh: {
    'reuse.window': '确认起止日期：{start} 至 {end}。',
    'reuse.window.suggestion': '按今年的部署改定；各项截止时间随之推移。',
    'reuse.document': '“{title}”的依据文号已清空（去年为 {was}）。',
    'reuse.document.suggestion': '填上今年的文号；没有新文件的，确认是否还要做。',
    'reuse.policy': '去年的政策“{title}”已清空：{reason}',
    'reuse.policy.suggestion': '今年仍然适用的，放回并填上今年的依据。',
    'reuse.date': '“{title}”的日期从 {was} 推移到 {date}。',
    'reuse.date.suggestion': '对照今年的节假日和会议安排，确认或改定。',
    'reuse.post': '“{title}”的责任岗位已清空（去年为 {was}）。',
    'reuse.post.suggestion': '填上今年的责任岗位。',
    'reuse.year': '文字里还有去年的年份：{text}',
    'reuse.year.suggestion': '改成今年的，或删去年份。',
  },
  en: {
    'reuse.window': 'Confirm the window: {start} to {end}.',
    'reuse.window.suggestion': 'Set it as this year requires; deadlines follow.',
    'reuse.document': 'The document number of “{title}” was blanked (last year {was}).',
    'reuse.document.suggestion':
      "Enter this year's; where there is no new document, see whether it is still to be done.",
    'reuse.policy': 'The policy “{title}” of last year was blanked: {reason}',
    'reuse.policy.suggestion': "Where it still holds, put it back and enter this year's authority.",
    'reuse.date': 'The date of “{title}” moved from {was} to {date}.',
    'reuse.date.suggestion': "Compare it with this year's holidays and meetings, then confirm or change it.",
    'reuse.post': 'The responsible post of “{title}” was blanked (last year {was}).',
    'reuse.post.suggestion': "Enter this year's.",
    'reuse.year': 'A text still speaks of last year: {text}',
    'reuse.year.suggestion': "Write this year's, or leave the year out.",
  },
} as const;
