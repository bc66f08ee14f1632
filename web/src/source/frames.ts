// Which part of the world to show at first.
import type { Frame, Group } from "../shapes";

/** The frame of the middle of the points and half as much around it: far visits do not shrink the theatre. */
export function middle(groups: Group[]): Frame | null {
  if (groups.length === 0) return null;
  const part = (of: (group: Group) => number): [number, number] => {
    const sorted = groups.flatMap((group) => Array<number>(Math.min(group.count, 50)).fill(of(group))).sort((a, b) => a - b);
    const cut = Math.floor(sorted.length * 0.2);
    const [low, high] = [sorted[cut] ?? 0, sorted[sorted.length - 1 - cut] ?? 0];
    const around = (high - low) / 2;
    return [Math.max(sorted[0] ?? low, low - around), Math.min(sorted.at(-1) ?? high, high + around)];
  };
  const [south, north] = part((group) => group.latitude);
  const [west, east] = part((group) => group.longitude);
  return { south, west, north, east };
}
