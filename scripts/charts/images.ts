import { PROJECT } from "../../model/stack/project";
import type { LockedImage } from "../../model/charts/folder-lock";
import { documentsOf, imagesOf } from "../shared/rendering/documents";
import { renderRelease } from "../shared/rendering/render";
import { objectsOf, releasesOf } from "../shared/planning/graph";
import { planStack } from "../shared/planning/planned-stack";
import { readStackFile, withConfig } from "../shared/planning/stack-file";
import { qualified } from "./image-reference";
import { digestOf } from "./registry";

/**
 * Every image that a stack runs, from where it is published: of its charts, its own objects, and what operators start.
 *
 * @param folder the charts, as a mirror.
 */
export async function imagesOfStack(stack: string, folder: string): Promise<readonly string[]> {
    // With a registry of the stack's own, the list would name what is to be filled.
    const given = withConfig(readStackFile(PROJECT, stack), { chartMirror: folder, imageRegistry: "" });
    const { resources } = (await planStack(stack, given)).plan;
    const manifests = await Promise.all(releasesOf(resources).map(renderRelease));
    const documents = [...manifests.flatMap(documentsOf), ...objectsOf(resources).map(({ manifest }) => manifest)];
    return documents.flatMap(imagesOf).map(qualified);
}

export interface ImageDigests {
    readonly images: readonly LockedImage[];
    /** Images whose registry told no digest, each with the reason. */
    readonly untold: readonly { readonly image: string; readonly problem: string }[];
}

/** Images with the digests that their registries tell. */
export async function withDigests(images: readonly string[]): Promise<ImageDigests> {
    const answers = await Promise.all(images.map(async (image) => ({ image, ...(await digestOf(image)) })));
    return {
        images: answers.map((answer) =>
            "digest" in answer ? { image: answer.image, digest: answer.digest } : { image: answer.image },
        ),
        untold: answers.flatMap((answer) =>
            "problem" in answer ? [{ image: answer.image, problem: answer.problem }] : [],
        ),
    };
}
