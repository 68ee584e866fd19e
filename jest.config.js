/** @type {import("jest").Config} */
module.exports = {
    testEnvironment: "node",
    roots: ["<rootDir>/tests"],
    transform: { "^.+\\.ts$": ["ts-jest", {}] },
    // The Kubernetes SDK is large: loading it takes seconds on a busy machine.
    testTimeout: 120_000,
};
