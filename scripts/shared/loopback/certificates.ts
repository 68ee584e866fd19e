import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./programs";

/** A certificate authority and a server certificate for loopback, as files: made for a test, gone with its folder. */
export interface Certificates {
    readonly ca: string;
    readonly certificate: string;
    readonly key: string;
}

/** @param names further names in the certificate, such as those that clients expect of pods. */
export function makeCertificates(folder: string, names: readonly string[] = []): Certificates {
    const file = (name: string): string => join(folder, name);
    const subject = ["DNS:localhost", "IP:127.0.0.1", ...names.map((name) => `DNS:${name}`)].join(",");
    const openssl = (...args: readonly string[]): void => {
        const { code, output } = run("openssl", args);
        if (code !== 0) throw new Error(`openssl ${args.join(" ")}\n${output}`);
    };
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    openssl(
        ..."req -x509 -days 2 -subj /CN=made-up-authority".split(" "),
        ...curve,
        ...["-keyout", file("ca.key"), "-out", file("ca.crt")],
    );
    openssl(
        ..."req -new -subj /CN=made-up-server".split(" "),
        ...curve,
        ...["-keyout", file("tls.key"), "-out", file("tls.csr")],
    );
    writeFileSync(file("names"), `subjectAltName=${subject}`);
    openssl(
        ..."x509 -req -days 2 -CAcreateserial".split(" "),
        ...["-in", file("tls.csr"), "-CA", file("ca.crt"), "-CAkey", file("ca.key")],
        ...["-extfile", file("names"), "-out", file("tls.crt")],
    );
    return { ca: file("ca.crt"), certificate: file("tls.crt"), key: file("tls.key") };
}
