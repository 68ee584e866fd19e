/** A dashboard: where it is shown and what Grafana reads. */
export interface DashboardFile {
    /** Folder in Grafana. */
    readonly folder: string;
    /** Stable, so that links survive. */
    readonly uid: string;
    readonly title: string;
    /** Dashboard JSON, keys in a stable order. */
    readonly json: string;
}
