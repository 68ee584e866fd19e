const hermetic = require("./jest.config.js");

/** Tests with the real programs, two files at a time: they mostly wait, and each starts servers of its own on free ports. @type {import("jest").Config} */
module.exports = {
    ...hermetic,
    testRegex: "\\.tools\\.test\\.ts$",
    testPathIgnorePatterns: ["/node_modules/"],
    maxWorkers: 2,
    testTimeout: 300_000,
};
