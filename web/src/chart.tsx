// The small chart over a ledger: how many events of each kind, outcome or stage, in shares of grades.
import type { Happening } from "./data";
import { gradeOf } from "./filter";
import { capital, count, type Grade, GRADES, plain } from "./words";

interface Dimension { title: string; of: (event: Happening) => string; order?: string[] }

const BY_KIND: Dimension = { title: "by kind", of: (event) => plain(event.event_type) };
const STAGES = ["requested", "considered", "pledged", "approved", "delivered", "delayed", "refused"];

const DIMENSION: Record<string, Dimension> = {
  ground: { title: "by outcome", of: (event) => (event.outcome ? plain(event.outcome) : `${plain(event.event_type)}, no outcome`) },
  aid: { title: "by stage", of: (event) => event.aid_stage ?? "stage not said", order: STAGES },
  outlook: { title: "by what is expected", of: (event) => plain(event.event_type) },
};

type Shares = Map<Grade, number>;
const total = (shares: Shares): number => [...shares.values()].reduce((sum, n) => sum + n, 0);

function rowsOf(events: Happening[], { of, order }: Dimension): [string, Shares][] {
  const rows = new Map<string, Shares>((order ?? []).map((key) => [key, new Map()]));
  for (const event of events) {
    const shares = rows.get(of(event)) ?? new Map<Grade, number>();
    rows.set(of(event), shares.set(gradeOf(event), (shares.get(gradeOf(event)) ?? 0) + 1));
  }
  return order ? [...rows] : [...rows].sort((a, b) => total(b[1]) - total(a[1]));
}

export function LedgerChart({ name, events }: { name: string; events: Happening[] }) {
  const dimension = DIMENSION[name] ?? BY_KIND;
  const rows = rowsOf(events, dimension);
  const most = Math.max(1, ...rows.map(([, shares]) => total(shares)));
  return (
    <figure class="chart">
      <figcaption>{capital(name)}: {count(events.length, "event")} {dimension.title}</figcaption>
      {rows.map(([key, shares]) => <Bar key={key} name={key} shares={shares} most={most} />)}
    </figure>
  );
}

function Bar({ name, shares, most }: { name: string; shares: Shares; most: number }) {
  const words = GRADES.filter((grade) => shares.has(grade)).map((grade) => `${shares.get(grade)} ${grade}`).join(", ");
  return (
    <div class="chart-row" title={words}>
      <span class="chart-name">{name}</span>
      <span class="chart-bar" aria-hidden="true">
        {GRADES.map((grade) => shares.has(grade) && <i key={grade} class={grade} style={{ width: `${((shares.get(grade) ?? 0) / most) * 100}%` }} />)}
      </span>
      <span class="chart-number">{total(shares)}<span class="unseen"> {words}</span></span>
    </div>
  );
}
