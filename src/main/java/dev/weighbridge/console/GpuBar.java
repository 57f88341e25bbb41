package dev.weighbridge.console;

import java.util.ArrayList;
import java.util.List;

/**
 * GPU memory as a picture: parts one behind the other, and where common GPUs end. Widths and places are in thousandths of the whole.
 *
 * @param isExact whether it was computed for the load that was asked for, and not only taken from the inventory
 */
record GpuBar(List<Part> parts, List<Mark> marks, long total, boolean isExact) {

    /** What nvidia-smi shows of GPUs that are sold as 16, 24, 48, 80 and 141 GB, in MiB; the same figures as in gpu-memory.properties. */
    private static final long[][] GPUS = {{16, 15_360}, {24, 23_028}, {48, 46_068}, {80, 81_559}, {141, 143_771}};

    private static final long MIB = 1 << 20;

    private static final double WHOLE = 1000;

    /** @param kind 1 weights, 2 cache, 3 activations, 4 engine: its colour */
    record Part(String name, long bytes, int kind, double x, double width) {}

    /** Where a GPU of so many gigabytes ends. */
    record Mark(long gigabytes, double x, boolean isEnough) {}

    static GpuBar of(GpuMemoryParts memory, boolean isExact) {
        long total = memory.total();
        double scale = WHOLE / Math.max(total, smallestThatHolds(total)) / 1.02;
        List<Part> parts = new ArrayList<>();
        double x = 0;
        for (GpuMemoryParts.Part part : memory.parts()) {
            double width = part.bytes() * scale;
            parts.add(new Part(part.name(), part.bytes(), part.kind(), x, width));
            x += width;
        }
        List<Mark> marks = new ArrayList<>();
        for (long[] gpu : GPUS) {
            if (gpu[1] * MIB * scale <= WHOLE) {
                marks.add(new Mark(gpu[0], gpu[1] * MIB * scale, gpu[1] * MIB >= total));
            }
        }
        return new GpuBar(parts, marks, total, isExact);
    }

    private static long smallestThatHolds(long bytes) {
        for (long[] gpu : GPUS) {
            if (gpu[1] * MIB >= bytes) {
                return gpu[1] * MIB;
            }
        }
        return bytes;
    }
}
