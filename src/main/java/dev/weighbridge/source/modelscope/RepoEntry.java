package dev.weighbridge.source.modelscope;

import java.time.Instant;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.ArtifactPath;
import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One row of {@code /repo/files}, of whose fields only these are read:
 * <pre>
 * {"Path":"sub/a.bin", "Type":"blob", "Size":6, "Sha256":"5891b5…", "Revision":"09b680…", "CommittedDate":1654857567}
 * {"Path":"sub", "Type":"tree", …}
 * </pre>
 *
 * @param path from the repository's top
 * @param size bytes; 0 for a folder
 * @param sha256 null for a folder, and where the hub tells none, as for models of its first years
 * @param commit the last one that touched the file, or null
 * @param committed when that was, in seconds since 1970; 0 when the hub does not tell
 */
record RepoEntry(String path, boolean isFolder, long size, @Nullable Digest sha256, @Nullable String commit, long committed) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    /** The end of the year 9999; later seconds are milliseconds or nonsense. */
    private static final long LATEST = 253_402_300_799L;

    /** @throws IngestionException MALFORMED_ARTIFACT if the row tells no file and no folder that could be kept */
    static RepoEntry of(JsonNode row, Repository repository) {
        String path = ArtifactPath.check(text(row, "Path"));
        String type = text(row, "Type");
        JsonNode size = row.path("Size");
        if (type.equals("tree")) {
            return new RepoEntry(path, true, 0, null, null, 0);
        }
        if (type.equals("commit")) {
            throw malformed(path, repository, "it is another repository inside this one, which the hub does not deliver");
        }
        if (!size.isIntegralNumber() || !size.canConvertToLong() || size.longValue() < 0) {
            throw malformed(path, repository, "the hub tells no size for it");
        }
        String commit = text(row, "Revision");
        long committed = row.path("CommittedDate").isIntegralNumber() ? row.path("CommittedDate").asLong(0) : 0;
        return new RepoEntry(path, false, size.longValue(), sha256(text(row, "Sha256").strip(), path, repository),
                PinnedFile.COMMIT.matcher(commit).matches() ? commit : null, committed > 0 && committed <= LATEST ? committed : 0);
    }

    /** All but what may depend on the name by which the hub was asked. */
    RepoEntry withoutCommit() {
        return new RepoEntry(path, isFolder, size, sha256, null, committed);
    }

    /** @param revision what to ask for it by: a commit, or a name that may move */
    SourceFile as(String name, Repository repository, String revision) {
        String validator = validator(revision);
        return new SourceFile(name, size, sha256, repository.file(revision, path).toString(), validator,
                validator != null && validator.startsWith("commit="));
    }

    @Nullable
    Instant time() {
        return committed == 0 ? null : Instant.ofEpochSecond(committed);
    }

    /** A commit names its files' bytes once and for all, be it the one that touched the file or the one that is asked for. */
    private @Nullable String validator(String revision) {
        if (commit != null) {
            return "commit=" + commit;
        }
        if (PinnedFile.COMMIT.matcher(revision).matches()) {
            return "commit=" + revision;
        }
        return committed == 0 ? null : "committed=" + committed + " size=" + size;
    }

    private static @Nullable Digest sha256(String text, String path, Repository repository) {
        if (text.isEmpty()) {
            return null;
        }
        if (!SHA256.matcher(text).matches()) {
            throw malformed(path, repository, "what the hub tells as its SHA-256 is none");
        }
        return Digest.sha256(text);
    }

    private static String text(JsonNode row, String field) {
        JsonNode value = row.path(field);
        return value.isString() ? value.stringValue() : "";
    }

    private static IngestionException malformed(String path, Repository repository, String why) {
        return new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                "Could not take the file '" + path + "' of " + repository.shown() + ": "
                        + why + ". Leave it out of the model, or ask who runs the hub.");
    }
}
