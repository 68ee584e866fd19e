import { end } from "../../scripts/shared/loopback/programs";

// A test itself can't register hooks: jest does this for every file.
afterAll(end);
