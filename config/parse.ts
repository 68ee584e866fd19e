/** From settings to a configuration of the right shape, or to everything that is wrong with it. */

import { isPlainObject, overProfile, type PlainObject } from "./merge";
import type { Problem } from "./problems";
import { PROFILE_OF, PROFILES } from "./profiles";
import { schema, type StackConfig } from "./schema";
import { knownKeys } from "./schema/keys";
import { CATALOGUE } from "./schema/services";
import { inOurWords, shapeProblems } from "./shape-problems";

export type Parsed =
    | { readonly ok: true; readonly config: StackConfig }
    | {
          readonly ok: false;
          readonly problems: readonly Problem[];
          /** The configuration without what has the wrong shape, where that is one. */
          readonly rest: StackConfig | undefined;
      };

/**
 * Shape and units: the stack's settings over its profile, against the schema; all problems at once.
 *
 * @param stack its name, from which a missing environment is guessed.
 */
export function parse(settings: PlainObject, stack = "dev"): Parsed {
    const laid = withProfile(settings);
    const result = schema.safeParse(laid, { error: inOurWords });
    if (result.success) return { ok: true, config: withDemo(withoutDisabledServices(result.data)) };
    const { issues } = result.error;
    const rest = schema.safeParse(withProfile(without(settings, issues.flatMap(pathsOf))));
    const config = rest.success ? withDemo(withoutDisabledServices(rest.data)) : undefined;
    const problems = issues.flatMap((issue) =>
        shapeProblems(issue, { settings: laid, given: settings, rest: config, stack }),
    );
    return { ok: false, problems, rest: config };
}

type Path = readonly PropertyKey[];
type Issue = Parameters<typeof shapeProblems>[0];

const pathsOf = (issue: Issue): readonly Path[] =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];

function withProfile(settings: PlainObject): PlainObject {
    const environment = settings.environment === "prod" ? "prod" : "dev";
    const wanted = settings.profile ?? PROFILE_OF[environment];
    const profile = wanted === "ha" ? PROFILES.ha : PROFILES.small;
    return overProfile({ ...profile, profile: wanted, services: CATALOGUE }, settings, knownKeys);
}

function withoutDisabledServices(config: StackConfig): StackConfig {
    const services = Object.fromEntries(Object.entries(config.services).filter(([, service]) => service.enabled));
    return { ...config, services };
}

/** The demo is observed like every application: its namespace is one of theirs. */
function withDemo(config: StackConfig): StackConfig {
    const { demo, namespaces } = config;
    if (!demo.enabled || namespaces.applications.some(({ name }) => name === demo.namespace)) return config;
    const applications = [...namespaces.applications, { name: demo.namespace, create: true }];
    return { ...config, namespaces: { ...namespaces, applications } };
}

/** Settings without what stands at some paths. An element of a list can't be taken out without moving the others: the list goes. */
function without(settings: PlainObject, paths: readonly Path[]): PlainObject {
    return Object.fromEntries(
        Object.entries(settings).flatMap(([key, value]) => {
            const below = paths.filter(([first]) => first === key).map((path) => path.slice(1));
            if (below.some((path) => path.length === 0 || typeof path[0] === "number")) return [];
            return [[key, isPlainObject(value) && below.length > 0 ? without(value, below) : value]];
        }),
    );
}
