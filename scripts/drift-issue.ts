/** `npm run drift-issue`: one open issue while a stack drifts. */

import { readFileSync } from "node:fs";
import { argumentsOf, main } from "./shared/terminal/arguments";
import { EXIT } from "./drift/drift-report";
import { environmentVariable, openRepository } from "./shared/github/api";
import { fenced, isOurs, markerOf, shortened } from "./shared/github/posted-text";
import { UsageError } from "./shared/terminal/usage-error";

const USAGE = `
npm run drift-issue -- --stack NAME --file FILE --code CODE

Keeps one open issue for the drift of a stack: opens it or brings it up to date when there is some, closes it when there is
none. Meant for a workflow, after npm run drift.

  --stack NAME   the stack
  --file FILE    what npm run drift has printed
  --code CODE    its exit code: 0 no drift, 2 drift; any other fails, and the issue stays as it is

  GITHUB_TOKEN   may write to issues; the other GITHUB_* are those of every workflow
`;

const bodyOf = (stack: string, text: string, run: string): string => `${markerOf(`drift of ${stack}`)}
What is in the cluster is not what \`main\` plans for ${stack}, found by ${run}.

${fenced(shortened(text, "the run's log"))}

Deploy again (\`npm run up -- --stack ${stack}\`) to go back to the plan, or bring the change into the configuration. The issue
closes itself once nothing has drifted.
`;

main(async () => {
    const { stack, file, code } = argumentsOf(USAGE, {
        stack: { type: "string" },
        file: { type: "string" },
        code: { type: "string" },
    });
    if (stack === undefined || file === undefined || code === undefined) throw new UsageError(USAGE.trim());
    const text = readFileSync(file, "utf8");
    console.log(text);
    const hasDrifted = Number(code) === EXIT.drift;
    if (!hasDrifted && Number(code) !== EXIT.asPlanned) {
        throw new UsageError(
            `Whether ${stack} has drifted could not be found out (exit code ${code}); its issue stays as it is.`,
        );
    }
    const repository = openRepository();
    const run = `${repository.url}/actions/runs/${environmentVariable("GITHUB_RUN_ID")}`;
    const issues = await repository.list("/issues", { state: "open" });
    const found = issues.find((issue) => isOurs(issue, markerOf(`drift of ${stack}`)));
    const number = found === undefined ? undefined : Number(found.number);
    if (hasDrifted) {
        const issue = { title: `${stack} has drifted`, body: bodyOf(stack, text, run) };
        if (number === undefined) await repository.send("POST", "/issues", issue);
        else await repository.send("PATCH", `/issues/${number}`, issue);
        console.log(number === undefined ? "Opened an issue." : `Brought issue ${number} up to date.`);
    } else if (number !== undefined) {
        await repository.send("POST", `/issues/${number}/comments`, { body: `Gone, as found by ${run}.` });
        await repository.send("PATCH", `/issues/${number}`, { state: "closed" });
        console.log(`Closed issue ${number}.`);
    }
});
