package dev.weighbridge.transfer;

import java.util.List;

import dev.weighbridge.store.WeighedBlob;
import org.jspecify.annotations.Nullable;

/**
 * What a blob was found to be.
 *
 * @param expected what it was when it was weighed
 * @param size bytes of the object; null if there is none
 * @param sha256 of the object; null if there is none, or if it is longer than it was
 * @param damagedParts the numbers of the parts that are not as they were, counted from 1; null if that is not known
 */
public record CheckedBlob(WeighedBlob expected, @Nullable Long size, @Nullable String sha256, @Nullable List<Integer> damagedParts) {

    public CheckedBlob {
        damagedParts = damagedParts == null ? null : List.copyOf(damagedParts);
    }

    /** Whether it is what it was. The digest says so; the parts' checksums only tell where it is not. */
    public boolean isIntact() {
        return size != null && size == expected.size() && expected.sha256().equals(sha256);
    }
}
