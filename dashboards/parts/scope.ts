/** A service, as values of matchers: by name, or by variables of the page. */
export interface Scope {
    readonly service: string;
    /** A pattern; every namespace when unset. */
    readonly namespace?: string;
}

const ANY = ".*";

/** Where it is, for links to other dashboards. */
export const placeOf = ({ service, namespace }: Scope) => ({
    service,
    ...(namespace === undefined ? {} : { namespace }),
});

/** Where its pods are, as a matcher. */
export const namespaceOf = ({ namespace = ANY }: Scope): string => `namespace=~"${namespace}"`;

/** Matchers of a service's own metrics. */
export const of = (scope: Scope): string => `service="${scope.service}", ${namespaceOf(scope)}`;

/** Its lines. */
export const linesOf = ({ service, namespace = ANY }: Scope): string =>
    `{service_name="${service}", k8s_namespace_name=~"${namespace}"}`;
