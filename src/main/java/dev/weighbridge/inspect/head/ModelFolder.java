package dev.weighbridge.inspect.head;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.weighbridge.artifact.StoredFile;

/** A model's files by path. */
public final class ModelFolder {

    private final Map<String, StoredFile> files = new TreeMap<>();

    private final BlobOpener opener;

    public ModelFolder(List<StoredFile> files, BlobOpener opener) {
        files.forEach(file -> this.files.put(file.path(), file));
        this.opener = opener;
    }

    /** In the order of their characters. */
    public Set<String> paths() {
        return files.keySet();
    }

    public boolean has(String path) {
        return files.containsKey(path);
    }

    public OpenFile open(String path) {
        StoredFile file = files.get(path);
        if (file == null) {
            throw new IllegalArgumentException("no such file: " + path);
        }
        return OpenFile.open(file, opener);
    }
}
