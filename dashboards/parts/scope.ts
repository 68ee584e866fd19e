/** A service, as values of matchers: by name, or by variables of the page. */
export interface Scope {
    readonly service: string;
    /** A pattern. */
    readonly namespace: string;
}

/** Matchers of a service's own metrics. */
export const of = ({ service, namespace }: Scope): string => `service="${service}", namespace=~"${namespace}"`;

/** Its lines. */
export const linesOf = ({ service, namespace }: Scope): string =>
    `{service_name="${service}", k8s_namespace_name=~"${namespace}"}`;
