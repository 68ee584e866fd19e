/** Names of images, read the way container runtimes read them. */

export interface ImageReference {
    /** Host, with its port. */
    readonly registry: string;
    readonly repository: string;
    /** Tag, or digest (`sha256:...`) where the image is named by one. */
    readonly version: string;
}

const DOCKER = "docker.io";

const isHost = (part: string): boolean => /[.:]/.test(part) || part === "localhost";

/** `busybox` is `docker.io/library/busybox:latest`. */
export function parseReference(image: string): ImageReference {
    const [named = "", digest] = image.split("@");
    const [first = "", ...below] = named.split("/");
    const [registry, path] = below.length > 0 && isHost(first) ? [first, below.join("/")] : [DOCKER, named];
    const [, repository = path, tag = "latest"] = /^(.+):([^:/]+)$/.exec(path) ?? [];
    return {
        registry,
        repository: registry === DOCKER && !repository.includes("/") ? `library/${repository}` : repository,
        version: digest ?? tag,
    };
}

export const isDigest = (version: string): boolean => version.includes(":");

/** An image with its registry: what another registry is to hold of it follows the first slash. */
export function qualified(image: string): string {
    const { registry, repository, version } = parseReference(image);
    return `${registry}/${repository}${isDigest(version) ? "@" : ":"}${version}`;
}
