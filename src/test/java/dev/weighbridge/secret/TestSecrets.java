package dev.weighbridge.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * Every secret that a test uses: those below, what they begin with, and those that tests make here. None of them may be printed by anybody while tests
 * run, see {@link WatchedRun}. For any thread.
 */
public final class TestSecrets {

    /** Secrets are found by as many characters. */
    private static final int START = 5;

    private static final String FRESH = "hush-";

    private static final Map<String, List<Secret>> BY_START = new ConcurrentHashMap<>();

    static {
        add("a secret of the tests", FRESH, "s3cret", "t0ken", "hf_secret", "hf_verysecret", "hf_very_secret", "hf_hidden", "ms-secret");
        keep("the admin's password", "correct-horse-battery");
        add("the signature of a link", "sig-secret", "X-Signature=", "X-Amz-Signature=", "x-amz-signature=");
        add("a signed request", "AWS4-HMAC-SHA256");
        add("ModelScope's cookie", "m_session_id=");
    }

    private TestSecrets() {}

    private record Secret(String kind, String text) {}

    /**
     * What a line shows.
     *
     * @param line with the secrets masked
     */
    record Leak(Set<String> kinds, String line) {}

    /** A secret that nobody else has, of letters, digits and {@code -}. */
    public static String fresh(String kind) {
        return keep(kind, FRESH + kind.replaceAll("[^A-Za-z]+", "-") + "-" + UUID.randomUUID().toString().replace("-", ""));
    }

    /** From now on nobody may print {@code secret}, nor encoded for a URL or, anywhere within a text, in base64. It comes back. */
    public static String keep(String kind, String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        add(kind, secret, URLEncoder.encode(secret, StandardCharsets.UTF_8), inBase64(bytes, 0), inBase64(bytes, 1), inBase64(bytes, 2));
        return secret;
    }

    private static void add(String kind, String... texts) {
        for (String text : texts) {
            if (text.length() < START) {
                throw new IllegalArgumentException("a secret is too short to be told from other text: " + kind);
            }
            BY_START.computeIfAbsent(text.substring(0, START), start -> new CopyOnWriteArrayList<>()).add(new Secret(kind, text));
        }
    }

    /** The characters of the base64 of any text that depend only on these bytes, which stand behind {@code before} others modulo three. */
    private static String inBase64(byte[] bytes, int before) {
        byte[] all = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, all, before, bytes.length);
        int from = (before * 8 + 5) / 6;
        return Base64.getEncoder().encodeToString(all).substring(from, all.length * 8 / 6);
    }

    /** Looks for secrets in a line, at each place for the longest; null if it shows none. */
    static @Nullable Leak find(String line) {
        Set<String> kinds = new TreeSet<>();
        var masked = new StringBuilder();
        int at = 0;
        while (at < line.length()) {
            Secret secret = secretAt(line, at);
            if (secret == null) {
                masked.append(line.charAt(at++));
            } else {
                kinds.add(secret.kind());
                masked.append("***");
                at = endOfWord(line, at + secret.text().length());
            }
        }
        return kinds.isEmpty() ? null : new Leak(kinds, masked.toString());
    }

    private static @Nullable Secret secretAt(String line, int at) {
        if (at + START > line.length()) {
            return null;
        }
        List<Secret> begun = BY_START.getOrDefault(line.substring(at, at + START), List.of());
        return begun.stream().filter(secret -> line.startsWith(secret.text(), at))
                .max(Comparator.comparingInt(secret -> secret.text().length())).orElse(null);
    }

    private static int endOfWord(String line, int from) {
        int end = from;
        while (end < line.length() && isOfAWord(line.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isOfAWord(char c) {
        return Character.isLetterOrDigit(c) || "-_%+/=".indexOf(c) >= 0;
    }
}
