// A grade is always a colour and a shape: circle, diamond, square, triangle, split circle, cross, ring.
import { word } from "../say";
import type { Grade } from "../words";

const SHAPE: Record<Grade, string> = {
  confirmed: "M0-6A6 6 0 1 1 0 6A6 6 0 1 1 0-6Z",
  corroborated: "M0-7.2L7.2 0L0 7.2L-7.2 0Z",
  reported: "M-5.3-5.3H5.3V5.3H-5.3Z",
  claimed: "M0-6.8L6.8 5.2H-6.8Z",
  contested: "M-1-6.5A6.5 6.5 0 0 0-1 6.5ZM1-6.5A6.5 6.5 0 0 1 1 6.5Z",
  refuted: "M-6-3.6L-3.6-6L0-2.4L3.6-6L6-3.6L2.4 0L6 3.6L3.6 6L0 2.4L-3.6 6L-6 3.6L-2.4 0Z",
  ungraded: "M0-6A6 6 0 1 1 0 6A6 6 0 1 1 0-6ZM0-3.4A3.4 3.4 0 1 0 0 3.4A3.4 3.4 0 1 0 0-3.4Z",
};

const paths = new Map<Grade, Path2D>();

export function shape(grade: Grade): Path2D {
  const found = paths.get(grade) ?? new Path2D(SHAPE[grade]);
  paths.set(grade, found);
  return found;
}

/** The colour of a grade in the present light or dark scheme. */
export const colour = (grade: Grade): string => css(`--${grade}`);

export const css = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export function Glyph({ grade, size = 12 }: { grade: Grade; size?: number }) {
  return (
    <svg class={`glyph ${grade}`} width={size} height={size} viewBox="-8 -8 16 16" aria-hidden="true">
      <path d={SHAPE[grade]} />
    </svg>
  );
}

export function Badge({ grade }: { grade: Grade }) {
  return (
    <span class={`badge ${grade}`}>
      <Glyph grade={grade} />
      {word("grade", grade)}
    </span>
  );
}
