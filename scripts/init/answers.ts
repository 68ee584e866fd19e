/** What `npm run init` asks: six questions, each with what most would answer. */

import { PLATFORMS } from "../../config/schema/cluster";
import { TELLING, type Telling } from "./channels";
import type { StackConfig } from "../../config/schema";

export interface Answers {
    readonly stack: string;
    readonly environment: "dev" | "prod";
    readonly platform: StackConfig["cluster"]["platform"];
    /** Of the kubeconfig; none for whichever is current, which prod doesn't take. */
    readonly context: string | undefined;
    /** Namespaces of the applications. */
    readonly namespaces: readonly [string, ...string[]];
    readonly channels: readonly Telling[];
}

/** A question: what it asks, what is answered by nothing at all, and what is wrong with an answer. */
export interface Question {
    readonly flag: keyof Answers;
    readonly ask: string;
    readonly usual: (before: Partial<Answers>) => string;
    /** The answer, or what it must be. */
    readonly read: (text: string) => Answers[keyof Answers] | { readonly must: string };
}

const oneOf =
    <T extends string>(known: readonly T[]) =>
    (text: string): T | { readonly must: string } =>
        known.find((one) => one === text) ?? { must: `be one of ${known.join(", ")}` };

const words = (text: string): readonly string[] =>
    text
        .split(",")
        .map((word) => word.trim())
        .filter((word) => word !== "" && word !== "none");

const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

export const QUESTIONS: readonly Question[] = [
    {
        flag: "stack",
        ask: "What is the stack called?",
        usual: () => "dev",
        read: (text) => (/^[\w.-]+$/.test(text) ? text : { must: "be a name of letters, digits, - and ." }),
    },
    {
        flag: "environment",
        ask: "Is it for trying (dev) or for production (prod)?",
        usual: ({ stack = "" }) => (/prod|prd|live/i.test(stack) ? "prod" : "dev"),
        read: oneOf(["dev", "prod"] as const),
    },
    {
        flag: "platform",
        ask: `Which kind of cluster is it (${PLATFORMS.join(", ")})?`,
        usual: ({ environment }) => (environment === "prod" ? "eks" : "kind"),
        read: oneOf(PLATFORMS),
    },
    {
        flag: "context",
        ask: "Which context of your kubeconfig reaches it (kubectl config get-contexts)?",
        usual: () => "",
        read: (text) => (text === "" ? undefined : text),
    },
    {
        flag: "namespaces",
        ask: "In which namespaces are the applications (a,b)?",
        usual: () => "go-coffee",
        read: (text) => {
            const [first, ...others] = words(text);
            const all = first === undefined ? [] : [first, ...others];
            return first !== undefined && all.every((name) => NAME.test(name))
                ? [first, ...others]
                : { must: "be names of namespaces, with commas between them" };
        },
    },
    {
        flag: "channels",
        ask: `Where are people told (${TELLING.join(", ")}; a,b or none)?`,
        usual: ({ environment }) => (environment === "prod" ? "pagerduty" : "none"),
        read: (text) => {
            const named = words(text);
            const known = TELLING.filter((one) => named.includes(one));
            return known.length === named.length ? known : { must: `be among ${TELLING.join(", ")}` };
        },
    },
];
