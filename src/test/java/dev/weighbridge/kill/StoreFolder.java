package dev.weighbridge.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.weighbridge.pipeline.Coreutils;

/** What lies in a node's local store. */
record StoreFolder(Path home) implements NodeStore {

    @Override
    public List<String> properties() {
        return List.of();
    }

    @Override
    public int partSize() {
        return 65536;
    }

    @Override
    public int objectCount() throws IOException {
        return objects().size();
    }

    @Override
    public int manifestCount() throws IOException {
        return manifests().size();
    }

    /** By coreutils. */
    @Override
    public List<String> checksums() throws IOException, InterruptedException {
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
