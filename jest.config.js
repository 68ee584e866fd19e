/** Of `@grafana/data`, what is written for browsers alone: jest reads CommonJS. */
const MODULES_FOR_BROWSERS = "(marked|d3-[a-z-]+|ol|rbush|quickselect|pbf|earcut|geotiff|react-use|uuid)";

/** @type {import("jest").Config} */
module.exports = {
    testEnvironment: "node",
    roots: ["<rootDir>/tests"],
    // What needs real programs is run by `npm run test:tools`.
    testPathIgnorePatterns: ["/node_modules/", "\\.tools\\.test\\.ts$"],
    globalSetup: "<rootDir>/tests/support/planner/start.ts",
    globalTeardown: "<rootDir>/tests/support/planner/stop.ts",
    setupFilesAfterEnv: ["<rootDir>/tests/support/after-file.ts"],
    // Types are what `npm run typecheck` checks.
    transform: {
        "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }],
        [`/node_modules/${MODULES_FOR_BROWSERS}/.+\\.m?js$`]: ["@swc/jest", { jsc: { target: "es2022" } }],
    },
    transformIgnorePatterns: [`/node_modules/(?!${MODULES_FOR_BROWSERS}/)`],
    maxWorkers: "100%",
    // Plans are made one after the other: on a busy machine a file may wait for those of others.
    testTimeout: 120_000,
};
