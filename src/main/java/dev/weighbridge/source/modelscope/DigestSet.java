package dev.weighbridge.source.modelscope;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

import dev.weighbridge.artifact.SourceFile;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** What names a set of files when no commit does. */
final class DigestSet {

    private DigestSet() {}

    /**
     * The SHA-256, in hex, over the lines {@code <sha256>  <path>\n} of all files; null if one has no announced digest. It is what {@code
     * artifactChecksum} becomes if all of them are taken.
     *
     * @param files sorted by path, as a listing has them
     */
    static @Nullable String of(List<SourceFile> files) {
        MessageDigest sum = DigestUtils.getSha256Digest();
        for (SourceFile file : files) {
            if (file.announced() == null) {
                return null;
            }
            sum.update((file.announced().hex() + "  " + file.path() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return Hex.encodeHexString(sum.digest());
    }
}
