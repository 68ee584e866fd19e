/** `npm run diff`: what a revision would deploy against what the working tree would. */

import { writeFileSync } from "node:fs";
import { interruption, main, parsed } from "./shared/terminal/arguments";
import { fieldsOfAll, told } from "./diff/entries";
import { chartsOf, compare } from "./diff/compare";
import { baseOf, shortOf } from "./diff/git";
import { asJson } from "./diff/as-json";
import { lineDiffs } from "./diff/lines";
import { asMarkdown } from "./diff/as-markdown";
import { destroys, differs } from "./shared/comparison/stack";
import { asText } from "./diff/as-text";
import { UsageError } from "./shared/terminal/usage-error";

const USAGE = `
npm run diff -- [BASE] [--stack NAME ...] [--mirror URL] [--without-charts] [--format text|markdown] [--json]
                [--out FILE] [--exit-code]

Compares what a git revision would deploy with what the working tree would: every object of both, rendered charts
included, those first whose change destroys something. The revision is planned by its own code, in a worktree of its own
that is removed afterwards. Needs git, helm, and the charts of both sides; no cluster.

  BASE               the revision (default: where the current commit left origin/main, or main)
  --stack NAME       this stack alone; may be repeated (default: every Pulumi.NAME.yaml of either side)
  --mirror URL       the charts of both sides from here: an HTTP repository, a folder, or an oci:// prefix
  --without-charts   our own objects and the values of each release alone: needs neither helm nor charts
  --format FORMAT    text, or markdown for a comment on a pull request (default text)
  --json             everything, for scripts
  --out FILE         writes there instead of standard output
  --exit-code        2 where something differs, 3 where something is destructive
`;

const FORMATS = ["text", "markdown"] as const;

main(async () => {
    const { values: options, positionals } = parsed(
        USAGE,
        {
            stack: { type: "string", multiple: true },
            mirror: { type: "string" },
            "without-charts": { type: "boolean", default: false },
            format: { type: "string", default: "text" },
            json: { type: "boolean", default: false },
            out: { type: "string" },
            "exit-code": { type: "boolean", default: false },
        },
        1,
    );
    const format = FORMATS.find((known) => known === options.format);
    if (format === undefined) throw new UsageError(`There is no format "${options.format}": ${FORMATS.join(" or ")}.`);
    const charts = chartsOf(options["without-charts"], options.mirror);
    const base = await baseOf(positionals[0]);
    const signal = interruption();
    const diffs = await compare(base, options.stack, charts, signal).catch((error: unknown) => {
        throw signal.aborted ? new UsageError("interrupted") : error;
    });
    const lines = await lineDiffs(fieldsOfAll(diffs));
    const stacks = diffs.map((diff) => told(diff, lines));
    const against = shortOf(base);
    const content = options.json
        ? asJson(base, diffs)
        : format === "markdown"
          ? asMarkdown(stacks, against, `npm run diff -- ${base.commit.slice(0, 12)}`)
          : asText(stacks, against);
    if (options.out === undefined) console.log(content.trimEnd());
    else writeFileSync(options.out, `${content.trimEnd()}\n`);
    if (options["exit-code"]) process.exitCode = diffs.some(destroys) ? 3 : diffs.some(differs) ? 2 : 0;
});
