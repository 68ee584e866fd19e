import { isPlainObject, type PlainObject } from "../../config/merge";
import { onPath } from "../../scripts/shared/system/command";
import { documentsOf } from "../../scripts/shared/rendering/documents";
import { renderRelease } from "../../scripts/shared/rendering/render";
import { objectsOf, releasesOf } from "../../scripts/shared/planning/graph";
import { configuration, plan, type Resource, type Stack } from "./plan";
import { at } from "./resources";

/** Helm repository with every chart; without it and helm, charts can't be rendered. */
export const MIRROR = process.env.CHART_MIRROR;
export const canRender = MIRROR !== undefined && (process.env.HELM ?? onPath("helm")) !== undefined;

export interface Rendered {
    readonly resources: readonly Resource[];
    /** Documents of every chart. */
    readonly documents: readonly PlainObject[];
    /** The same and our own objects: all that is applied. */
    readonly all: readonly PlainObject[];
}

/** A stack with every chart rendered by helm. */
export async function render(stack: Stack, over: PlainObject = {}): Promise<Rendered> {
    const { resources } = (await plan(stack, configuration(stack, { ...over, chartMirror: MIRROR }))).plan;
    const manifests = await Promise.all(releasesOf(resources).map(renderRelease));
    const documents = manifests.flatMap(documentsOf);
    return { resources, documents, all: [...documents, ...objectsOf(resources).map(({ manifest }) => manifest)] };
}

export const document = (documents: readonly PlainObject[], kind: string, name: string): PlainObject => {
    const found = documents.find((one) => one.kind === kind && at(one, "metadata", "name") === name);
    if (found === undefined) throw new Error(`no ${kind} ${name} among ${documents.length} documents`);
    return found;
};

/** A container with where it stands. */
export interface Container {
    readonly where: string;
    readonly pod: PlainObject;
    readonly container: PlainObject;
    readonly isHook: boolean;
    readonly replicas: number;
}

const TEMPLATES = [
    ["spec", "template"],
    ["spec", "jobTemplate", "spec", "template"],
] as const;

/** Templates of the pods that an object makes. */
export const templatesOf = (one: PlainObject): readonly PlainObject[] =>
    TEMPLATES.map((path) => at(one, ...path))
        .filter(isPlainObject)
        .filter(({ spec }) => isPlainObject(spec));

/** Containers of every workload; jobs and helm hooks run once and are marked. */
export const containersOf = (documents: readonly PlainObject[]): readonly Container[] =>
    documents.flatMap((one) =>
        templatesOf(one).flatMap((template) => {
            const pod = template.spec as PlainObject;
            const isHook =
                /Job$/.test(String(one.kind)) || at(one, "metadata", "annotations", "helm.sh/hook") !== undefined;
            const replicas = Number(at(one, "spec", "replicas") ?? 1);
            return [pod.initContainers, pod.containers]
                .flatMap((list): readonly unknown[] => (Array.isArray(list) ? list : []))
                .filter(isPlainObject)
                .map((container) => ({
                    where: `${String(one.kind)} ${String(at(one, "metadata", "name"))} ${String(container.name)}`,
                    pod,
                    container,
                    isHook,
                    replicas,
                }));
        }),
    );
