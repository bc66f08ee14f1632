// The words of the page for the codes of the data: grades, ledgers, countries.
import { word } from "./say";

export const LEDGERS = ["strikes", "ground", "forces", "aid", "diplomacy", "humanitarian", "outlook"] as const;

export const GRADES = ["confirmed", "corroborated", "reported", "claimed", "contested", "refuted", "ungraded"] as const;
export type Grade = (typeof GRADES)[number];
export type Shares = Partial<Record<Grade, number>>;

export const asGrade = (grade: string | null): Grade => ((GRADES as readonly string[]).includes(grade ?? "") ? (grade as Grade) : "ungraded");
export const total = (shares: Shares): number => Object.values(shares).reduce((sum, n) => sum + n, 0);

export const plain = (code: string): string => code.replaceAll("_", " ");
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const regions = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/** The name of a side or country; codes that are no ISO country are shown as they are. */
export function country(code: string): string {
  if (code === "none") return word("side", code);
  try {
    return regions.of(code) ?? code;
  } catch {
    return plain(code);
  }
}
