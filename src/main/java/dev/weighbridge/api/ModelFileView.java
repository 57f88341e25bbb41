package dev.weighbridge.api;

import dev.weighbridge.artifact.StoredFile;
import org.jspecify.annotations.Nullable;

/**
 * A file of a model.
 *
 * @param verifiedBy the announced digest that agreed, {@code sha256} or {@code git-sha1}, or null when the source announced none
 */
public record ModelFileView(String path, long size, String sha256, @Nullable String verifiedBy) {

    static ModelFileView of(StoredFile file) {
        return new ModelFileView(file.path(), file.size(), file.sha256(), file.verifiedBy() == null ? null : file.verifiedBy().label());
    }
}
