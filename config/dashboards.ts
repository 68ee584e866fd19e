/**
 * The dashboards of the stack. A UID is part of a dashboard's address, so it never changes; `variables` are the template
 * variables that a link may fill in.
 */
export const DASHBOARDS = {
    overview: { uid: "go-coffee-overview", variables: [] },
    service: { uid: "go-coffee-service", variables: ["service"] },
    ai: { uid: "go-coffee-ai", variables: [] },
    web3: { uid: "go-coffee-web3", variables: [] },
    infrastructure: { uid: "go-coffee-infrastructure", variables: ["node", "namespace"] },
    slos: { uid: "go-coffee-slos", variables: ["service"] },
    stack: { uid: "go-coffee-stack", variables: ["component"] },
    security: { uid: "go-coffee-security", variables: ["service"] },
} as const satisfies Readonly<Record<string, { readonly uid: string; readonly variables: readonly string[] }>>;

export type DashboardName = keyof typeof DASHBOARDS;
/** Variables that dashboards of the stack have. */
export type DashboardVariable = (typeof DASHBOARDS)[DashboardName]["variables"][number];
