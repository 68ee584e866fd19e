import type { StackConfig } from "../../../config/schema";
import type { HelmValues } from "../../helm/values";

/** Attributes that hold the path of a request, in the conventions that are in use. */
const SPAN_PATHS = ["url.path", "http.route", "http.target"] as const;
const LOG_PATHS = ["url.path", "http_route", "http_path", "path"] as const;
const PROBE_AGENT = "^(kube-probe|GoogleHC|ELB-HealthChecker)/";

/** Without backslashes, which OTTL and the collector would each take away. */
const pattern = (paths: readonly string[]): string =>
    `^(${paths.map((path) => path.replaceAll(".", "[.]")).join("|")})([?].*)?$`;
const matches = (key: string, regex: string): string => `IsMatch(attributes["${key}"], ${JSON.stringify(regex)})`;

/** Drops what says nothing: probes that succeed, their access logs, metrics that nobody needs. */
export function noiseFilter({ collector }: StackConfig): HelmValues {
    const { probePaths, dropMetrics } = collector;
    const paths = pattern(probePaths);
    const fine = "status.code != STATUS_CODE_ERROR";
    const calm = 'severity_number < SEVERITY_NUMBER_WARN and not IsMatch(severity_text, "(?i)^(warn|err|crit|fatal)")';
    const called = (keys: readonly string[]): readonly string[] =>
        probePaths.length > 0 ? keys.map((key) => matches(key, paths)) : [];
    return {
        error_mode: "ignore",
        traces: {
            span: [
                ...called(SPAN_PATHS),
                matches("user_agent.original", PROBE_AGENT),
                'attributes["rpc.service"] == "grpc.health.v1.Health"',
            ].map((probe) => `${probe} and ${fine}`),
        },
        logs: {
            log_record: [...called(LOG_PATHS), matches("user_agent", PROBE_AGENT)].map(
                (probe) => `${probe} and ${calm}`,
            ),
        },
        ...(dropMetrics.length > 0
            ? { metrics: { metric: dropMetrics.map((name) => `name == ${JSON.stringify(name)}`) } }
            : {}),
    };
}
