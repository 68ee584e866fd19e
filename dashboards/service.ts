import type { StackConfig } from "../config/schema";
import { ofPage, page, valuesOf } from "./lib";
import { status } from "./parts/alerts";
import { serviceSections } from "./parts/one-service";

/** One service, whichever is chosen: where links of alerts and of the other dashboards lead. */
export const service = (config: StackConfig) =>
    page(config, {
        name: "service",
        description:
            "Is this service well, and if not, why: what it answers, what it depends on, what it uses, what its traces and its logs say?",
        status: [status('service="$service"')],
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
