package dev.weighbridge.source.local;

import java.util.List;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where local models may lie.
 *
 * @param localRoots directories; a path is read only if it lies below one of them, all links followed
 * @param mounts {@code host:/export} to the directory where that export is mounted, which counts as a root. In property files and YAML the key
 *     stands in brackets: {@code weighbridge.sources.mounts[nas:/models]=/mnt/models}
 * @param maxFiles how many files a folder may hold
 */
@ConfigurationProperties("weighbridge.sources")
record LocalSettings(@DefaultValue List<String> localRoots, @DefaultValue Map<String, String> mounts,
        @DefaultValue("100000") int maxFiles) {

    LocalSettings {
        localRoots = localRoots.stream().map(String::strip).filter(root -> !root.isEmpty()).toList();
        mounts = Map.copyOf(mounts);
        for (String export : mounts.keySet()) {
            if (!export.matches("[^/:\\s]+:/.*")) {
                throw new IllegalArgumentException("Could not read weighbridge.sources.mounts: '" + export
                        + "' is not of the form host:/export. Write the key in brackets: weighbridge.sources.mounts[host:/export]=/directory");
            }
        }
    }
}
