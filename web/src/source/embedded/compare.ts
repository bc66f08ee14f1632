// Two sides or outlets beside each other: what each reports, leaves out, contradicts.
import { say } from "../../say";
import { type Choice, COMPARED, type ComparedLine, type Comparison, type Line, type Outcome, type Part, type Party } from "../../shapes";
import { country } from "../../words";
import type { Claim, Data } from "../rows";

type Word = "" | "for" | "against" | "both";

export class Comparing {
  constructor(private readonly data: Data, private readonly lines: Line[]) {}

  parties(): Choice[] {
    const counts = new Map<string, number>();
    for (const event of this.data.events) {
      const keys = new Set(event.claims.flatMap((at) => this.keysOf(this.data.claims[at]!)));
      for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return [...counts].map(([key, count]) => ({ key, count, name: labelOf(key), group: key.split(":")[0] ?? "" })).sort((a, b) => b.count - a.count);
  }

  compare(a: string, b: string, passing: number[], { offset, limit }: Part): Comparison {
    const lists: Record<Outcome, ComparedLine[]> = { contradicted: [], only_a: [], only_b: [], both: [] };
    const days = new Map<string, Comparison["by_day"][number]>();
    for (const at of passing) {
      const [line, one, other] = [this.lines[at]!, this.word(at, a), this.word(at, b)];
      const outcome = outcomeOf(one, other);
      if (!outcome) continue;
      lists[outcome].push({ ...line, a_says: one, b_says: other });
      count(days, line.day, outcome);
    }
    const counts = Object.fromEntries(COMPARED.map((name) => [name, lists[name].length])) as Record<Outcome, number>;
    for (const name of COMPARED) lists[name] = lists[name].slice(offset, offset + limit);
    return { a: this.party(a, passing), b: this.party(b, passing), counts, by_day: [...days.values()].sort((x, y) => (x.day < y.day ? -1 : 1)), lists };
  }

  private keysOf(claim: Claim): string[] {
    const side = this.data.actors[claim.actor ?? -1]?.side;
    const publisher = this.data.documents[claim.document]?.publisher;
    return [...(side ? [`side:${side}`] : []), ...(publisher ? [`publisher:${publisher}`] : [])];
  }

  private own(at: number, key: string): Claim[] {
    return (this.data.events[at]?.claims ?? []).flatMap((index) => this.data.claims[index] ?? []).filter((claim) => this.keysOf(claim).includes(key));
  }

  /** What a party says of an event: for it, against it, both, or nothing. */
  private word(at: number, key: string): Word {
    const words = this.own(at, key).map((claim) => (claim.weighs === "against" || claim.stance === "denies" ? "against" : "for"));
    if (words.length === 0) return "";
    return words.every((word) => word === words[0]) ? words[0]! : "both";
  }

  private party(key: string, passing: number[]): Party {
    const words = passing.map((at) => this.word(at, key)).filter(Boolean);
    return { key, label: labelOf(key), events: words.length, denies: words.filter((word) => word !== "for").length };
  }
}

function labelOf(key: string): string {
  const [kind, ...rest] = key.split(":");
  const name = rest.join(":");
  return kind === "side" ? country(name) : name || say("unknown.publisher");
}

function outcomeOf(one: Word, other: Word): Outcome | null {
  if (!one && !other) return null;
  if (!other) return "only_a";
  if (!one) return "only_b";
  return one !== other ? "contradicted" : "both";
}

function count(days: Map<string, Comparison["by_day"][number]>, day: string | null, outcome: Outcome): void {
  if (!day) return;
  const here = days.get(day) ?? { day, a: 0, b: 0, both: 0, contradicted: 0 };
  if (outcome !== "only_b") here.a += 1;
  if (outcome !== "only_a") here.b += 1;
  if (outcome === "both") here.both += 1;
  if (outcome === "contradicted") here.contradicted += 1;
  days.set(day, here);
}
