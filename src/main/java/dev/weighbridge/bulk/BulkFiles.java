package dev.weighbridge.bulk;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.weighbridge.account.Account;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.ingestion.Priority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Takes in the lists that the operator named, when the node starts: each content once, however many nodes start with it. */
@Component
final class BulkFiles implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(BulkFiles.class);

    private static final int DEEPEST = 8;

    private final BulkProperties properties;

    private final BulkImports imports;

    private final RunTable runs;

    BulkFiles(BulkProperties properties, BulkImports imports, RunTable runs) {
        this.properties = properties;
        this.imports = imports;
        this.runs = runs;
    }

    /** A file that cannot be taken in is logged, and the node starts all the same. */
    @Override
    public void run(ApplicationArguments arguments) {
        for (String pattern : properties.files()) {
            try {
                List<Path> found = files(pattern);
                if (found.isEmpty()) {
                    LOG.warn("No file fits '{}' of weighbridge.bulk.files", pattern);
                }
                found.forEach(this::take);
            } catch (IOException unreadable) {
                LOG.error("Could not look for the files '{}' of weighbridge.bulk.files: {}. See that the folder is there and readable.",
                        pattern, unreadable.toString());
            }
        }
    }

    private void take(Path file) {
        try {
            var list = new ListFile(file);
            String sha256 = list.sha256();
            if (runs.hasContent(sha256)) {
                LOG.info("The list {} was taken in before; change it, or send it to /api/v1/bulk-imports, to have it gone through again",
                        file);
                return;
            }
            var asked = new NewBulk(Account.ADMIN_UUID, Incoming.storable(String.valueOf(file.getFileName())), null, Priority.NORMAL, false,
                    Map.of());
            String uuid = imports.start(asked, sha256, list::read);
            LOG.info("Took in the list {} as the bulk import {}", file, uuid);
        } catch (IngestionException wrong) {
            LOG.error("{}", wrong.getMessage());
        } catch (DuplicateKeyException another) {
            LOG.info("Another node has taken in the list {}", file);
        } catch (IOException unreadable) {
            LOG.error("Could not read the list {}: {}. See that the file is there and readable.", file, unreadable.toString());
        }
    }

    /** In the order of their names. */
    private static List<Path> files(String pattern) throws IOException {
        int wild = firstWild(pattern);
        Path folder = wild < 0 ? Path.of(pattern) : Path.of(pattern.substring(0, Math.max(0, pattern.lastIndexOf('/', wild))));
        if (wild < 0) {
            return Files.isRegularFile(folder) ? List.of(folder) : List.of();
        }
        PathMatcher fits = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
            return all.filter(Files::isRegularFile).filter(fits::matches).sorted().toList();
        }
    }

    private static int firstWild(String pattern) {
        for (int at = 0; at < pattern.length(); at++) {
            if ("*?[{".indexOf(pattern.charAt(at)) >= 0) {
                return at;
            }
        }
        return -1;
    }
}
