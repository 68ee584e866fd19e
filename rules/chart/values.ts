import type { JsonObject } from "../../model/formats/json";
import { CONTROL_PLANES } from "../../model/cluster/platforms";
import type { StackConfig } from "../../config/schema";
import { REPLACED, UNSATISFIABLE } from "./disabled";

/** Which rules of kube-prometheus-stack are deployed: its values `defaultRules`. */
export function chartRules({ cluster, prometheusOperator }: StackConfig): JsonObject {
    const reachable = CONTROL_PLANES[cluster.platform];
    const unsatisfiable = Object.keys(UNSATISFIABLE).filter((alert) =>
        UNSATISFIABLE[alert]?.platforms.includes(cluster.platform),
    );
    return {
        rules: {
            etcd: reachable.etcd,
            kubeSchedulerAlerting: reachable.scheduler,
            kubeSchedulerRecording: reachable.scheduler,
            kubeControllerManager: reachable.controllerManager,
            kubeProxy: reachable.proxy,
            prometheusOperator: prometheusOperator.enabled,
            windows: false,
        },
        disabled: Object.fromEntries([...Object.keys(REPLACED), ...unsatisfiable].sort().map((alert) => [alert, true])),
    };
}
