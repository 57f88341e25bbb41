package dev.weighbridge.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** With the digests that sha256sum and git hash-object print for "hello\n". */
class AnnouncementTest {

    private static final String SHA256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    private static final String GIT = "ce013625030ba8dba906f756967f9e9ca394464a";

    private static final FileDigests HELLO = new FileDigests(SHA256, GIT);

    private static SourceFile announced(@Nullable String digest, long size) {
        return new SourceFile("a", size, digest == null ? null : Digest.parse(digest), "test://a", null, false);
    }

    private static void assertRefused(SourceFile file, FailureKind kind, String words) {
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> Announcement.verify(file, 6, HELLO, ""))
                .withMessageStartingWith("Could not take the file 'a': ").withMessageContaining(words)
                .satisfies(failed -> assertThat(failed.kind()).isEqualTo(kind));
    }

    @Test
    void agreesWithWhatIsTrue() {
        for (String digest : new String[] {null, "sha256:" + SHA256, "git-sha1:" + GIT}) {
            assertThatCode(() -> Announcement.verify(announced(digest, 6), 6, HELLO, "")).doesNotThrowAnyException();
        }
    }

    @Test
    void namesTheDigestOfTheKindThatWasAnnounced() {
        assertRefused(announced("sha256:" + "0".repeat(64), 6), FailureKind.DIGEST_MISMATCH, "have sha256:" + SHA256);
        assertRefused(announced("git-sha1:" + "0".repeat(40), 6), FailureKind.DIGEST_MISMATCH, "have git-sha1:" + GIT);
        assertRefused(announced(null, 7), FailureKind.SIZE_MISMATCH, "announced 7 bytes and sent 6");
    }
}
