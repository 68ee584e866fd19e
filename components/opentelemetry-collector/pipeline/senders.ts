/** Who sends is what the connection says: no pod speaks for another one. */

import type { StackConfig } from "../../../config/schema";
import type { HelmValues } from "../../helm/values";
import { any, isMatch, set, where } from "../privacy/ottl";

const SERVICE = "service.name";
/** What a resource may say of where it is from, and the pod's address tells better. */
const IDENTITY = [
    "k8s.namespace.name",
    "k8s.pod.name",
    "k8s.pod.uid",
    "k8s.node.name",
    "k8s.deployment.name",
    SERVICE,
] as const;

/** What a resource said of itself, where that isn't so: stays beside what is. */
export const CLAIM = "claimed.";

const attribute = (key: string): string => `attributes["${key}"]`;
const claim = (key: string): string => attribute(`${CLAIM}${key}`);
const BELIEVED = 'cache["believed"]';

/** Statements for the resources of every signal. */
const forResources = (statements: readonly string[]): HelmValues => ({
    error_mode: "ignore",
    ...Object.fromEntries(
        ["trace_statements", "metric_statements", "log_statements"].map((signal) => [
            signal,
            [{ context: "resource", statements }],
        ]),
    ),
});

/** Before the pod is looked up by the connection: what it says of itself is put aside. */
export const asideClaims: HelmValues = forResources([
    `delete_matching_keys(attributes, "^claimed\\\\.")`,
    ...IDENTITY.flatMap((key) => [
        where(set(claim(key), attribute(key)), `${attribute(key)} != nil`),
        `delete_key(attributes, "${key}")`,
    ]),
]);

/**
 * After it: of a pod that is known, only the name of its service may be of its own choice, and not that of another service
 * of the catalogue. What comes from no pod (the network of a node, outside of the cluster), or from one that sends for
 * others (`collector.forwarders`), is believed.
 */
export function settledClaims({ collector, services }: StackConfig): HelmValues {
    const among = (names: readonly string[]): string => `^(${names.join("|")})$`;
    const known = `${BELIEVED} == nil`;
    return forResources([
        where(set(BELIEVED, "true"), `${attribute("k8s.pod.uid")} == nil`),
        ...(collector.forwarders.length === 0
            ? []
            : [
                  where(
                      set(BELIEVED, "true"),
                      `${attribute(SERVICE)} != nil`,
                      isMatch(attribute(SERVICE), among(collector.forwarders)),
                  ),
              ]),
        ...IDENTITY.map((key) => where(set(attribute(key), claim(key)), `${BELIEVED} != nil`, `${claim(key)} != nil`)),
        ...["k8s.deployment.name", "k8s.pod.name"].map((key) =>
            where(
                set(attribute(SERVICE), attribute(key)),
                known,
                `${attribute(SERVICE)} == nil`,
                `${attribute(key)} != nil`,
            ),
        ),
        where(
            set(attribute(SERVICE), claim(SERVICE)),
            known,
            `IsString(${claim(SERVICE)})`,
            any([
                `${claim(SERVICE)} == ${attribute(SERVICE)}`,
                `not ${isMatch(claim(SERVICE), among(Object.keys(services)))}`,
            ]),
        ),
        ...IDENTITY.map((key) =>
            where(`delete_key(attributes, "${CLAIM}${key}")`, `${claim(key)} == ${attribute(key)}`),
        ),
    ]);
}
