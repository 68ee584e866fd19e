/** The dashboard of the security team. */

import { jobs } from "../model/telemetry/jobs";
import { SERVICES } from "../model/cluster/names";
import type { StackConfig } from "../config/schema";
import { status } from "./parts/alerts";
import {
    atLeast,
    figure,
    highest,
    lineFigure,
    lineTrend,
    logs,
    none,
    ofSeries,
    page,
    section,
    table,
    to,
    toLogs,
    trend,
    valuesOf,
    type Section,
} from "./lib";

/** Who tries what he may not, who changed what, which certificates end: for the security team. */
export const security = (config: StackConfig) =>
    page(config, {
        name: "security",
        description:
            "Does somebody try what he may not: security events, refused requests, changes in the cluster, certificates?",
        status: [status('team="security"')],
        variables: [
            valuesOf("service", "service:targets_up:sum", {
                name: "service",
                label: "Service",
                description: "Services of which events and refusals are shown.",
                all: true,
            }),
        ],
        sections: [
            eventsOf(config),
            refusals(),
            changes(config),
            ...(config.certManager.enabled ? [certificates()] : []),
        ],
    });

function eventsOf({ namespaces }: StackConfig): Section {
    const applications = namespaces.applications.map(({ name }) => name).join("|");
    const marked = `{k8s_namespace_name=~"${applications}", service_name=~"$service"} | event="security"`;
    const panics = `{k8s_namespace_name=~"${applications}", service_name=~"$service"} |= "panic:"`;
    /** None is good news where services say anything at all. */
    const anyLine = `sum(count_over_time({k8s_namespace_name=~"${applications}", service_name=~"$service"} [5m]))`;
    const leads = [toLogs(`{k8s_namespace_name=~"${applications}"} | event="security"`, "All security events")];
    return section(
        "Events",
        lineFigure({
            title: "Security events",
            unknown: "No lines of services",
            description: "Lines that the services mark as security events, within the time range.",
            query: `sum(count_over_time(${marked} [$__range])) or ${anyLine} * 0`,
            unit: "number",
            decimals: 0,
            width: 4,
            height: 8,
            whenZero: "None",
            leads,
        }),
        lineFigure({
            title: "Panics",
            unknown: "No lines of services",
            description: "Lines in which a service panics, within the time range.",
            query: `sum(count_over_time(${panics} [$__range])) or ${anyLine} * 0`,
            unit: "number",
            decimals: 0,
            aim: none(),
            width: 4,
            height: 8,
            whenZero: "None",
            leads: [toLogs(`{k8s_namespace_name=~"${applications}"} |= "panic:"`, "All panics")],
        }),
        lineTrend({
            title: "Security events by service",
            description: "Lines that the services mark as security events.",
            query: `sum by (service_name) (count_over_time(${marked} [$__auto]))`,
            legend: "{{service_name}}",
            unit: "number",
            width: 16,
            whenNone: "No service marks an event",
            leads: [to("service", { service: ofSeries("service_name") }), ...leads],
        }),
        lineTrend({
            title: "Personal data and secrets by service",
            description: "Lines that the collectors have taken something out of, by service and kind.",
            query: `sum by (service_name, privacy_scrubbed) (count_over_time({k8s_namespace_name=~"${applications}", service_name=~"$service"} | privacy_scrubbed != "" [$__auto]))`,
            legend: "{{service_name}}: {{privacy_scrubbed}}",
            unit: "number",
            width: 24,
            whenNone: "Nothing was taken out",
            leads: [to("service", { service: ofSeries("service_name") }), ...leads],
        }),
        logs({
            title: "What happened",
            description:
                "Lines that the services mark as security events, newest first; a line with a trace leads to it.",
            query: marked,
            whenNone: "No service marks an event",
        }),
    );
}

const refusals = (): Section => {
    const leads = [to("service", { service: ofSeries("service") })];
    const answered = (code: string): string =>
        `sum by (service) (rate(http_requests_total{service=~"$service", code="${code}"}[$__rate_interval])) * 60`;
    return section(
        "Refused requests",
        trend({
            title: "Not signed in",
            description: "Requests in a minute that each service answers with 401.",
            query: answered("401"),
            legend: "{{service}}",
            unit: "perMinute",
            width: 8,
            whenNone: "None is refused",
            leads,
        }),
        trend({
            title: "Not allowed",
            description: "Requests in a minute that each service answers with 403.",
            query: answered("403"),
            legend: "{{service}}",
            unit: "perMinute",
            width: 8,
            whenNone: "None is refused",
            leads,
        }),
        trend({
            title: "Too many",
            description: "Requests in a minute that each service answers with 429.",
            query: answered("429"),
            legend: "{{service}}",
            unit: "perMinute",
            width: 8,
            whenNone: "None is refused",
            leads,
        }),
    );
};

const changes = (config: StackConfig): Section => {
    const api = `job="${jobs(config).apiServer}"`;
    const grafana = `{service_name="${SERVICES.grafana.service}", k8s_namespace_name="${config.namespaces.monitoring}"}`;
    const cluster = [to("infrastructure")];
    return section(
        "Cluster and stack",
        trend({
            title: "Changes in the cluster",
            description:
                "Requests to the API server in a minute that change objects, by verb and kind, the ten most frequent.",
            query: highest(
                10,
                ["verb", "resource"],
                `sum by (verb, resource) (rate(apiserver_request_total{${api}, verb=~"POST|PUT|PATCH|DELETE|DELETECOLLECTION", resource!~"events|leases|subjectaccessreviews|tokenreviews|selfsubjectaccessreviews"}[$__rate_interval])) * 60`,
            ),
            legend: "{{verb}} {{resource}}",
            unit: "perMinute",
            leads: cluster,
        }),
        trend({
            title: "Secrets",
            description: "Requests to the API server for Secrets in a minute, by verb.",
            query: `sum by (verb) (rate(apiserver_request_total{${api}, resource="secrets"}[$__rate_interval])) * 60`,
            legend: "{{verb}}",
            unit: "perMinute",
            leads: cluster,
        }),
        trend({
            title: "Refused by the API server",
            description:
                "Attempts in a minute to reach the API server with credentials that it doesn't take, and to do what nobody allows.",
            // Requests that are refused so early aren't among apiserver_request_total.
            query: [
                {
                    query: `sum(rate(authentication_attempts{${api}, result="error"}[$__rate_interval])) * 60`,
                    legend: "wrong credentials",
                },
                {
                    query: `sum(rate(authorization_attempts_total{${api}, result="no-opinion"}[$__rate_interval])) * 60`,
                    legend: "not allowed",
                },
            ],
            unit: "perMinute",
            whenNone: "None is refused",
            leads: cluster,
        }),
        trend({
            title: "Silences",
            description: "Silences in force: alerts that nobody is told of.",
            query: `max(alertmanager_silences{job="${jobs(config).alertmanager}", state="active"})`,
            legend: "silences",
            unit: "number",
            leads: [to("stack", { component: "alertmanager" }, "Alertmanager")],
        }),
        ...(config.fluentBit.enabled
            ? [
                  logs({
                      title: "Failed logins to Grafana",
                      description: "What Grafana says of logins that failed, newest first.",
                      query: `${grafana} |~ "(?i)invalid (username|password)|failed to (look up user|authenticate)|unauthorized"`,
                      height: 6,
                      whenNone: "No login failed",
                  }),
              ]
            : []),
    );
};

/** A time of each certificate. */
const certificateTime = (which: "expiration" | "renewal"): string =>
    `min by (name, exported_namespace, issuer_name) (certmanager_certificate_${which}_timestamp_seconds > 0)`;
/** What is left of the time from its renewal to its end: all of it until the renewal is late, whether it lives for hours or years. */
const RESERVE = `clamp((${certificateTime("expiration")} - time()) / (${certificateTime("expiration")} - ${certificateTime("renewal")}), 0, 1)`;
const RESERVE_AIM = atLeast(0.75, 0.5);

const certificates = (): Section =>
    section(
        "Certificates",
        figure({
            title: "Least reserve",
            unknown: "No certificate is known",
            description:
                "Of the certificate whose renewal is latest: what is left of the time between its renewal and its end.",
            query: `min(${RESERVE})`,
            unit: "share",
            decimals: 0,
            aim: RESERVE_AIM,
            height: 8,
            leads: [to("stack", { component: "cert-manager" }, "cert-manager")],
        }),
        table({
            title: "All certificates",
            description:
                "How long each certificate still holds, how long it is until it is renewed, and how much of its reserve is left.",
            width: 18,
            rows: { name: "Certificate", exported_namespace: "Namespace", issuer_name: "Issuer" },
            columns: [
                {
                    name: "Holds for",
                    query: `${certificateTime("expiration")} - time()`,
                    unit: "seconds",
                    decimals: 0,
                },
                {
                    name: "Renewed in",
                    query: `${certificateTime("renewal")} - time()`,
                    unit: "seconds",
                    decimals: 0,
                },
                { name: "Reserve", query: RESERVE, unit: "share", decimals: 0, aim: RESERVE_AIM },
            ],
            sort: "-Holds for",
            leads: [to("stack", { component: "cert-manager" }, "cert-manager")],
        }),
    );
