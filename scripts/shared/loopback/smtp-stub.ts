/** A mail server that keeps what it gets. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { atEnd, run } from "./programs";

export interface Delivered {
    /** Milliseconds since 1970. */
    readonly time: number;
    readonly from: string;
    readonly to: readonly string[];
    /** Who had authenticated. */
    readonly user: string;
    readonly encrypted: boolean;
    readonly message: Email;
}

export interface SmtpStub {
    /** host:port */
    readonly address: string;
    /** Certificate of its authority: a client must trust it. */
    readonly caFile: string;
    readonly got: () => readonly Delivered[];
}

/** A mail server on loopback (STARTTLS, one user) that keeps what it gets; it is stopped at the end. */
export async function smtpStub(
    folder: string,
    user: { readonly name: string; readonly password: string },
): Promise<SmtpStub> {
    const [keyFile, caFile] = [join(folder, "smtp.key"), join(folder, "smtp.crt")];
    const certificate = ["-keyout", keyFile, "-out", caFile, "-days", "2", "-subj", "/CN=made-up"];
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    const made = run("openssl", [
        ...["req", "-x509", ...curve, ...certificate],
        ...["-addext", "subjectAltName=IP:127.0.0.1"],
    ]);
    if (made.code !== 0) throw new Error(made.output);

    const delivered: Delivered[] = [];
    const server = new SMTPServer({
        key: readFileSync(keyFile),
        cert: readFileSync(caFile),
        onAuth: ({ username, password }, _, callback) => {
            if (username === user.name && password === user.password) callback(null, { user: username });
            else callback(new Error("unknown user"));
        },
        onData: (stream, session, callback) => {
            const chunks: Buffer[] = [];
            stream.on("data", (chunk: Buffer) => chunks.push(chunk));
            stream.on("end", () => {
                void PostalMime.parse(Buffer.concat(chunks)).then((message) => {
                    const { mailFrom, rcptTo } = session.envelope;
                    delivered.push({
                        time: Date.now(),
                        from: mailFrom === false ? "" : mailFrom.address,
                        to: rcptTo.map(({ address }) => address),
                        user: String(session.user),
                        encrypted: session.secure,
                        message,
                    });
                    callback();
                });
            });
        },
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    atEnd(() => {
        server.close();
    });
    const address = server.server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return { address: `127.0.0.1:${address.port}`, caFile, got: () => delivered };
}
