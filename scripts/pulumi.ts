/** `npm run up` and the other commands that run the Pulumi CLI. */

import { join } from "node:path";
import { ConfigurationError } from "../config/problems";
import { main } from "./shared/terminal/arguments";
import { onPath, run, runVisibly } from "./shared/system/command";
import { planStack, type PlannedStack } from "./shared/planning/planned-stack";
import { PROJECT } from "../model/stack/project";
import { readStackFile, type PulumiConfig } from "./shared/planning/stack-file";
import { messageOf, UsageError } from "./shared/terminal/usage-error";
import { backendEnvironment } from "./pulumi/backend";
import { commandLine, type Verb } from "./pulumi/command-line";
import { holdToCluster, type PulumiReader } from "./pulumi/home";
import { ensureKindCluster } from "./pulumi/kind";
import { checkTypes } from "./pulumi/types";
import { runInterruptibly } from "./pulumi/interruption";
import { tellWaiting } from "./pulumi/waiting";
import { progress } from "./shared/terminal/findings";
import { chartsProblem, clusterProblem } from "./shared/cluster/reach";

const USAGE = `
npm run preview | up | refresh | destroy -- [--stack dev] [--kind] [--allow-local] [--cluster-moved] [-- options of pulumi]
npm run config -- [--stack dev] -- set --path prometheus.retention 15d
npm run pulumi -- [--stack dev] -- cancel

Runs the Pulumi CLI on a stack, which is created at first use. State is kept where you are logged in (pulumi login), for
dev otherwise in .pulumi/ of this folder, with a passphrase made once (.passphrase) unless PULUMI_CONFIG_PASSPHRASE is set.

  --stack NAME    the stack: Pulumi.NAME.yaml (default dev)
  --kind          use a kind cluster on this machine, made first where it isn't there (needs docker and kind)
  --allow-local   accept local state and a generated passphrase for prod too
  --cluster-moved the stack is to live in this cluster from now on, and not in the one where it was deployed

Everything after a further -- goes to pulumi: npm run up -- --stack dev -- --yes --diff

config changes the configuration of a stack; pulumi runs any command of the CLI (cancel, stack, state …), both with the
stack's backend and passphrase.
`;

/** The Pulumi CLI of the PATH, or the one of the npm package, which downloads itself at first run. */
async function pulumiCommand(): Promise<string> {
    const command = onPath("pulumi") ?? join(PROJECT, "node_modules", ".bin", "pulumi");
    const { code, stderr } = await run(command, ["version"]);
    if (code === 0) return command;
    throw new UsageError(
        `The Pulumi CLI can't be run (${command}):\n${stderr.trim().split("\n").at(-1) ?? ""}\n\n` +
            "The npm package downloads it at first run, which needs the network; or install it from\n" +
            "https://www.pulumi.com/docs/install/ so that it is on the PATH. The plan needs neither: npm start",
    );
}

function parsedOptions(): ReturnType<typeof commandLine> {
    try {
        return commandLine(process.argv.slice(2));
    } catch (error) {
        throw new UsageError(`${messageOf(error)}\n${USAGE}`);
    }
}

/**
 * Wrong configuration is told here, with every line that mends it, before anything is asked for; a deployment refuses
 * placeholders too. What takes down or changes configuration does without a right one.
 */
async function prepare(
    verb: Verb,
    stack: string,
    stackFile: PulumiConfig,
): Promise<PlannedStack["config"] | undefined> {
    if (verb === "config" || verb === "pulumi") return undefined;
    const demanding = verb === "preview" || verb === "up";
    try {
        const { config } = await planStack(stack, stackFile, { dryRun: verb !== "up" });
        await checkReach(verb, config);
        return config;
    } catch (error) {
        if (demanding || !(error instanceof ConfigurationError)) throw error;
        console.warn(`${error.message}\n${verb} goes on with what is deployed.\n`);
        return undefined;
    }
}

/** What the verb needs and can't reach; a preview does without a cluster, with less to say. */
async function checkReach(verb: Verb, config: Parameters<typeof clusterProblem>[0]): Promise<void> {
    const cluster = await clusterProblem(config);
    if (cluster !== undefined && verb !== "preview") throw new UsageError(cluster);
    if (verb === "preview" || verb === "up") {
        const charts = await chartsProblem(config);
        if (charts !== undefined) throw new UsageError(charts);
    }
    if (cluster === undefined) return;
    console.warn(`${cluster}\nThe preview goes on without it: it can't tell what the cluster holds already.\n`);
}

main(async () => {
    const { verb, stack, kind, passed, help, "allow-local": allowLocal, "cluster-moved": moved } = parsedOptions();
    if (help || verb === undefined) {
        console.log(USAGE.trim());
        return;
    }
    if (kind) await ensureKindCluster();
    const stackFile = readStackFile(PROJECT, stack);
    const environment = stackFile.values[`${stackFile.project}:environment`] === "dev" ? "dev" : "prod";
    const env = backendEnvironment({
        project: PROJECT,
        stack,
        environment,
        allowLocal,
        env: process.env,
    });
    const pulumi = await pulumiCommand();
    if (verb === "up") await checkTypes(progress);
    const config = await prepare(verb, stack, stackFile);
    const selected = await runVisibly(pulumi, ["stack", "select", "--create", stack, "--cwd", PROJECT], env);
    if (selected !== 0) {
        process.exitCode = selected;
        return;
    }
    if (verb === "pulumi") {
        process.exitCode = await runVisibly(pulumi, [...passed, "--cwd", PROJECT], env);
        return;
    }
    const further =
        verb === "config" || config === undefined
            ? []
            : await holdToCluster(
                  { project: stackFile.project, stack, config, verb, moved },
                  reader(pulumi, stack, env),
              );
    const ended = new AbortController();
    // On a line of its own: the engine's row of dots has no end yet.
    if (verb === "up" && config !== undefined)
        void tellWaiting(
            config,
            (line) => {
                progress(`\n${line}`);
            },
            ended.signal,
        );
    const line = [verb, "--stack", stack, "--cwd", PROJECT, ...further, ...passed];
    process.exitCode =
        verb === "config"
            ? await runVisibly(pulumi, line, env)
            : await runInterruptibly(pulumi, line, env, { verb, stack });
    ended.abort();
});

const reader =
    (pulumi: string, stack: string, env: NodeJS.ProcessEnv): PulumiReader =>
    async (args) => {
        const { code, stdout } = await run(pulumi, [...args, "--stack", stack, "--cwd", PROJECT], undefined, { env });
        return code === 0 ? stdout : undefined;
    };
