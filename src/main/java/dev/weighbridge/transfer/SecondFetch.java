package dev.weighbridge.transfer;

import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

import dev.weighbridge.ingestion.PartReceipt;
import org.jspecify.annotations.Nullable;

/**
 * A second fetch of a file whose digest was not the announced one, compared part by part with the first: where both brought the same bytes, they stay as they
 * were put. For many threads.
 */
final class SecondFetch {

    /** So many parts are named in a sentence. */
    private static final int NAMED = 20;

    private final List<PartReceipt> first;

    private final NavigableSet<Integer> differing = new ConcurrentSkipListSet<>();

    /** @param first what the first fetch put, in the order of the parts */
    SecondFetch(List<PartReceipt> first) {
        this.first = List.copyOf(first);
    }

    /** The receipt of the part if the first fetch has put the same bytes; null if it is to be put again. */
    @Nullable
    PartReceipt known(int number, int length, int crc32c) {
        PartReceipt earlier = number <= first.size() ? first.get(number - 1) : null;
        Integer sum = earlier == null ? null : earlier.crc32c();
        if (earlier != null && sum != null && sum == crc32c && earlier.size() == length) {
            return earlier;
        }
        differing.add(number);
        return null;
    }

    /** The numbers of the parts that the two fetches brought differently. */
    NavigableSet<Integer> differing() {
        return differing;
    }

    /** As a sentence with a space before it. */
    String finding(int partSize) {
        if (differing.isEmpty()) {
            return " It was fetched twice and was the same both times, so the announced digest, or the file at its source, is wrong.";
        }
        String named = differing.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        return " It was fetched twice, and of its " + first.size() + " parts of " + partSize + " bytes the two fetches differ in "
                + differing.size() + " (" + (differing.size() == 1 ? "part " : "parts ") + named + (differing.size() > NAMED ? ", …" : "")
                + "), so the source or the way from it damages bytes.";
    }
}
