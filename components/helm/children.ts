import type * as pulumi from "@pulumi/pulumi";

/** Options of a component's children: what the component waits for, each of them waits for. */
export const childrenOf = (
    parent: pulumi.ComponentResource,
    { dependsOn }: pulumi.ComponentResourceOptions,
): { readonly parent: pulumi.ComponentResource; readonly dependsOn: pulumi.Resource[] } => ({
    parent,
    dependsOn: dependsOn === undefined ? [] : ([dependsOn].flat() as pulumi.Resource[]),
});

type Children = ReturnType<typeof childrenOf>;

/** The same for a child that waits for others too. */
export const after = (children: Children, ...others: readonly pulumi.Resource[]): Children => ({
    ...children,
    dependsOn: [...children.dependsOn, ...others],
});
