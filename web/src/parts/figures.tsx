// Figures of an event: lowest, best and highest over all sources and by each side's count, as numbers and as a line.
import { bound } from "../format";
import { say, word } from "../say";
import type { Said } from "../shapes";
import type { Range } from "../source/rows";
import { country } from "../words";
import { Cites } from "./claim";
import { Side } from "./side";

const WIDE = 120;
const PAD = 6;

export function Figures({ figures, said }: { figures: Range[]; said: Said[] }) {
  if (figures.length === 0) return null;
  return (
    <section aria-labelledby="figures">
      <h3 id="figures">{say("figure.title")}</h3>
      <div class="table-box" tabIndex={0} role="region" aria-labelledby="figures">
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{say("figure.count")}</th><th scope="col">{say("figure.by")}</th><th scope="col" class="number">{say("figure.low")}</th>
              <th scope="col" class="number">{say("figure.best")}</th><th scope="col" class="number">{say("figure.high")}</th>
              <th scope="col" class="wide"><span class="unseen">{say("figure.drawn")}</span></th><th scope="col">{say("figure.from")}</th>
            </tr>
          </thead>
          <tbody>{figures.map((figure, at) => <Figure key={at} figure={figure} above={figures[at - 1]} most={mostOf(figures, figure)} said={said} />)}</tbody>
        </table>
      </div>
    </section>
  );
}

const nameOf = (figure: Range): string =>
  [word("measure", figure.measure), figure.of && figure.of !== figure.measure ? `(${figure.of})` : "", figure.basis === "event" ? "" : word("basis", figure.basis)].filter(Boolean).join(" ");

/** The largest number among the rows that count the same, for which all lines have one scale. */
function mostOf(figures: Range[], like: Range): number {
  const same = figures.filter((figure) => nameOf(figure) === nameOf(like));
  return Math.max(1, ...same.flatMap(({ low, best, high }) => [low ?? 0, best ?? 0, high ?? 0]));
}

function Figure({ figure, above, most, said }: { figure: Range; above: Range | undefined; most: number; said: Said[] }) {
  const name = nameOf(figure);
  return (
    <tr class={figure.side ? "" : "overall"}>
      <th scope="row" dir="auto">{above && nameOf(above) === name ? <span class="unseen">{name}</span> : name}</th>
      <td>{figure.side ? <><Side code={figure.side} /> <span class="side-name">{country(figure.side)}</span></> : say("figure.all")}</td>
      <td class="number">{bound(figure.low)}</td>
      <td class="number best">{figure.best === null ? "–" : bound(figure.best)}</td>
      <td class="number">{bound(figure.high)}</td>
      <td class="wide"><Drawn figure={figure} most={most} /></td>
      <td><Cites claims={figure.claims} said={said} /></td>
    </tr>
  );
}

/** A line from lowest to highest with a dot at the best; an open end fades into an arrow. */
function Drawn({ figure: { low, best, high }, most }: { figure: Range; most: number }) {
  const x = (n: number): number => PAD + (n / most) * (WIDE - 2 * PAD);
  const [from, to] = [low === null ? PAD : x(low), high === null ? WIDE - 2 : x(high)];
  return (
    <svg class="drawn" width={WIDE} height={14} aria-hidden="true">
      <line class="scale" x1={PAD} x2={WIDE - PAD} y1={7} y2={7} />
      <line class="span" x1={from} x2={Math.max(to, from + 0.5)} y1={7} y2={7} />
      {high === null && <path class="end" d={`M${WIDE - 7} 3.5L${WIDE - 2} 7L${WIDE - 7} 10.5`} />}
      {low !== null && <line class="edge" x1={from} x2={from} y1={3} y2={11} />}
      {high !== null && <line class="edge" x1={to} x2={to} y1={3} y2={11} />}
      {best !== null && <circle class="best" cx={x(best)} cy={7} r={3.2} />}
    </svg>
  );
}
