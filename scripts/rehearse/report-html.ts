/** A rehearsal as one page that opens from the file system: no script, nothing loaded from elsewhere. */
import type { Kept } from "./kept";
import type { Rehearsed } from "./rehearsal";
import { chartOf } from "./report-chart";
import type { Told } from "./stubs";

const escaped = (text: string): string =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const STYLE = `
:root { color-scheme: light dark; --line: #d4d4d4; --soft: #f4f5f5; --good: #1a7f37; --bad: #c4162a; --none: #6e6e6e }
@media (prefers-color-scheme: dark) {
  :root { --line: #44464d; --soft: #22252b; --good: #73bf69; --bad: #f2495c; --none: #9a9a9a }
  body { background: #181b1f; color: #d8d9da } .light { display: none }
}
@media (prefers-color-scheme: light) { .dark { display: none } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; padding: 1rem; max-width: 60rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin: 2.5rem 0 .25rem; border-top: 1px solid var(--line); padding-top: 1rem }
svg { width: 100%; height: auto } .chart { overflow-x: auto } .chart > div { min-width: 32rem }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top }
details { background: var(--soft); border-radius: 6px; padding: .5rem .8rem; margin: .5rem 0 }
summary { cursor: pointer; overflow-wrap: anywhere } pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85rem }
.good { color: var(--good) } .bad { color: var(--bad) } .none { color: var(--none) }
`;

const CLASS = { "as expected": "good", "not as expected": "bad", "not tried": "none" } as const;

const verdict = ({ verdict: { kind, why } }: Rehearsed): string =>
    `<strong class="${CLASS[kind]}">${kind}</strong>: ${escaped(why)}`;

const message = ({ by, to, after, title, text }: Told & { readonly after: number }): string =>
    `<details><summary>${Math.round(after)} s · ${by} <strong>${escaped(to)}</strong> · ${escaped(title)}</summary><pre>${escaped(text)}</pre></details>`;

function section(rehearsed: Rehearsed): string {
    const { incident, title, expected, told, hidden, alerts } = rehearsed;
    const charts = (["light", "dark"] as const).map(
        (theme) => `<div class="${theme}">${chartOf(rehearsed, theme)}</div>`,
    );
    return [
        `<h2 id="${incident}">${incident}</h2>`,
        `<p>${escaped(title)}. ${verdict(rehearsed)}. Expected: ${expected.alerts.join(" or ") || "nothing"}${expected.team === undefined ? "" : `, told to ${expected.team}`}; seen on ${escaped(expected.seen)}.</p>`,
        ...(alerts.length + told.length > 0 ? [`<div class="chart">${charts.join("")}</div>`] : []),
        ...(hidden.length > 0 ? [`<p>Hidden by what explains them: ${hidden.map(escaped).join(", ")}.</p>`] : []),
        ...told.map(message),
        ...(rehearsed.kept.length > 0 ? [keptTable(rehearsed.kept)] : []),
    ].join("\n");
}

const keptTable = (all: readonly Kept[]): string =>
    `<table><tr><th>signal</th><th>sent</th><th>kept</th><th></th></tr>${all
        .map(
            ({ signal, sent, stored, by }) =>
                `<tr><td>${signal}</td><td>${sent}</td><td>${stored ?? "-"}</td><td>${escaped(by)}</td></tr>`,
        )
        .join("")}</table>`;

const overview = (all: readonly Rehearsed[]): string =>
    `<table>${all
        .map((one) => `<tr><td><a href="#${one.incident}">${one.incident}</a></td><td>${verdict(one)}</td></tr>`)
        .join("")}</table>`;

export const reportHtml = (all: readonly Rehearsed[]): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rehearsal of Go Coffee Observability</title>
<style>${STYLE}</style>
<h1>Rehearsal</h1>
${overview(all)}
${all.map(section).join("\n")}
</html>
`;
