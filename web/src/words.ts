// The words of the page for the codes of the data. Unknown codes are shown as they are, without underscores.

export const LEDGERS = ["strikes", "ground", "forces", "aid", "diplomacy", "humanitarian", "outlook"] as const;

export const GRADES = ["confirmed", "corroborated", "reported", "claimed", "contested", "refuted", "ungraded"] as const;
export type Grade = (typeof GRADES)[number];

export const GRADE_MEANING: Record<Grade, string> = {
  confirmed: "Admitted by a party against its interest, or verified by a named independent body.",
  corroborated: "Two or more independent sources, not all of one side.",
  reported: "One independent source that is no party to the conflict.",
  claimed: "The word of one party alone.",
  contested: "Affirmed and denied by different sides.",
  refuted: "Withdrawn by its source, or shown to be false.",
  ungraded: "Not graded.",
};

const FACTUALITY: Record<string, string> = {
  "CT+": "as certain",
  "PR+": "as probable",
  "PS+": "as possible",
  "CT-": "as not so",
  "PR-": "as probably not so",
  "PS-": "as possibly not so",
  UU: "left open",
};

const PRECISION: Record<string, string> = {
  point: "exact point",
  settlement: "settlement",
  district: "somewhere in the district",
  region: "somewhere in the region",
  sector: "somewhere along the sector",
  country: "somewhere in the country",
};

const STANCE: Record<string, string> = {
  asserts: "asserts", denies: "denies", declines: "declines to comment", estimates: "estimates",
  warns: "warns", promises: "promises", demands: "demands",
};

const BASIS: Record<string, string> = { event: "", day: "in a day", total: "running total" };

const MEASURE: Record<string, string> = { usd: "US dollars", eur: "euros", casualties: "killed or wounded" };

export const plain = (code: string): string => code.replaceAll("_", " ");
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
export const factuality = (code: string): string => FACTUALITY[code] ?? code;
export const precision = (code: string): string => PRECISION[code] ?? plain(code);
export const stance = (code: string): string => STANCE[code] ?? plain(code);
export const basis = (code: string): string => BASIS[code] ?? plain(code);
export const measure = (code: string): string => MEASURE[code] ?? plain(code);

const regions = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/** The name of a side or country; codes that are no ISO country are shown as they are. */
export function country(code: string): string {
  try {
    return regions.of(code) ?? code;
  } catch {
    return plain(code);
  }
}

export const count = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
