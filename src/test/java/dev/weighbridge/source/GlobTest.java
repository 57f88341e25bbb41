package dev.weighbridge.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a line does not say otherwise, Python's {@code fnmatch.fnmatchcase(path, pattern)} gives the same answer. */
class GlobTest {

    private final long seed = new Random().nextLong();

    private static boolean matches(String pattern, String path) {
        return new Glob(pattern).matches(path.codePoints().toArray());
    }

    @ParameterizedTest
    @CsvSource({"*.bin, pytorch_model.bin", "*.bin, a/b/c.bin", "unet/*, unet/a/b.bin", "a?c, abc", "a?c, a/c", "*, .gitattributes",
            "model-*-of-*.safetensors, model-00001-of-00002.safetensors", "[ab].bin, b.bin", "[!ab].bin, c.bin", "[a-c]x, bx", "[]]x, ]x",
            "[!]]x, ax", "[a-]x, -x", "a[b, a[b", "a*b*c, axbxbxc", "*a*a*a, aaa", "**, a/b", "a**b, a/x/b", "ä?.bin, äö.bin",
            "?.bin, 😀.bin",
            "[😀-😂], 😁", "{a}, {a}", "a.bin, a.bin"})
    void matchesAsFnmatchDoes(String pattern, String path) {
        assertThat(matches(pattern, path)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"*.bin, a.BIN", "*.bin, a.bin.txt", "a.bin, b/a.bin", "a.bin, axbin", "[!ab].bin, a.bin", "?, ab", "a*, ba", "*a*b, ba",
            "[a-c]x, dx", "a?c, ac", "unet, unet/a", "{a}, a", "a/**b, ab"})
    void doesNotMatch(String pattern, String path) {
        assertThat(matches(pattern, path)).isFalse();
    }

    /** Here fnmatch wants a folder, or knows nothing of folders. */
    @ParameterizedTest
    @CsvSource({"**/*.json, config.json, true", "**/*.json, a/b/config.json, true", "a/**/b.txt, a/b.txt, true",
            "a/**/b.txt, a/x/y/b.txt, true",
            "a/**/b.txt, a/xb.txt, false", "**/b.txt, ab.txt, false", "**/b/**/c, a/b/x/b/c, true", "x**/b, xb, false",
            "unet/, unet/a, true",
            "unet/, unet/a/b, true", "unet/, unet, false", "unet/, x/unet/a, false", "**/unet/, x/unet/a, true", "**/, a, true",
            "**/a/*b/**/c, a/ab/a/b/x/c, true"})
    void knowsFolders(String pattern, String path, boolean isMatch) {
        assertThat(matches(pattern, path)).isEqualTo(isMatch);
    }

    /** A backtracking matcher would need longer than the universe has been there. */
    @Test
    void isNotLedAstrayByHostilePatterns() {
        String path = "a".repeat(1024);
        assertThat(matches("*a".repeat(127) + "b", path)).isFalse();
        assertThat(matches("*?".repeat(128), path)).isTrue();
        assertThat(matches("**/a/".repeat(51) + "b", "a/".repeat(511) + "a")).isFalse();
        assertThat(matches("[!b-z]*".repeat(36) + "[b]", path)).isFalse();
    }

    @RepeatedTest(5)
    void agreesWithARegularExpression() {
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            String pattern = text(random, "ab/*?", 8);
            String path = text(random, "ab/", 9);
            String folders = pattern.endsWith("/") ? pattern + "*" : pattern;
            String expression = folders.replaceAll("(?<=^|/)\\*{2,}/", "<").replaceAll("\\*+", ".*").replace("?", ".").replace("<",
                    "(?:.*/)?");
            assertThat(matches(pattern, path)).as("%s on %s, seed %d", pattern, path, seed)
                    .isEqualTo(Pattern.compile(expression, Pattern.DOTALL).matcher(path).matches());
        }
    }

    private static String text(Random random, String alphabet, int length) {
        return random.ints(1 + random.nextInt(length), 0, alphabet.length())
                .collect(StringBuilder::new, (text, at) -> text.append(alphabet.charAt(at)), StringBuilder::append).toString();
    }
}
