/** What `pods` says, in the values of each chart. */

import type { ElementName } from "../../config/element-names";
import { mergeDeep, isPlainObject } from "../../config/merge";
import type { StackConfig } from "../../config/schema";
import type { PodName, PodSetting } from "../../config/schema/pods";
import { POD_VALUES } from "../../model/workloads/pod-values";
import { podSettingsOf, type SettledPod } from "../../model/workloads/pod-settings";
import type { HelmValue, HelmValues } from "./values";

/** Values with the settings of their pods: what the charts take is merged, a list is put behind ours. */
export const withPodSettings = (element: ElementName, values: HelmValues, config: StackConfig): HelmValues =>
    Object.entries(POD_VALUES[element]).reduce<HelmValues>((merged, [pod, paths]) => {
        const settings = podSettingsOf(config, pod as PodName);
        return Object.entries(paths).reduce<HelmValues>(
            (laid, [setting, places]) =>
                places.reduce<HelmValues>(
                    (all, place) => placed(all, place, valueOf(settings, setting as PodSetting)),
                    laid,
                ),
            merged,
        );
    }, values);

/** What a chart is told; nothing where nothing is said. */
function valueOf(settings: SettledPod, setting: PodSetting): HelmValue | undefined {
    const value = settings[setting];
    return value === undefined || isEmpty(value) ? undefined : (value as HelmValue);
}

const isEmpty = (value: unknown): boolean =>
    Array.isArray(value) ? value.length === 0 : isPlainObject(value) && Object.keys(value).length === 0;

function placed(values: HelmValues, place: string, value: HelmValue | undefined): HelmValues {
    if (value === undefined) return values;
    const [path = "", shape] = place.split(" ");
    const parts = path.split(".");
    const written = shape === "names" && Array.isArray(value) ? value.map((name: HelmValue) => ({ name })) : value;
    const before = parts.reduce<unknown>((node, part) => (isPlainObject(node) ? node[part] : undefined), values);
    const after = Array.isArray(before) && Array.isArray(written) ? together(before as HelmValue[], written) : written;
    return mergeDeep(values, nested(parts, after)) as HelmValues;
}

/** Several pods of one chart may share a list: each entry once. */
const together = (before: readonly HelmValue[], more: readonly HelmValue[]): readonly HelmValue[] => [
    ...new Map([...before, ...more].map((entry) => [JSON.stringify(entry), entry])).values(),
];

const nested = ([part = "", ...below]: readonly string[], value: HelmValue): HelmValues => ({
    [part]: below.length === 0 ? value : nested(below, value),
});

/** What is said, without what isn't. */
const said = (values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && !isEmpty(value)));

/** The same for a pod of ours: its template with the settings over it. */
export function settledTemplate(config: StackConfig, name: PodName | "all", template: object): HelmValues {
    const { labels, annotations, imagePullSecrets, ...spec } = podSettingsOf(config, name);
    return mergeDeep(
        { ...template },
        {
            ...said({ metadata: said({ labels, annotations }) }),
            ...said({
                spec: said({ ...spec, imagePullSecrets: imagePullSecrets.map((secret) => ({ name: secret })) }),
            }),
        },
    ) as HelmValues;
}
