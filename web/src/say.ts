// The words of the interface: one file of strings for each language, `web/strings/en.json` being the only one so far.
import strings from "../strings/en.json";

export type Key = keyof typeof strings;
type Values = Record<string, string | number>;
const LANGUAGE = "en";
const plurals = new Intl.PluralRules(LANGUAGE);

/** Text from outside in the middle of a sentence: it cannot turn the direction of what stands around it. */
export const isolate = (text: string): string => `\u2068${text}\u2069`;

export const numeral = (n: number): string => n.toLocaleString(LANGUAGE, { maximumFractionDigits: 1 });

/** The string of a key with its `{values}` filled in; where it has plural forms, the one for the value `n`. */
export function say(key: Key, values: Values = {}): string {
  const found: string | Record<string, string> = strings[key];
  const form = typeof found === "string" ? found : (found[plurals.select(Number(values.n ?? 0))] ?? found.other ?? "");
  return form.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? "";
    return typeof value === "number" ? numeral(value) : value;
  });
}

/** The word for a code of the data, such as `grade.claimed`; a code that has none is shown as it is, without underscores. */
export function word(kind: string, code: string): string {
  const key = `${kind}.${code}`;
  return key in strings ? say(key as Key) : code.replaceAll("_", " ");
}
