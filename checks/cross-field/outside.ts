/** What is reached outside of the cluster: targets, and data sources of one's own. */

import type { Check } from "./contract";
import { or, pathOf, remove, set, move } from "../../config/problems";
import { DATASOURCES, OWN_PROMETHEUS } from "../../model/grafana/datasources";

export const outsideProblems: Check = (...given) => [...openPasswords(...given), ...takenNames(...given)];

/** Without TLS, whoever is in between reads what a target is shown. */
const openPasswords: Check = ({ scrape }) =>
    Object.entries(scrape.external).flatMap(([name, { scheme, authentication }]) => {
        if (scheme === "https" || authentication.type === "none") return [];
        const path = ["scrape", "external", name];
        return [
            {
                key: pathOf([...path, "scheme"]),
                value: scheme,
                problem: "shows whoever is in between what targets are shown (authentication)",
                fix: `${set(pathOf([...path, "scheme"]), "https")}${or(remove(pathOf([...path, "authentication"])))}`,
            },
        ];
    });

/** Names are UIDs, and these are the stack's. */
const takenNames: Check = ({ grafana }) =>
    [...Object.values(DATASOURCES), OWN_PROMETHEUS].flatMap(({ uid }) => {
        const own = grafana.datasources[uid];
        if (own === undefined) return [];
        const path = ["grafana", "datasources"];
        return [
            {
                key: pathOf([...path, uid]),
                value: { type: own.type },
                problem: "is the name of a data source of the stack",
                fix: move([...path, uid], [...path, `other-${uid}`], own),
            },
        ];
    });
