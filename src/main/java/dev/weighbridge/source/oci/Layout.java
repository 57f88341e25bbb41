package dev.weighbridge.source.oci;

import java.util.List;

/** A way in which a model's files are made layers. */
interface Layout {

    /** The layouts, the more particular first: Ollama's manifests also look like images, and anything may have titles. */
    List<Layout> ALL = List.of(new OllamaLayout(), new DockerModelLayout(), new TypedLayout.KitOps(), new TypedLayout.ModelPack(),
            new ImageLayout(), new TitledLayout());

    boolean fits(Manifest manifest);

    /** @throws MalformedManifestException for a layer that has no place in this layout: a model that silently lacks a file is worse than none */
    List<Part> parts(Manifest manifest);

    /** The files of {@code manifest} in the layout that it has. */
    static List<Part> read(Manifest manifest) {
        for (Layout layout : ALL) {
            if (layout.fits(manifest)) {
                return layout.parts(manifest);
            }
        }
        throw new MalformedManifestException("its layout is none that is known here (" + manifest.types() + ")",
                "Push the model as ModelPack, KitOps, Docker model, modelcar image, or with ORAS and titles");
    }
}
