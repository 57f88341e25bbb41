package dev.weighbridge.zstack.attack;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What no answer may be, whatever was asked. */
final class Verdict {

    /** 502 is what a plan answers whose source cannot be reached. */
    private static final Set<
            Integer> STATUSES = Set.of(200, 201, 202, 204, 206, 304, 400, 401, 403, 404, 405, 406, 409, 412, 413, 414, 415, 416, 422,
                    429, 431, 502, 503);

    /** Of a stack trace, an exception's name, a statement or a path inside of the node. */
    private static final List<
            String> INSIDE = List.of("\tat ", "Exception", "dev.weighbridge", "org.springframework", "org.hibernate", "tools.jackson",
                    "jakarta.", "java.lang", "jdbc:", "select ", "insert into", "\"stackTrace\"", "\"trace\"");

    private Verdict() {}

    /** What is wrong with an answer, if anything. */
    static Optional<String> on(int status, String body, List<String> secrets) {
        if (!STATUSES.contains(status)) {
            return Optional.of("the status " + status);
        }
        if (body.contains("error id ")) {
            return Optional.of("an unexpected failure");
        }
        return secrets.stream().filter(body::contains).findFirst().map(secret -> "a secret")
                .or(() -> INSIDE.stream().filter(body::contains).findFirst().map(word -> "a look inside, '" + word.strip() + "'"));
    }
}
