package dev.weighbridge.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A pattern over a whole path, case-sensitive, the same on every platform. As in Python's fnmatch, by which the hub's clients filter
 * (huggingface_hub, {@code filter_repo_objects}), {@code *} and {@code ?} do not stop at a slash:
 * <pre>
 * *        any run of characters, also none and also slashes: *.bin means every .bin of every folder
 * ?        one character
 * [a-z]    one of these; [!a-z] one of the others; a [ that nothing closes means itself
 * **&#47;      at the beginning or behind a slash: any folders, also none (fnmatch wants at least one)
 * unet/    at the end: everything in this folder
 * </pre>
 * Matching takes at most length times length steps, whatever the pattern: only the last run is ever tried again, as an earlier one that
 * took more would leave less to match.
 */
final class Glob {

    private sealed interface Piece permits One, Run {}

    private record One(IntPredicate takes) implements Piece {}

    /** @param ofFolders whether it ends behind a slash, or is empty */
    private record Run(boolean ofFolders) implements Piece {}

    private final String text;

    private final List<Piece> pieces = new ArrayList<>();

    Glob(String text) {
        this.text = text;
        int[] written = (text.endsWith("/") ? text + "*" : text).codePoints().toArray();
        for (int at = 0; at < written.length;) {
            at = switch (written[at]) {
                case '*' -> addRun(written, at);
                case '?' -> add(new One(any -> true), at + 1);
                case '[' -> addSet(written, at);
                default -> addLiteral(written[at], at + 1);
            };
        }
    }

    /** As it was given. */
    String text() {
        return text;
    }

    private int add(Piece piece, int next) {
        pieces.add(piece);
        return next;
    }

    private int addLiteral(int literal, int next) {
        return add(new One(character -> character == literal), next);
    }

    private int addRun(int[] written, int at) {
        int end = at;
        while (end < written.length && written[end] == '*') {
            end++;
        }
        boolean begins = at == 0 || written[at - 1] == '/';
        boolean ofFolders = begins && end - at > 1 && end < written.length && written[end] == '/';
        return add(new Run(ofFolders), ofFolders ? end + 1 : end);
    }

    private int addSet(int[] written, int at) {
        boolean isNegated = at + 1 < written.length && written[at + 1] == '!';
        int first = at + (isNegated ? 2 : 1);
        int end = first + 1;
        while (end < written.length && written[end] != ']') {
            end++;
        }
        if (end >= written.length) {
            return addLiteral('[', at + 1);
        }
        IntPredicate members = members(written, first, end);
        return add(new One(isNegated ? members.negate() : members), end + 1);
    }

    private static IntPredicate members(int[] written, int first, int end) {
        List<int[]> ranges = new ArrayList<>();
        for (int at = first; at < end;) {
            boolean isRange = at + 2 < end && written[at + 1] == '-';
            ranges.add(new int[] {written[at], written[isRange ? at + 2 : at]});
            at += isRange ? 3 : 1;
        }
        return character -> ranges.stream().anyMatch(range -> range[0] <= character && character <= range[1]);
    }

    /** @param path its code points */
    boolean matches(int[] path) {
        int at = 0;
        int next = 0;
        int run = -1;
        int runEnd = 0;
        while (at < path.length) {
            Piece piece = next < pieces.size() ? pieces.get(next) : null;
            if (piece instanceof One one && one.takes().test(path[at])) {
                at++;
                next++;
            } else if (piece instanceof Run) {
                run = next++;
                runEnd = at;
            } else {
                runEnd = run < 0 ? -1 : longer((Run) pieces.get(run), path, runEnd);
                if (runEnd < 0) {
                    return false;
                }
                at = runEnd;
                next = run + 1;
            }
        }
        return pieces.subList(next, pieces.size()).stream().allMatch(Run.class::isInstance);
    }

    /** Where the run ends if it takes the least more, or -1. */
    private static int longer(Run run, int[] path, int end) {
        if (!run.ofFolders()) {
            return end + 1;
        }
        for (int at = end; at < path.length; at++) {
            if (path[at] == '/') {
                return at + 1;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return text;
    }
}
