/**
 * The directions of the rooms: each may lean on those below it, never on those above or beside it.
 *
 *     config ← model ← checks ← { rules, dashboards, components } ← index.ts, scripts
 *     config ← demo ← components, scripts
 *
 * Tests may lean on everything. `npm run lint` holds this; docs/development.md draws it.
 */
const ROOMS = ["config", "model", "checks", "rules", "dashboards", "components", "demo", "scripts", "tests"];
/** Room → the rooms that it may lean on, beside itself. */
const MAY = {
    config: [],
    model: ["config"],
    checks: ["config", "model"],
    rules: ["config", "model", "checks"],
    dashboards: ["config", "model", "checks"],
    demo: ["config"],
    components: ["config", "model", "checks", "rules", "dashboards", "demo"],
    scripts: ["config", "model", "checks", "rules", "dashboards", "components", "demo"],
};

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
    forbidden: [
        {
            name: "no-circle",
            comment: "Files that need each other can't be read, moved or tested one by one. Type imports count.",
            severity: "error",
            from: {},
            to: { circular: true },
        },
        ...Object.entries(MAY).map(([room, below]) => ({
            name: `${room}-leans-down`,
            comment: `${room}/ leans on ${below.join(", ") || "nothing"} and itself.`,
            severity: "error",
            from: { path: `^${room}/` },
            to: {
                path: `^(${ROOMS.filter((other) => other !== room && !below.includes(other)).join("|")})/|^index\\.ts$`,
            },
        })),
        {
            name: "index-leans-down",
            comment: "The program is deployed without the scripts and tests around it.",
            severity: "error",
            from: { path: "^index\\.ts$" },
            to: { path: "^(scripts|tests)/" },
        },
        {
            name: "elements-apart",
            comment: "Elements are wired by index.ts: they share components/helm/ and don't import each other.",
            severity: "error",
            from: { path: "^components/([^/]+)/" },
            to: { path: "^components/[^/]+/", pathNot: "^components/($1|helm)/" },
        },
        {
            name: "rules-and-dashboards-apart",
            comment: "Alerts and pages meet in the model (uids, data sources), not in each other's builders.",
            severity: "error",
            from: { path: "^(rules|dashboards)/" },
            to: { path: "^(rules|dashboards)/", pathNot: "^$1/" },
        },
        {
            name: "data-without-pulumi",
            comment: "Rules and dashboards are plain data: they are built and tested without an engine.",
            severity: "error",
            from: { path: "^(rules|dashboards)/" },
            to: { path: "@pulumi/" },
        },
        {
            name: "verbs-apart",
            comment: "A verb is a file beside its parts; what several share is a folder of its own, not another verb.",
            severity: "error",
            from: { path: "^scripts/" },
            to: { path: "^scripts/[^/]+\\.ts$" },
        },
        {
            name: "declared-packages",
            comment: "A package that package.json doesn't name may vanish with the one that brings it.",
            severity: "error",
            from: { pathNot: "^tests/" },
            to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
        },
        {
            name: "program-without-development-packages",
            comment: "`npm ci --omit=dev` must be enough to deploy.",
            severity: "error",
            from: { path: "^(index\\.ts$|(config|model|checks|rules|dashboards|demo|components)/)" },
            to: { dependencyTypes: ["npm-dev"] },
        },
        {
            name: "resolvable",
            severity: "error",
            from: {},
            to: { couldNotResolve: true },
        },
    ],
    options: {
        enhancedResolveOptions: {
            exportsFields: ["exports"],
            conditionNames: ["import", "require", "node", "default", "types"],
        },
        tsConfig: { fileName: "tsconfig.json" },
        // Imports of types alone are arrows too.
        tsPreCompilationDeps: true,
        doNotFollow: { path: "node_modules" },
        exclude: { path: "^(out|coverage)/" },
    },
};
