/** Words for locks: what may be done at a place, who says so, and what is possible instead. */
type Entry = [zh: string, en: string];

const entries: Record<string, Entry> = {
  'lock.local': ['{place}由本级自定。', 'This level decides on {place} itself.'],
  'lock.open': ['{place}由各级自行填写。', 'Every level fills in {place} for itself.'],
  'lock.add': [
    '可以在{place}里增加本级的内容；上级已有的不能改。',
    'Own entries may be added to {place}; those from above stay as they are.',
  ],
  'lock.extension-points': [
    '本级的任务可以加在上级留出的自选动作位置上。',
    'Local steps may hang at the extension points that were left open.',
  ],
  'lock.no-extension-points': [
    '上级没有留出自选动作的位置，不能增加任务。',
    'No extension point was left open, so that no step can be added.',
  ],
  'lock.edges': [
    '可以调整本级任务和自选动作的前后关系；规定动作的不能改。',
    'Dependencies of local and free steps may be changed; those of mandated steps stay.',
  ],
  'lock.stricter': [
    '{place}只能从严，不能放宽；当前要求由{by}规定{basis}。',
    'The {place} may be made stricter, never looser; it was set by {by}{basis}.',
  ],
  'lock.free': ['{place}是自选内容，可以修改或删除。', '{place} is optional: it may be changed or removed.'],
  'lock.free-in-part': [
    '{place}可以修改，但其中有{by}规定的内容，不能整项删除{basis}。',
    '{place} may be changed, but not removed: part of it was set by {by}{basis}.',
  ],
  'lock.referred': [
    '{place}不能删除：{keeper}要用到它，而那是{by}规定的{basis}。',
    '{place} cannot be removed: {keeper} counts on it, which was set by {by}{basis}.',
  ],
  'lock.narrow': [
    '{place}可以收紧（少留名额、少留类型），不能放宽；由{by}规定{basis}。',
    'The {place} may admit less, never more; it was set by {by}{basis}.',
  ],
  'lock.alternative': [
    '{place}：{by}列出了等效做法，可以从中选择{basis}。',
    'The {place}: {by} lists equivalents, of which one may be chosen{basis}.',
  ],
  'lock.tighten': [
    '{place}由{by}规定{basis}：已有的不能改，可以另加更严的要求，并列入加码清单。',
    'The {place} was set by {by}{basis}: what is there stays; more may be added, and is listed as a tightening.',
  ],
  'lock.tighten.raise': [
    '{place}由{by}规定{basis}，只能提高。',
    'The {place} was set by {by}{basis} and may only be raised.',
  ],
  'lock.tighten.require': [
    '{place}由{by}规定{basis}：可以改为必填，不能取消必填。',
    'The {place} was set by {by}{basis}: it may be made required, not the reverse.',
  ],
  'lock.tighten.append': [
    '{place}由{by}规定{basis}：可以增加或提高，不能减少。',
    'The {place} was set by {by}{basis}: more may be asked, not less.',
  ],
  'lock.tighten.widen': [
    '{place}由{by}规定{basis}：只能扩大适用范围，不能缩小。',
    'The {place} was set by {by}{basis}: it may hold for more units, never for fewer.',
  ],
  'lock.fixed': [
    '{place}是{by}的规定动作{basis}，不能修改。',
    '{place} was fixed by {by}{basis} and cannot be changed.',
  ],
  'lock.granted': ['{place}已获准变通：{reason}{document}', 'A variance was granted for {place}: {reason} {document}'],
};

const pick = (index: 0 | 1): Record<string, string> =>
  Object.fromEntries(Object.entries(entries).map(([code, entry]) => [code, entry[index]]));

export const refineWords = { zh: pick(0), en: pick(1) };
