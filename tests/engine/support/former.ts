/** The state that an earlier version of the program has left: cert-manager as a part of Pulumi's own component. */

interface State {
    readonly deployment: {
        readonly resources: readonly {
            readonly urn: string;
            readonly type: string;
            readonly id?: string;
            readonly parent?: string;
        }[];
    };
}

const FORMER = "kubernetes-cert-manager:index:CertManager";

/** Makes the release of a state the component's child, as it was registered then. */
export function asFormerComponent(state: string): string {
    const { resources } = (JSON.parse(state) as State).deployment;
    const release = resources.find(({ urn }) => urn.endsWith("kubernetes:helm.sh/v3:Release::cert-manager"));
    const element = release?.parent;
    if (release === undefined || element === undefined) throw new Error("the state has no cert-manager");
    const component = element.replace(/::cert-manager$/, `$${FORMER}::cert-manager`);
    const former = component.replace(/::cert-manager$/, "$kubernetes:helm.sh/v3:Release::cert-manager-helm");
    // The URN with its quotes: in every list of dependencies too.
    const renamed = JSON.parse(state.replaceAll(JSON.stringify(release.urn), JSON.stringify(former))) as State;
    return JSON.stringify({
        ...renamed,
        deployment: {
            ...renamed.deployment,
            resources: renamed.deployment.resources.flatMap((resource) =>
                resource.urn === former
                    ? [
                          { urn: component, custom: false, type: FORMER, parent: element },
                          { ...resource, parent: component },
                      ]
                    : [resource],
            ),
        },
    });
}
