import type { StackConfig } from "../config/schema";
import { ofPage, page, valuesOf } from "./lib";
import { serviceSections } from "./parts/one-service";

/** One service, whichever is chosen: where links of alerts and of the other dashboards lead. */
export const service = (config: StackConfig) =>
    page(config, {
        name: "service",
        description: "One service: what it answers, what it depends on, what it uses, its traces and its logs.",
        variables: [
            valuesOf("namespace", "service:targets_up:sum", {
                name: "namespace",
                label: "Namespace",
                description: "Namespaces that the service runs in.",
                all: true,
            }),
            valuesOf("service", "service:targets_up:sum", {
                name: "service",
                label: "Service",
                description: "The service, by the name label of its pods.",
            }),
        ],
        sections: serviceSections(config, { service: ofPage("service"), namespace: ofPage("namespace") }),
    });
