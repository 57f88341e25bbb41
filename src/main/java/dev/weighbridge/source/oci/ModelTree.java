package dev.weighbridge.source.oci;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;

/** Makes the parts of a layout files of a source: pinned by their digests, each path once. */
final class ModelTree {

    private final int most;

    ModelTree(int most) {
        this.most = most;
    }

    /**
     * @throws MalformedManifestException if there is none, or two have one path
     * @throws IngestionException LIMIT_EXCEEDED, MALFORMED_ARTIFACT for a path that cannot be kept
     */
    List<SourceFile> files(OciReference asked, List<Part> parts) {
        if (parts.size() > most) {
            throw new IngestionException(FailureKind.LIMIT_EXCEEDED, "Could not list " + asked + ": the model has more than " + most
                    + " layers. Pack it in fewer, or raise weighbridge.sources.max-files.");
        }
        Map<String, SourceFile> files = new LinkedHashMap<>();
        for (Part part : parts) {
            if (files.put(part.path(), file(asked.repository(), part)) != null) {
                throw new MalformedManifestException("two of its layers are the file '" + part.path() + "'");
            }
        }
        if (files.isEmpty()) {
            throw new MalformedManifestException("it has no layer that is a file");
        }
        return List.copyOf(files.values());
    }

    /** A digest is as strong a validator as there can be. */
    private static SourceFile file(Repository repository, Part part) {
        Descriptor blob = part.blob();
        var file = new SourceFile(part.path(), blob.size(), blob.digest(), repository.blob(blob.digest()).toString(),
                blob.digest().toString(), true);
        return part.container() == null ? file : file.unpacked(part.container());
    }
}
