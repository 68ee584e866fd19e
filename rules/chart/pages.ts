/** The chart's critical alerts, and which of them page. */

interface Decision {
    readonly page: boolean;
    /** Why it wakes somebody, or can wait until the morning. */
    readonly why: string;
}

const page = (why: string): Decision => ({ page: true, why });
const wait = (why: string): Decision => ({ page: false, why });

/**
 * Every critical alert that kube-prometheus-stack brings along, and whether it pages. One that waits is told in the
 * channels of its severity and its team all the same. A test holds the names against the rendered chart.
 */
export const CHART_CRITICALS: { readonly [alert: string]: Decision } = {
    AlertmanagerClusterCrashlooping: wait("replicas that are left still notify"),
    AlertmanagerClusterDown: page("with half of the replicas gone the next loss silences every alert"),
    AlertmanagerClusterFailedToSendAlerts: page("somebody isn't told what he should be"),
    AlertmanagerConfigInconsistent: wait("the older configuration still notifies"),
    AlertmanagerFailedReload: wait("the older configuration still notifies"),
    AlertmanagerMembersInconsistent: wait("costs duplicates, no alert"),
    KubeAPIErrorBudgetBurn: wait("running services don't need the API server"),
    KubeClientCertificateExpiration: wait("counts any client's certificate, a developer's too"),
    KubeControllerManagerDown: page("what fails is no longer replaced"),
    KubeletClientCertificateExpiration: page("the node drops out within a day"),
    KubeletDown: page("no kubelet is seen: nodes or the scrape are gone"),
    KubeletServerCertificateExpiration: wait("costs logs and metrics of the node's pods, not the pods"),
    KubePersistentVolumeErrors: wait("a new volume fails, none that is in use"),
    KubePersistentVolumeInodesFillingUp: page("a full volume stops what writes to it"),
    KubeProxyDown: page("Services stop following their pods"),
    KubeSchedulerDown: page("what fails is no longer replaced"),
    KubeStateMetricsListErrors: page("services that are down can't be seen without it"),
    KubeStateMetricsShardingMismatch: wait("there are no shards"),
    KubeStateMetricsShardsMissing: wait("there are no shards"),
    KubeStateMetricsWatchErrors: page("services that are down can't be seen without it"),
    NodeFileDescriptorLimit: wait("services of the node that suffer from it page themselves"),
    NodeFilesystemAlmostOutOfFiles: page("a full disk stops every pod of the node"),
    NodeFilesystemAlmostOutOfSpace: page("a full disk stops every pod of the node"),
    NodeFilesystemFilesFillingUp: page("full within hours"),
    NodeFilesystemSpaceFillingUp: page("full within hours"),
    NodeRAIDDegraded: wait("the array still works; disks are changed by day"),
    PrometheusBadConfig: wait("the older configuration still evaluates"),
    PrometheusErrorSendingAlertsToAnyAlertmanager: page("its alerts reach nobody"),
    PrometheusRuleFailures: page("alerts that can't be evaluated don't fire"),
    PrometheusTargetSyncFailure: wait("targets that are lost by it have alerts of their own"),
    etcdDatabaseQuotaLowSpace: page("at its quota the cluster becomes read-only"),
    etcdGRPCRequestsSlow: wait("what suffers from it pages itself"),
    etcdHighFsyncDurations: wait("what suffers from it pages itself"),
    etcdHighNumberOfFailedGRPCRequests: wait("what suffers from it pages itself"),
    etcdInsufficientMembers: page("the next loss takes the cluster's state away"),
    etcdNoLeader: page("nothing can be changed in the cluster"),
};

const named = (pages: boolean): readonly string[] =>
    Object.keys(CHART_CRITICALS).filter((alert) => CHART_CRITICALS[alert]?.page === pages);

/** The allow-list: the chart's criticals that page. */
export const CHART_PAGES = named(true);
/** Those that don't. */
export const CHART_NO_PAGES = named(false);
