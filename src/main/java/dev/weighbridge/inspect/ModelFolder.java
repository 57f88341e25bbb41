package dev.weighbridge.inspect;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.weighbridge.artifact.StoredFile;

/** A model's files by path. */
final class ModelFolder {

    private final Map<String, StoredFile> files = new TreeMap<>();

    private final BlobOpener opener;

    ModelFolder(List<StoredFile> files, BlobOpener opener) {
        files.forEach(file -> this.files.put(file.path(), file));
        this.opener = opener;
    }

    /** In the order of their characters. */
    Set<String> paths() {
        return files.keySet();
    }

    boolean has(String path) {
        return files.containsKey(path);
    }

    OpenFile open(String path) {
        StoredFile file = files.get(path);
        if (file == null) {
            throw new IllegalArgumentException("no such file: " + path);
        }
        return OpenFile.open(file, opener);
    }
}
