package dev.weighbridge.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Random;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningDigestTest {

    private static final int SIZE = 1000;

    private final byte[] content = bytes(SIZE);

    @Test
    void givesTheAnswersOfTheStandard() {
        assertThat(RunningDigest.start().finish()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        RunningDigest digest = RunningDigest.start();
        digest.update("abc".getBytes(StandardCharsets.US_ASCII), 3);
        assertThat(digest.finish()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    /** Libraries bring another Bouncy Castle, whose classes have the same names and know no native code: whichever comes first is loaded. */
    @Test
    void thereIsOneBouncyCastleAndItIsTheOneWithTheNativeCode() throws Exception {
        var found = Collections
                .list(RunningDigestTest.class.getClassLoader().getResources("org/bouncycastle/crypto/digests/SHA256Digest.class"));

        assertThat(found).singleElement().asString().contains("bcprov-lts8on");
    }

    @Test
    void takesOnlyTheFirstBytesOfABuffer() throws Exception {
        RunningDigest digest = RunningDigest.start();
        digest.update(content, 77);
        assertThat(digest.finish()).isEqualTo(expected(Arrays.copyOf(content, 77)));
    }

    @Test
    void goesOnFromItsStateWhereverItWasCut() throws Exception {
        String whole = expected(content);
        for (int cut = 0; cut <= SIZE; cut++) {
            RunningDigest before = RunningDigest.start();
            before.update(content, cut);
            RunningDigest after = RunningDigest.resume(before.state());
            after.update(Arrays.copyOfRange(content, cut, SIZE), SIZE - cut);
            assertThat(after.finish()).as("cut at %s", cut).isEqualTo(whole);
        }
    }

    @Test
    void goesOnThroughManyStates() throws Exception {
        byte[] large = bytes(1 << 20);
        String state = RunningDigest.start().state();
        var lengths = new Random(4);
        int at = 0;
        while (at < large.length) {
            int length = Math.min(1 + lengths.nextInt(20_000), large.length - at);
            RunningDigest digest = RunningDigest.resume(state);
            digest.update(Arrays.copyOfRange(large, at, at + length), length);
            state = digest.state();
            at += length;
        }
        assertThat(RunningDigest.resume(state).finish()).isEqualTo(expected(large));
    }

    @Test
    void isNotChangedByBeingAskedForItsState() throws Exception {
        RunningDigest digest = RunningDigest.start();
        for (byte one : content) {
            digest.update(new byte[] {one}, 1);
            assertThat(digest.state()).isEqualTo(digest.state());
        }
        assertThat(digest.finish()).isEqualTo(expected(content));
    }

    @Test
    void hasAStateThatFitsInItsColumn() {
        RunningDigest digest = RunningDigest.start();
        digest.update(content, SIZE);
        assertThat(digest.state()).matches("[0-9a-f]+").hasSizeLessThanOrEqualTo(1024);
    }

    @Test
    void saysWhoWroteTheState() {
        assertThat(RunningDigest.codec()).isIn("SHA256NativeDigest", "SHA256Digest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no hex", "abc", "", "00"})
    void refusesAStateThatIsDamaged(String state) {
        assertThatThrownBy(() -> RunningDigest.resume(state)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void refusesAStateThatIsCutOff() {
        String state = RunningDigest.start().state();
        assertThatThrownBy(() -> RunningDigest.resume(state.substring(0, state.length() - 2))).isInstanceOf(RuntimeException.class);
    }

    /** What {@code git hash-object} prints for a file with "hello\n" and for an empty one; the first SHA-256 is by coreutils. */
    @Test
    void givesTheNameThatGitHasForAFile() {
        RunningDigest hello = RunningDigest.start(gitFile(6));
        hello.update("hello\n".getBytes(StandardCharsets.US_ASCII), 6);
        FileDigests digests = hello.finishAll();
        assertThat(digests.gitSha1()).isEqualTo("ce013625030ba8dba906f756967f9e9ca394464a");
        assertThat(digests.sha256()).isEqualTo("5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03");
        assertThat(RunningDigest.start(gitFile(0)).finishAll().gitSha1()).isEqualTo("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
        assertThat(RunningDigest.start().finishAll().gitSha1()).isNull();
    }

    @Test
    void goesOnWithBothDigestsFromItsState() throws Exception {
        String git = gitName(content);
        for (int cut = 0; cut <= SIZE; cut += 7) {
            RunningDigest before = RunningDigest.start(gitFile(SIZE));
            before.update(content, cut);
            assertThat(before.state()).hasSizeLessThanOrEqualTo(1024);
            RunningDigest after = RunningDigest.resume(before.state());
            after.update(Arrays.copyOfRange(content, cut, SIZE), SIZE - cut);
            assertThat(after.finishAll()).as("cut at %s", cut).isEqualTo(new FileDigests(expected(content), git));
        }
    }

    @Test
    void holdsEachAnnouncementAgainstItsOwnDigest() throws Exception {
        var digests = new FileDigests(expected(content), gitName(content));
        assertThat(digests.agreeWith(Digest.parse("git-sha1:" + gitName(content)))).isTrue();
        assertThat(digests.agreeWith(Digest.parse("sha256:" + expected(content)))).isTrue();
        assertThat(digests.agreeWith(Digest.parse("git-sha1:" + "0".repeat(40)))).isFalse();
        assertThat(digests.agreeWith(Digest.parse("sha256:" + "0".repeat(64)))).isFalse();
        assertThat(new FileDigests(expected(content), null).agreeWith(Digest.parse("git-sha1:" + gitName(content)))).isFalse();
    }

    private static SourceFile gitFile(long size) {
        return new SourceFile("a", size, Digest.parse("git-sha1:" + "0".repeat(40)), "test://a", null, false);
    }

    private static String gitName(byte[] bytes) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-1");
        digest.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(digest.digest(bytes));
    }

    private static String expected(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
