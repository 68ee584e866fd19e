/** Rules about machines, volumes and workloads. */

export { infrastructureLevels, objectLevels } from "./machine-levels";
export { clusterAlerts, nodeAlerts } from "./nodes";
export { volumeAlerts } from "./volumes";
export { workloadAlerts } from "./workloads";
