// A ledger of a report: the rows of the events that pass, and a small chart of how many there are of each kind.
import { say } from "../../say";
import type { Bar, LedgerPage, LedgerRow, Part } from "../../shapes";
import { asGrade, plain, type Shares, total } from "../../words";
import type { Data, Happening, LedgerRow as Packed } from "../rows";

interface Dimension { title: "chart.kind" | "chart.outcome" | "chart.stage" | "chart.expected"; of: (event: Happening) => string; order?: string[] }

const BY_KIND: Dimension = { title: "chart.kind", of: (event) => plain(event.event_type) };
const STAGES = ["requested", "considered", "pledged", "approved", "delivered", "delayed", "refused"];
const DIMENSION: Record<string, Dimension> = {
  ground: { title: "chart.outcome", of: (event) => (event.outcome ? plain(event.outcome) : say("chart.no_outcome", { kind: plain(event.event_type) })) },
  aid: { title: "chart.stage", of: (event) => event.aid_stage ?? say("chart.no_stage"), order: STAGES },
  outlook: { title: "chart.expected", of: (event) => plain(event.event_type) },
};
// Ledgers that put what belongs together side by side keep their own order.
const TOGETHER = new Set(["ground", "aid"]);

export function ledgerPage(data: Data, name: string, passing: Set<number>, { offset, limit }: Part): LedgerPage {
  const table = data.ledgers.find((one) => one.name === name);
  const kept = (table?.rows ?? []).filter((row) => row.events.some((at) => passing.has(at)));
  const rows = TOGETHER.has(name) ? kept : [...kept].sort((a, b) => Math.min(...a.events) - Math.min(...b.events));
  const events = [...passing].flatMap((at) => data.events[at] ?? []).filter((event) => event.ledger === name);
  const dimension = DIMENSION[name] ?? BY_KIND;
  return {
    name, columns: table?.columns ?? [], figures: table?.figures ?? [], rows: rows.slice(offset, offset + limit).map((row) => unpacked(row, data)),
    matched: rows.length, title: say(dimension.title, { n: events.length }), bars: bars(events, dimension), cut: false,
  };
}

function unpacked(row: Packed, data: Data): LedgerRow {
  const ids = (indices: number[]): string[] => indices.flatMap((at) => data.events[at]?.id ?? []);
  return { cells: row.cells, grade: row.grade, events: ids(row.events), resolved_by: ids(row.resolved_by) };
}

function bars(events: Happening[], { of, order }: Dimension): Bar[] {
  const rows = new Map<string, Shares>((order ?? []).map((key) => [key, {}]));
  for (const event of events) {
    const [key, grade] = [of(event), asGrade(event.grade)];
    const shares = rows.get(key) ?? {};
    shares[grade] = (shares[grade] ?? 0) + 1;
    rows.set(key, shares);
  }
  const made = [...rows].map(([label, grades]) => ({ label, grades, value: total(grades) }));
  return order ? made : made.sort((a, b) => b.value - a.value);
}
