package dev.weighbridge.kill;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where nodes keep their blobs, looked at from outside. */
public interface NodeStore {

    /** What a node needs to use it, {@code name=value}. */
    List<String> properties();

    /** Bytes of a part of a node that uses it. */
    int partSize();

    /** Objects and uploads, whole or not. */
    int objectCount() throws IOException;

    /** The SHA-256 of all whole objects. */
    List<String> checksums() throws IOException, InterruptedException;

    int manifestCount() throws IOException;

    /** The properties of a node that uses it, and further ones. */
    default String[] with(String... more) {
        List<String> all = new ArrayList<>(properties());
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
