package dev.weighbridge.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

import dev.weighbridge.artifact.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The digests are those that coreutils' sha256sum prints for "hello\n" and for the empty file. */
class ChecksumListTest {

    private static final String HELLO = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @ParameterizedTest
    @ValueSource(strings = {HELLO, HELLO + "\n", "  " + HELLO + "\r\n", HELLO + "  a.bin", HELLO + " *a.bin\n", HELLO + "  ./dir/a.bin\r\n",
            "SHA256 (a.bin) = " + HELLO + "\n", "SHA256 (/dir/a.bin) = " + HELLO, "# made by ci\n" + HELLO + "  a.bin",
            EMPTY + "  b.bin\n" + HELLO + "  a.bin\n" + EMPTY + "  a.bin.txt\n", HELLO + "  a.bin\n" + HELLO + " *x/a.bin\n"})
    void readsTheDigestOfAFile(String text) {
        assertThat(ChecksumList.digestOf(text, "a.bin")).isEqualTo(Digest.sha256(HELLO));
        assertThat(ChecksumList.digestOf(text.replace(HELLO, HELLO.toUpperCase(Locale.ROOT)), "a.bin")).isEqualTo(Digest.sha256(HELLO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "hello", "<html>" + HELLO + "</html>", HELLO + "0", HELLO + "  b.bin", "SHA1 (a.bin) = " + HELLO,
            HELLO + "\n" + EMPTY,
            HELLO + "  a.bin\n" + EMPTY + "  a.bin\n", "SHA256 (a.bin) = " + HELLO + "00", HELLO + "a.bin"})
    void readsNoDigestThatIsNotClearlyOfTheFile(String text) {
        assertThat(ChecksumList.digestOf(text, "a.bin")).isNull();
    }

    @Test
    void readsNamesWithSpacesAndBrackets() {
        assertThat(ChecksumList.digestOf("SHA256 (a (1) b) = " + HELLO, "a (1) b")).isEqualTo(Digest.sha256(HELLO));
        assertThat(ChecksumList.digestOf(HELLO + "  a (1) b", "a (1) b")).isEqualTo(Digest.sha256(HELLO));
    }

    @Test
    void readsAllLinesOfAList() {
        String list = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n# made by ci\n" + HELLO + "  a.bin\r\n" + EMPTY
                + " *./sub/b (1).bin\n"
                + "SHA256 (./c.bin) = " + HELLO + "\nMD5 (c.bin) = b1946ac92492d2347c6235b4d2611184\n" + EMPTY + "\n\\" + HELLO
                + "  back\\\\slash\n" + HELLO + "  a.bin\n-----BEGIN PGP SIGNATURE-----\n";
        assertThat(ChecksumList.lines(list)).containsExactly(line("a.bin", HELLO), line("sub/b (1).bin", EMPTY), line("c.bin", HELLO),
                line("back\\\\slash", HELLO), line("a.bin", HELLO));
    }

    private static ChecksumList.Line line(String name, String hex) {
        return new ChecksumList.Line(name, Digest.sha256(hex));
    }
}
