/** Engines that Prometheus writes to: keys, and whether Grafana can ask one of them. */

import type { Check } from "./contract";
import { ask } from "../../config/findable";
import { or, pathOf, remove, set, setSecret, type Problem } from "../../config/problems";
import type { StackConfig } from "../../config/schema";
import { REMOTE_WRITE_SECRET } from "../../config/secrets";
import { remoteCompanions, secretOf, showsKey, withStacksKey } from "../../model/workloads/remote-write";

const at = (name: string, ...below: readonly string[]): string => pathOf(["metrics", "remoteWrite", name, ...below]);
const askForSecret = (name: string): string =>
    ["name", "key"].map((part) => ask(at(name, "authentication", "secret", part))).join("\n");

/** Everything that engines and other settings must agree on. */
export const remoteWriteProblems: Check = (config, configured) => [
    ...missingKeys(config, configured),
    ...overwritten(config),
    ...google(config),
    ...queries(config),
];

const missingKeys: Check = (config, configured) => {
    const [first, ...others] = withStacksKey(config);
    const given = configured.has("remoteWriteKey") || config.existingSecrets.remoteWriteKey !== undefined;
    const accessKeys = Object.entries(config.metrics.remoteWrite).flatMap(([name, { authentication }]) =>
        authentication.type === "sigv4" && showsKey(authentication) && authentication.accessKeyId === undefined
            ? [
                  {
                      key: at(name, "authentication", "identity"),
                      value: authentication.identity,
                      problem: "needs the access key's id beside the secret key",
                      fix: `${ask(at(name, "authentication", "accessKeyId"))}${or(set(at(name, "authentication", "identity"), "workload"))}`,
                  },
              ]
            : [],
    );
    return [
        ...(first === undefined || given
            ? []
            : [
                  {
                      key: at(first, "authentication", "type"),
                      value: config.metrics.remoteWrite[first]?.authentication.type,
                      problem: "needs the secret remoteWriteKey, or the name of a Secret",
                      fix: `${setSecret("remoteWriteKey")}${or(askForSecret(first))}`,
                  },
              ]),
        ...others.map((name) => ({
            key: at(name, "authentication", "type"),
            value: config.metrics.remoteWrite[name]?.authentication.type,
            problem: `needs a Secret of its own: the secret remoteWriteKey is shown to ${first ?? ""}`,
            fix: askForSecret(name),
        })),
        ...accessKeys,
    ];
};

/** The stack makes a Secret of one name for all engines: one that exists would be overwritten. */
function overwritten(config: StackConfig): readonly Problem[] {
    const created = Object.keys(remoteCompanions(config)).length > 0 || withStacksKey(config).length > 0;
    if (!created) return [];
    return Object.entries(config.metrics.remoteWrite).flatMap(([name, { authentication }]) => {
        const key = at(name, "authentication", "secret", "name");
        return secretOf(authentication)?.name === REMOTE_WRITE_SECRET
            ? [
                  {
                      key,
                      value: REMOTE_WRITE_SECRET,
                      problem: "the stack creates a Secret of that name itself",
                      fix: ask(key, "metrics-engine"),
                  },
              ]
            : [];
    });
}

/** Only there does a metadata server tell a pod who it is to Google. */
const google = ({ metrics, cluster }: StackConfig): readonly Problem[] =>
    cluster.platform === "gke"
        ? []
        : Object.entries(metrics.remoteWrite).flatMap(([name, { authentication }]) =>
              authentication.type === "google"
                  ? [
                        {
                            key: at(name, "authentication", "type"),
                            value: authentication.type,
                            problem: `works on GKE alone, where a pod is told who it is; the cluster is ${cluster.platform}`,
                            fix: `${set("cluster.platform", "gke")}${or(remove(at(name)))}`,
                        },
                    ]
                  : [],
          );

/** How Grafana's own data source can prove who it is. */
const ASKED_BY = ["none", "basic", "bearer", "certificate"];

function queries({ metrics }: StackConfig): readonly Problem[] {
    const asked = Object.entries(metrics.remoteWrite).filter(([, { query }]) => query !== undefined);
    const [first] = asked.map(([name]) => name);
    return asked.flatMap(([name, { query, send, authentication }]) => {
        const key = at(name, "query");
        const problem = (text: string, fix: string): Problem => ({ key, value: query, problem: text, fix });
        return [
            ...(name === first
                ? []
                : [problem(`dashboards ask one engine, and ${at(first ?? "", "query")} is it`, remove(key))]),
            ...(send.includes("*")
                ? []
                : [
                      problem(
                          "dashboards ask it for everything, and it is sent some metrics only",
                          `${set(`${at(name, "send")}[0]`, "*")}${or(remove(key))}`,
                      ),
                  ]),
            ...(ASKED_BY.includes(authentication.type)
                ? []
                : [
                      problem(
                          `Grafana can't prove itself by ${authentication.type}, only by ${ASKED_BY.join(", ")}: a proxy may stand between`,
                          remove(key),
                      ),
                  ]),
        ];
    });
}
