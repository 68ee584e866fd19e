/** Doctor: storage classes, and whether they encrypt. */

import { valueAt, type PlainObject } from "../../config/merge";
import { set } from "../../config/problems";
import type { StackConfig } from "../../config/schema";
import { annotationOf, nameOf, textAt } from "../shared/cluster/object-fields";
import { failed, ok, warning, type Finding } from "../shared/terminal/findings";
import type { Check } from "./subject";

const DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

/** Whether a class encrypts its volumes, as far as its parameters tell. */
export type Encryption = "yes" | "no" | "unknown";

/** What each driver's documentation says of its parameters. */
const DRIVERS: Readonly<Record<string, (parameters: unknown) => Encryption>> = {
    // https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md
    "ebs.csi.aws.com": (parameters) => (textAt(parameters, "encrypted").toLowerCase() === "true" ? "yes" : "no"),
    // Google encrypts every disk: https://cloud.google.com/compute/docs/disks/disk-encryption
    "pd.csi.storage.gke.io": () => "yes",
    // Azure encrypts every disk: https://learn.microsoft.com/azure/virtual-machines/disk-encryption
    "disk.csi.azure.com": () => "yes",
};

export const encryptionOf = (storageClass: PlainObject): Encryption =>
    DRIVERS[textAt(storageClass, "provisioner")]?.(storageClass.parameters) ?? "unknown";

/** The class of the stack's volumes: the one that it names, or the cluster's default. */
export function classOf({ cluster }: StackConfig, classes: readonly PlainObject[]): PlainObject | undefined {
    const wanted = cluster.storageClass?.name;
    return classes.find((one) =>
        wanted === undefined ? annotationOf(one, DEFAULT_CLASS) === "true" : nameOf(one) === wanted,
    );
}

export function storageFindings(config: StackConfig, classes: readonly PlainObject[]): readonly Finding[] {
    const check = "storage class";
    const present = classes.map(nameOf).sort().join(", ") || "none";
    const storageClass = classOf(config, classes);
    if (storageClass === undefined) {
        const wanted = config.cluster.storageClass?.name;
        const found = wanted === undefined ? "the cluster has no default class" : `there is no ${wanted}`;
        return [
            failed(
                check,
                found,
                `Choose one of those that there are (${present}): ${set("cluster.storageClass.name", "NAME")}`,
            ),
        ];
    }
    const name = nameOf(storageClass);
    return [
        ok(check, `${name} (${textAt(storageClass, "provisioner")})`),
        ...expansion(name, storageClass),
        ...encryption(config, name, encryptionOf(storageClass)),
        ...binding(config, name, storageClass),
    ];
}

const expansion = (name: string, storageClass: PlainObject): readonly Finding[] =>
    storageClass.allowVolumeExpansion === true
        ? [ok("volume expansion", "allowed")]
        : [
              warning(
                  "volume expansion",
                  `${name} doesn't allow it`,
                  `Volumes could never grow. Where the driver can: kubectl patch storageclass ${name} --patch '{"allowVolumeExpansion":true}'`,
              ),
          ];

function encryption({ cluster, environment }: StackConfig, name: string, encrypted: Encryption): readonly Finding[] {
    const check = "encryption at rest";
    const promised = cluster.storageClass?.encrypted === true;
    if (encrypted === "yes") return [ok(check, `${name} encrypts its volumes`)];
    if (environment === "dev" && !promised) return [ok(check, "not asked for in dev")];
    if (encrypted === "unknown") {
        return [
            warning(
                check,
                `the parameters of ${name} don't tell`,
                "Ask whoever runs the storage, and write down where it is said.",
            ),
        ];
    }
    return [
        failed(
            check,
            `${name} doesn't encrypt, though cluster.storageClass.encrypted says so`,
            `Name a class with the parameter encrypted: "true": ${set("cluster.storageClass.name", "NAME")}`,
        ),
    ];
}

const binding = ({ cluster }: StackConfig, name: string, storageClass: PlainObject): readonly Finding[] =>
    cluster.zones && valueAt(storageClass, ["volumeBindingMode"]) !== "WaitForFirstConsumer"
        ? [
              warning(
                  "volume binding",
                  `${name} binds at once`,
                  "A volume may be made in a zone that its pod can't run in: take a class with volumeBindingMode: WaitForFirstConsumer.",
              ),
          ]
        : [];

export const storage: Check = {
    name: "storage class",
    look: async ({ cluster, config }) =>
        storageFindings(config, await cluster.list("storageclasses", { everywhere: true })),
};
