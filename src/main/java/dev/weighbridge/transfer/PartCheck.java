package dev.weighbridge.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

import dev.weighbridge.store.PartSums;
import dev.weighbridge.store.WeighedBlob;
import org.jspecify.annotations.Nullable;

/** Compares the parts of a blob with the checksums that were kept of them, as their bytes pass in order. For one thread. */
final class PartCheck {

    private final @Nullable PartSums sums;

    private final long size;

    private final List<Integer> damaged;

    /** As {@link dev.weighbridge.store.UploadPart#crc32c}, in as many pieces as a part comes in. */
    private final CRC32C sum = new CRC32C();

    /** @param damaged the parts that were found before */
    PartCheck(WeighedBlob blob, List<Integer> damaged) {
        PartSums kept = blob.sums();
        this.sums = kept != null && kept.fit(blob.size()) ? kept : null;
        this.size = blob.size();
        this.damaged = new ArrayList<>(damaged);
    }

    /** Where the part ends that the byte at {@code position} belongs to; the whole is one where no checksums were kept. */
    long end(long position) {
        return sums == null ? size : Math.min(size, (position / sums.partSize() + 1) * sums.partSize());
    }

    /** Whether a part ends here. */
    boolean isBehindAPart(long position) {
        return sums == null || position % sums.partSize() == 0 || position == size;
    }

    /** Takes the bytes that end at {@code position}, which are all of the same part. */
    void pass(byte[] bytes, int length, long position) {
        if (sums == null) {
            return;
        }
        sum.update(bytes, 0, length);
        if (position == end(position - 1)) {
            int part = part(position - 1);
            if ((int) sum.getValue() != sums.crc32c().get(part - 1)) {
                damaged.add(part);
            }
            sum.reset();
        }
    }

    /** The object ended here: what should follow is not there. */
    void cut(long position) {
        if (sums != null && position < size) {
            for (int part = part(position); part <= sums.crc32c().size(); part++) {
                damaged.add(part);
            }
        }
    }

    List<Integer> damaged() {
        return damaged;
    }

    /** Whether there is something to compare the parts with. */
    boolean tells() {
        return sums != null;
    }

    private int part(long position) {
        return sums == null ? 1 : Math.toIntExact(position / sums.partSize()) + 1;
    }
}
