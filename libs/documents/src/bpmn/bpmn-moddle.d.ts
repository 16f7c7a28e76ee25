/** What is used of bpmn-moddle, which publishes types of the BPMN elements but none of itself. */
declare module 'bpmn-moddle' {
  export interface ModdleElement {
    readonly $type: string;
    readonly $attrs: Record<string, string>;
    id?: string;
    name?: string;
    $parent?: ModdleElement;
    $instanceOf(type: string): boolean;
    get(property: string): unknown;
    set(property: string, value: unknown): void;
  }
  export interface ParseWarning extends Error {
    element?: ModdleElement;
    property?: string;
    value?: string;
  }
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>);
    create(type: string, properties?: Record<string, unknown>): ModdleElement;
    fromXML(
      xml: string,
      type?: string,
      options?: { lax?: boolean },
    ): Promise<{
      rootElement: ModdleElement;
      warnings: ParseWarning[];
      elementsById: Record<string, ModdleElement>;
    }>;
    toXML(element: ModdleElement, options?: { format?: boolean; preamble?: boolean }): Promise<{ xml: string }>;
  }
}
