package dev.weighbridge.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.weighbridge.pipeline.Coreutils;

/** What lies in a node's local store. */
record StoreFolder(Path home) {

    /** What coreutils say the objects' SHA-256 are. */
    List<String> checksums() throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        for (Path object : objects()) {
            all.add(Coreutils.sha256(object));
        }
        return all;
    }

    List<Path> objects() throws IOException {
        List<Path> all = new ArrayList<>(files("blobs"));
        all.addAll(files("uploads"));
        return all;
    }

    List<Path> manifests() throws IOException {
        return files("manifests");
    }

    private List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve(folder))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
