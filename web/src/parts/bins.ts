// Days of the timeline put together into days, weeks or months, over the stretch where most events are.
import { computed } from "@preact/signals";
import { timeline } from "../data";
import { addDays } from "../format";
import type { Bin } from "../shapes";
import { GRADES, type Shares, total } from "../words";

const DAY = 86_400_000;

export type Unit = "day" | "week" | "month";
/** `to` is the day after the last. */
export interface Stretch { from: string; to: string; told: Shares; untold: Shares; total: number }

const lengthOf = (first: string, last: string): number => (Date.parse(last) - Date.parse(first)) / DAY;

/** The days shown: all, or, where a few lie far out, those near the middle 80 %; the rest is told beside the axis. */
export function spanOf(bins: Bin[]): [string, string] | null {
  const [first, last] = [bins[0]?.day, bins.at(-1)?.day];
  if (!first || !last) return null;
  const all = bins.reduce((sum, bin) => sum + total(bin.grades), 0);
  const at = (share: number): string => {
    let seen = 0;
    return bins.find((bin) => (seen += total(bin.grades)) >= share * all)?.day ?? last;
  };
  const [low, high] = [at(0.1), at(0.9)];
  const length = lengthOf(low, high);
  if (lengthOf(first, last) <= 3 * (length + 14)) return [first, last];
  const near = bins.filter((bin) => lengthOf(bin.day, low) <= length + 7 && lengthOf(high, bin.day) <= length + 7);
  return [near[0]?.day ?? first, near.at(-1)?.day ?? last];
}

export function unitOf([first, last]: [string, string]): Unit {
  const length = lengthOf(first, last);
  return length <= 110 ? "day" : length <= 760 ? "week" : "month";
}

export function startOf(day: string, unit: Unit): string {
  if (unit === "day") return day;
  if (unit === "month") return `${day.slice(0, 7)}-01`;
  return addDays(day, -((new Date(day).getUTCDay() + 6) % 7));
}

export function after(start: string, unit: Unit): string {
  return unit === "month" ? startOf(addDays(start, 32), "month") : addDays(start, unit === "week" ? 7 : 1);
}

export function stretches(bins: Bin[], span: [string, string] | null): Stretch[] {
  if (!span) return [];
  const unit = unitOf(span);
  const made = new Map<string, Stretch>();
  for (let from = startOf(span[0], unit); from <= span[1]; from = after(from, unit)) made.set(from, { from, to: after(from, unit), told: {}, untold: {}, total: 0 });
  for (const bin of bins) {
    const one = made.get(startOf(bin.day, unit));
    if (one) put(one, bin);
  }
  return [...made.values()];
}

function put(into: Stretch, { grades, untold }: Bin): void {
  for (const grade of GRADES) {
    const [all, pale] = [grades[grade] ?? 0, untold[grade] ?? 0];
    if (all > pale) into.told[grade] = (into.told[grade] ?? 0) + all - pale;
    if (pale > 0) into.untold[grade] = (into.untold[grade] ?? 0) + pale;
    into.total += all;
  }
}

export const days = computed(() => timeline.value.value?.bins ?? []);
// The stretch shown is that of the first answer: it does not jump while a filter changes what stands in it.
let held: [string, string] | null = null;
const span = computed(() => {
  held ??= spanOf(days.value);
  return held;
});
export const bins = computed<Stretch[]>(() => stretches(days.value, span.value));
