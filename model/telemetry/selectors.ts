import type { StackConfig } from "../../config/schema";

/** Matcher of what runs in the namespaces of the applications. */
export const inApplications = ({ namespaces }: StackConfig): string =>
    `namespace=~"${namespaces.applications.map(({ name }) => name).join("|")}"`;

/** Matcher of a service's consumer groups: named after it. */
export const consumerGroups = (service: string): string => `consumergroup=~"${service}(-.*)?"`;
