/** The part of saxen (a small streaming XML parser, MIT) that is used here; the package has no types. */
declare module 'saxen' {
  type Attributes = Record<string, string>;
  export class Parser {
    on(
      event: 'openTag',
      hear: (name: string, attributes: () => Attributes, decode: unknown, empty: boolean) => void,
    ): this;
    on(event: 'closeTag' | 'text' | 'cdata' | 'attention', hear: (text: string) => void): this;
    on(event: 'error' | 'warn', hear: (error: Error) => void): this;
    parse(xml: string): void;
  }
}
