import type { StackConfig } from "../../config/schema";
import type { Cluster } from "../shared/cluster/kubectl";
import type { Plan } from "../shared/planning/engine";
import { UsageError } from "../shared/terminal/usage-error";
import { warning, type Finding } from "../shared/terminal/findings";

/** What is looked at: a cluster, and what is to be deployed to it. */
export interface Subject {
    readonly stack: string;
    readonly config: StackConfig;
    readonly plan: Plan;
    readonly cluster: Cluster;
}

export interface Check {
    readonly name: string;
    readonly look: (subject: Subject) => Promise<readonly Finding[]>;
}

/** A check that isn't allowed to see what it needs is told, and the others go on. */
export async function lookAt({ name, look }: Check, subject: Subject): Promise<readonly Finding[]> {
    try {
        return await look(subject);
    } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        const [call = "", reason = ""] = error.message.split("\n");
        return [warning(name, `can't be looked at: ${reason.trim()}`, `Ask for the right to do this: ${call}`)];
    }
}

/** A cluster whose lists are fetched once. */
export function remembering(cluster: Cluster): Cluster {
    const lists = new Map<string, ReturnType<Cluster["list"]>>();
    return {
        ...cluster,
        list: (kinds, where) => {
            const key = JSON.stringify([kinds, where]);
            const known = lists.get(key) ?? cluster.list(kinds, where);
            lists.set(key, known);
            return known;
        },
    };
}
