/** Folders of Grafana: each is for those who work with it. */
export const FOLDERS = {
    business: "Business",
    services: "Services",
    onCall: "On call",
    platform: "Platform",
    security: "Security",
} as const;

/** By what Grafana's sidecar knows the ConfigMap of a dashboard, in any namespace: teams add theirs the same way. */
export const DASHBOARD_CONFIG_MAP = {
    label: "grafana_dashboard",
    labelValue: "1",
    folderAnnotation: "grafana_folder",
} as const;

export type FolderName = keyof typeof FOLDERS;

export interface DashboardEntry {
    /** Part of its address: it never changes. */
    readonly uid: string;
    readonly title: string;
    readonly folder: FolderName;
    /** Template variables that a link may fill in. */
    readonly variables: readonly string[];
}

/** The dashboards of the stack. */
export const DASHBOARDS = {
    overview: { uid: "go-coffee-overview", title: "Overview", folder: "business", variables: [] },
    teams: { uid: "go-coffee-teams", title: "Services of a team", folder: "services", variables: ["team"] },
    service: {
        uid: "go-coffee-service",
        title: "Service performance",
        folder: "services",
        variables: ["namespace", "service"],
    },
    ai: { uid: "go-coffee-ai", title: "AI agent performance", folder: "services", variables: ["agent"] },
    web3: { uid: "go-coffee-web3", title: "Web3 metrics", folder: "services", variables: ["chain"] },
    slos: { uid: "go-coffee-slos", title: "SLOs", folder: "services", variables: ["namespace", "service"] },
    onCall: { uid: "go-coffee-on-call", title: "On call", folder: "onCall", variables: [] },
    platform: { uid: "go-coffee-platform", title: "Platform", folder: "platform", variables: [] },
    infrastructure: {
        uid: "go-coffee-infrastructure",
        title: "Infrastructure health",
        folder: "platform",
        variables: ["node", "namespace", "pod"],
    },
    stack: { uid: "go-coffee-stack", title: "The stack itself", folder: "platform", variables: ["component"] },
    security: { uid: "go-coffee-security", title: "Security and audit", folder: "security", variables: ["service"] },
} as const satisfies Readonly<Record<string, DashboardEntry>>;

export type DashboardName = keyof typeof DASHBOARDS;
/** Variables that dashboards of the stack have. */
export type DashboardVariable = (typeof DASHBOARDS)[DashboardName]["variables"][number];
