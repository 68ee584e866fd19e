import { PROOFS } from "./cases";
import { failuresOf } from "./harness/promtool";
import { isAlertProof } from "./harness/proofs";

test.each(PROOFS.map((proof) => [isAlertProof(proof) ? proof.alert : proof.record, proof] as const))(
    "%s is what its cases say",
    (_, proof) => {
        expect(failuresOf(proof)).toBe("");
    },
);
