/** Settings with targets and data sources outside of the cluster. */
import type { PlainObject } from "../../config/merge";

export const OUTSIDE: PlainObject = {
    httpProxy: { url: "http://proxy.example.com:3128" },
    scrape: {
        external: {
            db: {
                targets: ["db.example.com:9187"],
                labels: { environment: "prod" },
                interval: "1m",
                authentication: { type: "basic", secret: "db" },
                tls: { caSecret: { name: "db-ca" }, clientSecret: "db-client", serverName: "db" },
            },
            queue: {
                targets: ["queue.example.com:9308", "queue-2.example.com:9308"],
                sampleLimit: 500,
                authentication: { type: "bearer", secret: "queue" },
            },
        },
    },
    probes: {
        urls: {
            shop: { url: "https://shop.example.com", team: "business", statusCodes: [200] },
            api: { url: "https://api.example.com:8443/health" },
        },
    },
    grafana: {
        datasources: {
            warehouse: {
                type: "grafana-postgresql-datasource",
                url: "https://db.example.com:5432",
                user: "grafana",
                settings: { sslmode: "verify-full" },
                secrets: { password: { name: "warehouse", key: "password" } },
            },
        },
    },
};
