const hermetic = require("./jest.config.js");

/** Tests with the real programs, one file at a time: each starts servers of its own. @type {import("jest").Config} */
module.exports = {
    ...hermetic,
    testRegex: "\\.tools\\.test\\.ts$",
    testPathIgnorePatterns: ["/node_modules/"],
    maxWorkers: 1,
    testTimeout: 300_000,
};
