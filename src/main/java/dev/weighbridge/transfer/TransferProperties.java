package dev.weighbridge.transfer;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How bytes are moved.
 *
 * @param partSize the least size of a part; it grows so that a file has at most 10,000
 * @param partsInFlight how many parts of one file may be between the start of their fetch and their checkpoint
 * @param largeFilesAtOnce how many files of several parts of one model are moved at once
 * @param memory of all buffers of the node together
 */
@ConfigurationProperties("weighbridge.transfer")
record TransferProperties(@DefaultValue("16MB") DataSize partSize, @DefaultValue("4") int partsInFlight,
        @DefaultValue("2") int largeFilesAtOnce, @DefaultValue("256MB") DataSize memory) {

    private static final int MOST_PARTS = 10_000;

    private static final long LARGEST_PART = 1L << 30;

    private static final long SMALLEST_PART = 1L << 10;

    /** Parts begin where a disk's blocks do. */
    private static final long MIB = 1L << 20;

    TransferProperties {
        if (partSize.toBytes() < SMALLEST_PART || partSize.toBytes() > LARGEST_PART) {
            throw new IllegalArgumentException("weighbridge.transfer.part-size must be between 1KB and 1GB, and is " + partSize);
        }
        if (partsInFlight < 1) {
            throw new IllegalArgumentException("weighbridge.transfer.parts-in-flight must be at least 1, and is " + partsInFlight);
        }
        if (largeFilesAtOnce < 1) {
            throw new IllegalArgumentException(
                    "weighbridge.transfer.large-files-at-once must be at least 1, and is " + largeFilesAtOnce);
        }
        if (memory.toBytes() < partSize.toBytes()) {
            throw new IllegalArgumentException(
                    "weighbridge.transfer.memory must hold at least one part of " + partSize + ", and is " + memory);
        }
    }

    /** The size of a part of a file of {@code size} bytes. */
    int partSizeFor(long size) {
        long needed = Math.ceilDiv(Math.ceilDiv(Math.max(size, 0), MOST_PARTS), MIB) * MIB;
        long wanted = size > MOST_PARTS * partSize.toBytes() ? needed : partSize.toBytes();
        return Math.toIntExact(Math.min(wanted, Math.min(LARGEST_PART, memory.toBytes())));
    }
}
