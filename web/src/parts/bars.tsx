// Small charts: bars in shares of grades or in one neutral tone, and a row of days.
import { numeral, word } from "../say";
import type { Bar } from "../shapes";
import { GRADES } from "../words";

export function Bars({ title, bars }: { title: string; bars: Bar[] }) {
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      {bars.map((bar) => <Row key={bar.label} bar={bar} most={most} />)}
    </figure>
  );
}

function Row({ bar: { label, value, grades }, most }: { bar: Bar; most: number }) {
  const parts = grades ? GRADES.filter((grade) => grades[grade]) : [];
  const words = parts.map((grade) => `${numeral(grades?.[grade] ?? 0)} ${word("grade", grade)}`).join(", ");
  const wide = (n: number): { width: string } => ({ width: `${(n / most) * 100}%` });
  return (
    <div class="chart-row" title={words}>
      <span class="chart-name" dir="auto">{label}</span>
      <span class="chart-bar" aria-hidden="true">
        {grades ? parts.map((grade) => <i key={grade} class={grade} style={wide(grades[grade] ?? 0)} />) : <i class="plain" style={wide(value)} />}
      </span>
      <span class="chart-number">{numeral(value)}{words && <span class="unseen"> {words}</span>}</span>
    </div>
  );
}

export interface Column { day: string; up: number; down?: number; marked?: number }

/** A bar for each day that has any: upwards, and downwards for what is held against it. */
export function Columns({ title, columns }: { title: string; columns: Column[] }) {
  if (columns.length === 0) return null;
  const most = Math.max(1, ...columns.flatMap(({ up, down = 0 }) => [up, down]));
  const both = columns.some(({ down }) => down !== undefined);
  const [tall, wide] = [both ? 40 : 56, Math.max(2, Math.min(14, 620 / columns.length))];
  const y = (n: number): number => (n / most) * (tall - 2);
  return (
    <figure class="columns">
      <figcaption>{title}</figcaption>
      <div class="columns-box">
      <svg width={wide * columns.length} height={both ? 2 * tall : tall} viewBox={`0 0 ${wide * columns.length} ${both ? 2 * tall : tall}`} preserveAspectRatio="none" role="img" aria-label={title}>
        {columns.map(({ day, up, down = 0, marked = 0 }, at) => (
          <g key={day}>
            <title>{day}</title>
            <rect class="up" x={at * wide + 0.5} width={Math.max(1, wide - 1)} y={tall - y(up)} height={y(up)} />
            {both && <rect class="down" x={at * wide + 0.5} width={Math.max(1, wide - 1)} y={tall} height={y(down)} />}
            {marked > 0 && <rect class="marked" x={at * wide + 0.5} width={Math.max(1, wide - 1)} y={tall - 2} height={4} />}
          </g>
        ))}
      </svg>
      <p class="quiet columns-ends"><time>{columns[0]?.day}</time><time>{columns.length > 1 && columns.at(-1)?.day}</time></p>
      </div>
    </figure>
  );
}
