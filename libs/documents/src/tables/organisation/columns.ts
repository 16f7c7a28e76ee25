/** The columns an organisation file may have, by the headings offices give them – Chinese or English. */

export type TableKind = 'units' | 'people' | 'posts';

interface Column {
  headings: string[];
  required?: boolean;
}

/** Per table: the field's name, its headings beside the name itself, and whether a file without it is refused. */
export const COLUMNS: Record<TableKind, Record<string, Column>> = {
  units: {
    code: { headings: ['单位编码', '编码', '单位代码', '代码', 'unit code'], required: true },
    name: { headings: ['单位名称', '名称', '中文名称', 'unit name', 'chinese name'], required: true },
    name_en: { headings: ['英文名称', '英文名', 'english name'] },
    parent_code: {
      headings: ['上级编码', '上级单位编码', '上级代码', '上级单位代码', '隶属单位编码', 'parent', 'parent code'],
      required: true,
    },
    category: { headings: ['类别', '单位类别', '单位类型', '类型', 'unit category'], required: true },
    rank: { headings: ['级别', '单位级别', '领导班子级别', '班子级别'] },
    valid_from: { headings: ['启用日期', '生效日期', '成立日期', '有效期起', 'valid from'] },
    valid_to: { headings: ['停用日期', '失效日期', '撤销日期', '有效期止', 'valid to'] },
    members: { headings: ['党员人数', '党员数', '人数', '成员数', 'member count'] },
    territory: { headings: ['属地', '所属地'] },
    field: { headings: ['领域', '行业', '系统', '战线'] },
    contact_leader: { headings: ['联系领导', '联系点领导', '包保领导', '联系点', 'contact leader', 'contact'] },
    inspection_group: { headings: ['督导组', '指导组', '巡回督导组', '联络组', 'inspection group'] },
  },
  people: {
    login: { headings: ['登录名', '账号', '帐号', '用户名', 'user name', 'account'], required: true },
    name: { headings: ['姓名', '中文姓名', 'chinese name'], required: true },
    name_en: { headings: ['英文姓名', '英文名', 'english name'] },
    phone: { headings: ['电话', '手机', '手机号', '联系电话', 'telephone'] },
    email: { headings: ['邮箱', '电子邮件', '电子邮箱', 'e-mail'] },
    unit_code: { headings: ['单位编码', '所在单位编码', '单位代码', 'unit', 'unit code'], required: true },
  },
  posts: {
    code: { headings: ['岗位编码', '岗位代码', '编码', '代码', 'post code'], required: true },
    unit_code: { headings: ['单位编码', '所在单位编码', '单位代码', 'unit', 'unit code'], required: true },
    title: { headings: ['岗位名称', '岗位', '名称', 'post', 'post title'], required: true },
    title_en: { headings: ['英文名称', '岗位英文名称', 'english title'] },
    role: { headings: ['角色'], required: true },
    duties: { headings: ['分工', '承担角色', '负责方面', '模板角色'] },
    scope: { headings: ['范围', '管理范围', '适用范围'] },
    holder_login: { headings: ['任职人', '任职人账号', '任职人登录名', '持有人', 'holder', 'holder login'] },
    valid_from: { headings: ['起始日期', '任职日期', '生效日期', '启用日期', 'valid from', 'since'] },
  },
};

/** Headings are compared without case, blanks, underscores, a trailing star or a remark in brackets. */
export const normalHeading = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\(.*?\)/g, '')
    .replace(/[\s_*]+/g, '')
    .toLowerCase();

const fieldsByHeading = Object.fromEntries(
  Object.entries(COLUMNS).map(([kind, columns]) => [
    kind,
    new Map(
      Object.entries(columns).flatMap(([field, column]) =>
        [field, ...column.headings].map((heading) => [normalHeading(heading), field] as const),
      ),
    ),
  ]),
) as Record<TableKind, Map<string, string>>;

/** Fields a heading row names, by position; undefined where the column is none of ours and is left alone. */
export const fieldsOf = (kind: TableKind, headings: readonly string[]): (string | undefined)[] =>
  headings.map((heading) => fieldsByHeading[kind].get(normalHeading(heading)));

/** Required fields that a heading row does not name. */
export const missingFields = (kind: TableKind, headings: readonly string[]): string[] => {
  const present = new Set(fieldsOf(kind, headings));
  return Object.entries(COLUMNS[kind])
    .filter(([field, column]) => column.required && !present.has(field))
    .map(([field]) => field);
};

/**
 * What a file holds, judged by its columns; undefined when nothing fits. A table whose own key column is there wins
 * over one that merely shares columns with it.
 */
export function kindOf(headings: readonly string[]): TableKind | undefined {
  const kinds: TableKind[] = ['posts', 'people', 'units'];
  const complete = kinds.filter((kind) => missingFields(kind, headings).length === 0);
  if (complete.length > 0) return complete[0];
  const counted = kinds.map((kind) => ({ kind, hits: fieldsOf(kind, headings).filter((f) => f !== undefined).length }));
  const best = counted.toSorted((a, b) => b.hits - a.hits)[0];
  return best !== undefined && best.hits >= 2 ? best.kind : undefined;
}

/** How the file itself would name a field: the heading found in it, otherwise the field's own name. */
export const headingOf = (kind: TableKind, field: string, headings: readonly string[]): string =>
  headings[fieldsOf(kind, headings).indexOf(field)] ?? field;
