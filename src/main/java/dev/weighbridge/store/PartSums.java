package dev.weighbridge.store;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The checksums of a blob's parts, kept with it: they tell which of its parts is damaged. Their text is eight hex digits for each part, the first part
 * first.
 *
 * @param partSize bytes of every part but the last
 * @param crc32c see {@link UploadPart#crc32c}
 */
public record PartSums(int partSize, List<Integer> crc32c) {

    private static final int DIGITS = 8;

    public PartSums {
        crc32c = List.copyOf(crc32c);
    }

    /** Whether these can be the checksums of an object of so many bytes. */
    public boolean fit(long size) {
        return partSize > 0 && crc32c.size() == Math.ceilDiv(size, partSize);
    }

    static PartSums parse(int partSize, String text) {
        return new PartSums(partSize, IntStream.range(0, text.length() / DIGITS)
                .mapToObj(part -> HexFormat.fromHexDigits(text, part * DIGITS, (part + 1) * DIGITS)).toList());
    }

    String text() {
        return crc32c.stream().map(sum -> HexFormat.of().toHexDigits(sum)).collect(Collectors.joining());
    }
}
