import type { Check } from "./contract";
import { move, pathOf, remove, type Problem } from "../../config/problems";
import type { ExternalEndpoint } from "../../config/schema/collector";

/** Names that the collector's own exporters, buffers and pipelines have. */
const OWN = /^(loki|jaeger|prometheus-\d+|measured|self)$|-buffer$/;

/** External endpoints that would get into the way of the stack's own, and headers that are one and the same. */
export const exportProblems: Check = ({ collector }) =>
    Object.entries(collector.exports).flatMap(([name, endpoint]) => [
        ...ownName(name, endpoint),
        ...repeatedHeaders(name, endpoint),
    ]);

function ownName(name: string, endpoint: ExternalEndpoint): readonly Problem[] {
    if (!OWN.test(name)) return [];
    const renamed = name.endsWith("-buffer") ? name.slice(0, -"-buffer".length) : `to-${name}`;
    return [
        {
            key: pathOf(["collector", "exports", name]),
            value: endpoint.endpoint,
            problem: "has a name that the collector's own pipelines use",
            fix: move(["collector", "exports", name], ["collector", "exports", renamed], endpoint),
        },
    ];
}

function repeatedHeaders(name: string, { headers }: ExternalEndpoint): readonly Problem[] {
    const names = Object.keys(headers);
    return names.flatMap((header, index) => {
        const first = names.slice(0, index).find((other) => other.toLowerCase() === header.toLowerCase());
        if (first === undefined) return [];
        const key = pathOf(["collector", "exports", name, "headers", header]);
        return [
            {
                key,
                value: headers[header]?.name,
                problem: `is the header ${first} again: capital letters make no difference`,
                fix: remove(key),
            },
        ];
    });
}
