/** How units are named in a ledger, and found by what somebody wrote. */
import type { Database } from '../platform/database/database.js';

interface UnitNames {
  id: string;
  path: string;
  code: string;
  name_zh: string;
  name_en: string | null;
  former_names: string[];
}

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/g, '').toLowerCase();

export class LedgerUnits {
  private readonly byId: ReadonlyMap<string, UnitNames>;
  private readonly byText = new Map<string, string[]>();

  private constructor(units: readonly UnitNames[]) {
    this.byId = new Map(units.map((unit) => [unit.id, unit]));
    for (const unit of units)
      for (const text of new Set(this.textsOf(unit)))
        this.byText.set(text, [...(this.byText.get(text) ?? []), unit.id]);
  }

  static async of(sql: Pick<Database, 'query'>): Promise<LedgerUnits> {
    return new LedgerUnits(
      await sql.query<UnitNames & Record<string, unknown>>(
        'SELECT id, path, code, name_zh, name_en, former_names FROM units',
      ),
    );
  }

  private textsOf({ code, name_zh, name_en, former_names }: UnitNames): string[] {
    const names = [name_zh, ...(name_en === null ? [] : [name_en]), ...former_names];
    return [code, ...names, ...names.map((name) => `${name}(${code})`)].map(plain);
  }

  /** The name; with the code where others have the same name. */
  label(id: string, lang: 'zh' | 'en'): string {
    const unit = this.byId.get(id);
    if (unit === undefined) return '';
    const name = lang === 'en' ? (unit.name_en ?? unit.name_zh) : unit.name_zh;
    if ((this.byText.get(plain(name)) ?? []).length <= 1) return name;
    return lang === 'en' ? `${name} (${unit.code})` : `${name}（${unit.code}）`;
  }

  place(id: string): { id: string; path: string } | undefined {
    return this.byId.get(id);
  }

  /** Units a text may mean: code, name – present or former –, or name with code. */
  named(text: string): { id: string; path: string }[] {
    return (this.byText.get(plain(text)) ?? []).flatMap((id) => this.byId.get(id) ?? []);
  }

  isNamed(id: string, text: string): boolean {
    return (this.byText.get(plain(text)) ?? []).includes(id);
  }
}
