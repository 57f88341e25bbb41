package dev.weighbridge.zstack.attack;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What no answer may be, whatever was asked. */
final class Verdict {

    /**
     * 302 is the console's; 502 is what a plan answers whose source cannot be reached; 501 and 505 are
     * for what no server knows.
     */
    private static final Set<
            Integer> STATUSES = Set.of(200, 201, 202, 204, 206, 302, 304, 400, 401, 403, 404, 405, 406, 409, 412, 413, 414, 415, 416, 422,
                    429, 431, 502, 503);

    /** Of a stack trace, an exception's name, a statement or a path inside of the node. */
    private static final List<
            String> INSIDE = List.of("\tat ", "Exception", "dev.weighbridge", "org.springframework", "org.hibernate", "org.apache",
                    "tools.jackson", "jakarta.", "java.lang", "jdbc:", "select ", "insert into", "\"stackTrace\"",
                    "\"trace\"");

    /** What {@link Nasty} writes behind the end of a line. */
    static final String SMUGGLED = "X-Injected";

    /** Of this node: a path, or a URL as the caller has called the node, as ZStack's jobs have it. */
    private static final Pattern OWN = Pattern.compile("/([^/\\\\].*)?|https?://[^/?#\\\\]+/zstack/v1/.*");

    private static final List<String> PLACES = List.of("location", "hx-redirect", "content-location", "refresh");

    private Verdict() {}

    /** An answer as it came. */
    record Answer(int status, HttpHeaders headers, String body) {}

    /** What is wrong with an answer, if anything. */
    static Optional<String> on(Answer answer, List<String> secrets) {
        if (!STATUSES.contains(answer.status())) {
            return Optional.of("the status " + answer.status());
        }
        if (answer.body().contains("error id ")) {
            return Optional.of("an unexpected failure");
        }
        return shown(answer.body(), secrets).or(() -> answer.headers().map().entrySet().stream()
                .flatMap(header -> header.getValue().stream().map(value -> on(header.getKey(), value, secrets)).flatMap(Optional::stream))
                .findFirst());
    }

    /** What is wrong with a header of an answer. */
    static Optional<String> on(String name, String value, List<String> secrets) {
        if (name.equalsIgnoreCase(SMUGGLED) || value.chars().anyMatch(each -> each < ' ' || each == 0x7f)) {
            return Optional.of("a header that the caller has made, '" + name + "'");
        }
        if (PLACES.contains(name.toLowerCase(Locale.ROOT)) && !OWN.matcher(value).matches()) {
            return Optional.of("a way elsewhere in '" + name + "'");
        }
        return shown(name + ": " + value, secrets).map(what -> what + " in the header '" + name + "'");
    }

    /** Whether it shows a secret. */
    static Optional<String> secret(String text, List<String> secrets) {
        return secrets.stream().filter(text::contains).findFirst().map(secret -> "a secret");
    }

    private static Optional<String> shown(String text, List<String> secrets) {
        // A page may have an element to select by.
        String said = text.replace("<select ", "<");
        return secret(text, secrets)
                .or(() -> INSIDE.stream().filter(said::contains).findFirst().map(word -> "a look inside, '" + word.strip() + "'"));
    }

    /** Whether a call got somewhere: it was let in, and what it asked for was there. */
    static boolean isSuccess(Answer answer) {
        return answer.status() / 100 == 2
                || answer.status() == 302 && !answer.headers().firstValue("Location").orElse("").startsWith("/console/sign-in?");
    }
}
