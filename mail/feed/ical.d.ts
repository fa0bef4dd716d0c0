/** The part of ical.js we use; the package names its types where an import does not look. */
declare module 'ical.js' {
  type Value = object;
  class Property {
    constructor(name: string);
    setParameter(name: string, value: string): void;
    setValue(value: Value | string | number): void;
  }
  class Component {
    constructor(name: string);
    addPropertyWithValue(name: string, value: Value | string | number): Property;
    addProperty(property: Property): void;
    addSubcomponent(component: Component): void;
    toString(): string;
  }
  const ical: {
    /** Octets of a line. */
    foldLength: number;
    Property: typeof Property;
    Component: typeof Component;
    Time: {
      fromJSDate(date: Date, useUtc: boolean): Value;
      fromDateString(day: string): Value;
      fromDateTimeString(moment: string): Value;
    };
    UtcOffset: { fromString(text: string): Value };
  };
  export default ical;
}
