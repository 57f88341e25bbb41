package dev.weighbridge.source.oci;

import dev.weighbridge.artifact.Container;
import org.jspecify.annotations.Nullable;

/**
 * A layer or config as it lies in the model.
 *
 * @param path where; for a container a name of its own, under which nobody will see it
 * @param container how the model's files are packed in it, or null if it is one itself
 */
record Part(String path, Descriptor blob, @Nullable Container container) {

    static Part file(String path, Descriptor blob) {
        return new Part(path, blob, null);
    }
}
