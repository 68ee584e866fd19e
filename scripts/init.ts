/** `npm run init`: a stack file by six questions. */

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { definitionOf } from "../config/secrets";
import { PROJECT } from "../model/stack/project";
import { QUESTIONS, type Answers, type Question } from "./init/answers";
import { newStack, secretsOf } from "./init/new-stack";
import { argumentsOf, main } from "./shared/terminal/arguments";
import { planStack } from "./shared/planning/planned-stack";
import { UsageError } from "./shared/terminal/usage-error";

const USAGE = `
npm run init -- [--stack NAME] [--environment dev] [--platform kind] [--context NAME] [--namespaces a,b] [--channels slack,pagerduty]

Asks six questions, of which each option answers one, and writes Pulumi.NAME.yaml: it plans, and what only you know in it says
replace-me, which "up" refuses by name. A file that is there is never touched. Without a terminal, what no option says is
answered as most would.

  --stack NAME        how the stack is called (default dev)
  --environment dev   dev to try it, prod for production
  --platform NAME     kind, eks, gke, aks, openshift, rke2, k3s, kubeadm
  --context NAME      the context of your kubeconfig
  --namespaces a,b    namespaces of the applications
  --channels a,b      where people are told: slack, msteams, email, pagerduty, incidentio, webhook
`;

type Given = { readonly [flag: string]: string | undefined };
type Asker = (question: Question, usual: string) => Promise<string>;

/** Answers one after the other: what was given, what is typed, what is usual. */
async function answered(given: Given, ask: Asker): Promise<Answers> {
    let answers: Partial<Answers> = {};
    for (const question of QUESTIONS) {
        const usual = question.usual(answers);
        const said = given[question.flag];
        let answer = question.read(said ?? ((await ask(question, usual)) || usual));
        while (isWrong(answer)) {
            if (said !== undefined) throw new UsageError(`--${question.flag} ${said}: must ${answer.must}`);
            console.error(`That must ${answer.must}.`);
            answer = question.read((await ask(question, usual)) || usual);
        }
        answers = { ...answers, [question.flag]: answer };
        if (question.flag === "stack") refuseTaken(String(answer));
    }
    return answers as Answers;
}

const isWrong = (answer: ReturnType<Question["read"]>): answer is { readonly must: string } =>
    typeof answer === "object" && !Array.isArray(answer);

const fileOf = (stack: string): string => join(PROJECT, `Pulumi.${stack}.yaml`);

function refuseTaken(stack: string): void {
    if (existsSync(fileOf(stack)))
        throw new UsageError(
            `Pulumi.${stack}.yaml is there already and stays as it is. Another name: npm run init -- --stack NAME; a setting of it: npm run config -- --stack ${stack} -- set --path KEY VALUE`,
        );
}

main(async () => {
    const text = { type: "string" } as const;
    const given = argumentsOf(USAGE, {
        stack: text,
        environment: text,
        platform: text,
        context: text,
        namespaces: text,
        channels: text,
    });
    const terminal = process.stdin.isTTY
        ? createInterface({ input: process.stdin, output: process.stderr })
        : undefined;
    const ask: Asker = async ({ ask: question }, usual) =>
        (await terminal?.question(`${question}${usual === "" ? "" : ` [${usual}]`} `))?.trim() ?? "";
    const { help: _, ...flags } = { help: undefined, ...given };
    const answers = await answered(flags, ask).finally(() => terminal?.close());
    const { stack } = answers;
    writeFileSync(fileOf(stack), newStack(answers), { flag: "wx" });
    const { plan } = await planStack(stack);
    const secrets = secretsOf(answers).map((name) => `${definitionOf(name).secret}: ${definitionOf(name).key}`);
    console.log(
        [
            `Pulumi.${stack}.yaml is written and plans: ${plan.resources.length} resources.`,
            ...(secrets.length === 0
                ? []
                : [
                      `It reads these keys of Kubernetes Secrets: ${secrets.join(", ")}. Make them, or give their values to Pulumi (docs/deployment.md, Secrets).`,
                  ]),
            `What it is: npm start -- --stack ${stack}. Whether the cluster can take it: npm run doctor -- --stack ${stack}`,
        ].join("\n"),
    );
});
