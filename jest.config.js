/** @type {import("jest").Config} */
module.exports = {
    testEnvironment: "node",
    roots: ["<rootDir>/tests"],
    // What needs real programs is run by `npm run test:tools`.
    testPathIgnorePatterns: ["/node_modules/", "\\.tools\\.test\\.ts$"],
    setupFilesAfterEnv: ["<rootDir>/tests/support/after-file.ts"],
    transform: { "^.+\\.ts$": ["ts-jest", {}] },
    // The Kubernetes SDK is large: loading it takes seconds on a busy machine.
    testTimeout: 120_000,
};
