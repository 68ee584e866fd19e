/** Objects against what Kubernetes, etcd and helm take: told before anything is deployed. */

import { gzipSync } from "node:zlib";
import { ask } from "../config/findable";
import { ConfigurationError, type Problem } from "../config/problems";

const KIBI = 2 ** 10;
const MEBI = 2 ** 20;

/** Most bytes of each kind of object. */
export const MOST = {
    /** https://kubernetes.io/docs/concepts/configuration/configmap/ */
    ConfigMap: MEBI,
    Secret: MEBI,
    /** The operator refuses more, for it writes it into a ConfigMap. */
    PrometheusRule: 512 * KIBI,
    /** etcd's largest request (`--max-request-bytes`), which bounds every other object. */
    object: 1_500_000,
    /** Helm keeps a release in a Secret, with its chart: the collectors' takes less than a third of it. */
    release: 700 * KIBI,
} as const;

const kibi = (count: number): string => `${Math.ceil(count / KIBI).toLocaleString("en")} KiB`;

type Kind = keyof typeof MOST;

/** Something that is deployed, by what it is and is called. */
export interface Sized {
    readonly kind: Kind;
    readonly name: string;
    readonly content: unknown;
}

/** What grows with the settings, of what the program makes. */
export interface Content {
    /** PrometheusRules by name. */
    readonly rules: { readonly [name: string]: unknown };
    readonly logRules: unknown;
    readonly dashboards: readonly { readonly uid: string; readonly json: string }[];
    /** Configurations of the collectors by tier; undefined for one that there isn't. */
    readonly collectors: { readonly [tier: string]: unknown };
    readonly alerting: unknown;
}

export const sizedObjects = ({ rules, logRules, dashboards, collectors, alerting }: Content): readonly Sized[] => [
    ...Object.entries(rules).map(([name, content]) => sized("PrometheusRule", name, content)),
    sized("ConfigMap", "loki-rules", logRules),
    ...dashboards.map(({ uid, json }) => sized("ConfigMap", `dashboard-${uid}`, json)),
    ...Object.entries(collectors)
        .filter(([, content]) => content !== undefined)
        .map(([tier, content]) => sized("release", `of the collector (${tier})`, content)),
    sized("Secret", "of Alertmanager's configuration", alerting),
];

const sized = (kind: Kind, name: string, content: unknown): Sized => ({ kind, name, content });

/** Bytes of JSON; of a release, as helm writes it: values and what is rendered of them, compressed and in base64. */
export function bytesOf({ kind, content }: Pick<Sized, "kind" | "content">): number {
    const text = JSON.stringify(content);
    return kind === "release" ? gzipSync(text).length * 2 * (4 / 3) : Buffer.byteLength(text);
}

/** What is too large, and how many services are too many. */
export const objectProblems = (objects: readonly Sized[], services: number): readonly Problem[] =>
    objects.flatMap((object) => {
        const size = bytesOf(object);
        const most = MOST[object.kind];
        if (size <= most) return [];
        const tooMany = Math.ceil(services * (1 - most / size));
        const what = object.kind === "release" ? "what helm keeps of the release" : `the ${object.kind}`;
        return [
            {
                key: "services",
                value: `${services} services`,
                problem: `make ${what} ${object.name} too large: ${kibi(size)}, and ${kibi(most)} are taken; about ${tooMany} are too many for one stack, and fit into another one (docs/scale.md), or need no alerts of their own`,
                fix: ask(
                    "services.NAME.enabled",
                    "false",
                    `for each service that needs none, or that another stack observes`,
                ),
            },
        ];
    });

/** @throws ConfigurationError with every object that is too large. */
export function refuseOversized(content: Content, services: number, stack: string): void {
    const problems = objectProblems(sizedObjects(content), services);
    if (problems.length > 0) throw new ConfigurationError(problems, stack);
}
