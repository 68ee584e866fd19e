/** Proofs of log alerts: lines that are pushed into a real Loki, and the alerts that its ruler must send. */

export interface LogLine {
    readonly service: string;
    readonly message: string;
    /** Level as the application writes it. */
    readonly level?: string;
    /** Number of the level, as OpenTelemetry's SDKs send it. */
    readonly severityNumber?: number;
    /** Other fields of the line. */
    readonly fields?: { readonly [field: string]: string | number };
    /** How many of it; one when unset. */
    readonly times?: number;
}

export interface LogAlert {
    /** Every label but alertname, namespace and cluster, which follow from the case. */
    readonly labels: { readonly [label: string]: string };
    readonly summary: string;
    /** NAMESPACE stands for that of the case. */
    readonly description: string;
}

export interface LogProof {
    readonly alert: string;
    readonly fires: readonly [LogFiring, ...LogFiring[]];
    readonly silent: readonly [LogMiss, ...LogMiss[]];
}

export interface LogMiss {
    readonly given: string;
    readonly lines: readonly LogLine[];
}

export interface LogFiring extends LogMiss {
    readonly alerts: readonly [LogAlert, ...LogAlert[]];
    /** What the same lines set off besides. */
    readonly besides?: readonly string[];
}
