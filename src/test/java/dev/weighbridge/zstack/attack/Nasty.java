package dev.weighbridge.zstack.attack;

import java.util.List;
import java.util.Random;

/** Values that have broken servers before. None of them holds a word that {@link Verdict} takes for a leak. */
final class Nasty {

    private static final List<String> TEXTS = List.of("", " ", "null", "true", "[]", "{}", "-1", "0", "1", "2147483648",
            "9223372036854775808",
            "-9223372036854775809", "1e400", "NaN", "0x10", "'", "\"", "' or '1'='1", "'; drop table model; --", "%", "_", "\\", "\\'",
            "%25", "a,b,,c",
            "\u0000", "a\u0000b", "\ud800", "\udfff\ud800", "\u202etxt.exe", "\u0130\u0131\u017f\u212a", "\ufeff", "\u200b", "e\u0301",
            "\ud83d\ude00",
            "../../../../etc/passwd", "..\\..\\windows", "/etc/shadow", "file:///etc/passwd", "http://169.254.169.254/latest/meta-data/",
            "http://127.0.0.1:1/", "http://[::1]:1/", "http://0x7f.1/", "https://user:word@host.invalid/", "gopher://127.0.0.1:1/",
            "hf://a/b", "hf://../..",
            "oci://127.0.0.1:1/a/b:c", "s3://b/k", "s3://", "ollama://x", "host:/export", "${jndi:ldap://127.0.0.1:1/a}", "#{1+1}",
            "{{7*7}}", "<script>",
            "a\r\nX-Injected: yes", "\n\n", "2026-11-29 00:00:00", "2026-02-30 25:61:61", "ffffffffffff4fff8fffffffffffffff",
            "FFFFFFFFFFFF4FFF8FFFFFFFFFFFFFFF", "zzz", "Public", "Enforcing", "name", "uuid=", "name~=%", "__systemTag__=a",
            "modelCenter.name=x", "a.b.c.d.e=f",
            "createDate>2026", "is null", "size not null", "+name", "-createDate", "name!?=a,b");

    private static final List<
            String> JSON = List.of("null", "true", "-0", "1.5", "1e308", "123456789012345678901234567890", "[]", "{}", "[[[[[[[[]]]]]]]]",
                    "{\"a\":{\"b\":{\"c\":{}}}}", "[null]", "[1,\"a\",{}]", "\"\\u0000\"", "\"\\ud800\"", "\"\\u2028\"");

    private final Random random;

    Nasty(Random random) {
        this.random = random;
    }

    String text() {
        return switch (random.nextInt(40)) {
            case 0 -> "x".repeat(256);
            case 1 -> "\u00e4".repeat(2100);
            case 2 -> "a,".repeat(1100);
            case 3 -> "%_".repeat(2000);
            case 4 -> "x".repeat(70_000);
            default -> pick(TEXTS);
        };
    }

    /** A JSON value of any type, as its source text. */
    String json() {
        return switch (random.nextInt(30)) {
            case 0 -> "[".repeat(1000) + "]".repeat(1000);
            case 1 -> "[" + "\"a\",".repeat(1200) + "\"b\"]";
            case 2 -> "9".repeat(1200);
            default -> pick(JSON);
        };
    }

    <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    int upTo(int most) {
        return random.nextInt(most);
    }
}
