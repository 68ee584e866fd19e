import type { AlertProof, RecordingProof } from "../harness/proofs";

export const services: readonly (AlertProof | RecordingProof)[] = [
    {
        record: "service:http_requests:rate5m",
        values: [
            {
                given: "two pods of one service",
                series: {
                    'http_requests_total{namespace="go-coffee", service="api-gateway", pod="a"}': "0+60x20",
                    'http_requests_total{namespace="go-coffee", service="api-gateway", pod="b"}': "0+30x20",
                },
                at: "10m",
                values: { '{namespace="go-coffee", service="api-gateway"}': 3 },
            },
        ],
        zeroTraffic: {
            given: "no request",
            series: { 'http_requests_total{namespace="go-coffee", service="api-gateway", pod="a"}': "5x20" },
            at: "10m",
            values: { '{namespace="go-coffee", service="api-gateway"}': 0 },
        },
        counterReset: {
            given: "a restart",
            series: {
                'http_requests_total{namespace="go-coffee", service="api-gateway", pod="a"}': "0+60x14 60+60x6",
            },
            at: "10m",
            values: { '{namespace="go-coffee", service="api-gateway"}': 2 },
        },
    },
    {
        alert: "ServiceDown",
        fires: [
            {
                given: "two replicas wanted, none available",
                series: {
                    'kube_deployment_spec_replicas{namespace="go-coffee", deployment="order-service"}': "2x20",
                    'kube_deployment_status_replicas_available{namespace="go-coffee", deployment="order-service"}':
                        "2x3 0x6 2x10",
                },
                at: "3m",
                alerts: [
                    {
                        labels: {
                            severity: "critical",
                            team: "platform",
                            namespace: "go-coffee",
                            service: "order-service",
                            deployment: "order-service",
                        },
                        summary: "order-service is down",
                        description: "order-service in go-coffee wants 2 replicas and none is available.",
                    },
                ],
                until: "330s",
            },
        ],
        silent: [
            {
                given: "a rollout that leaves one",
                series: {
                    'kube_deployment_spec_replicas{namespace="go-coffee", deployment="order-service"}': "2x20",
                    'kube_deployment_status_replicas_available{namespace="go-coffee", deployment="order-service"}':
                        "2x3 1x10 2x7",
                },
                for: "10m",
            },
        ],
    },
];
