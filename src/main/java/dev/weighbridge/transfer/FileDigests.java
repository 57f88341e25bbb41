package dev.weighbridge.transfer;

import dev.weighbridge.artifact.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What a whole file hashes to, in lower-case hex.
 *
 * @param gitSha1 git's id of a blob with these bytes; null where nobody asked for it
 */
record FileDigests(String sha256, @Nullable String gitSha1) {

    /** Whether the file's bytes are the announced ones. */
    boolean agreeWith(Digest announced) {
        return announced.equals(as(announced.algorithm()));
    }

    /** The digest by this algorithm, else by SHA-256. */
    Digest as(Digest.Algorithm algorithm) {
        return algorithm == Digest.Algorithm.GIT_SHA1 && gitSha1 != null ? new Digest(algorithm, gitSha1) : Digest.sha256(sha256);
    }
}
