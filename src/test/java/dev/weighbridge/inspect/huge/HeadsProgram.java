package dev.weighbridge.inspect.huge;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.inspect.Inspector;
import dev.weighbridge.inspect.ModelFacts;
import dev.weighbridge.inspect.gpu.GpuMemorySettings;
import dev.weighbridge.store.BlobStore;
import dev.weighbridge.store.LocalStore;

/** Inspects the model in the store {@code args[0]}, in a process of its own whose heap somebody bounds, as the pipeline does. */
final class HeadsProgram {

    private static final String NO_DIGEST = "0".repeat(64);

    private HeadsProgram() {}

    public static void main(String... args) throws IOException {
        BlobStore store = LocalStore.under(Path.of(args[0]));
        List<StoredFile> files = Files.readAllLines(Path.of(args[0], "files.tsv")).stream().map(HeadsProgram::file).toList();
        long began = System.nanoTime();
        ModelFacts facts = new Inspector(GpuMemorySettings.none()).inspect(files, null, file -> store.open(file.blobUuid()));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        System.out.println("files " + files.size());
        System.out.println("bytes " + files.stream().mapToLong(StoredFile::size).sum());
        System.out.println("weights " + facts.bytesByDtype().values().stream().mapToLong(Long::longValue).sum());
        System.out.println("elements " + facts.parametersByDtype().values().stream().mapToLong(Long::longValue).sum());
        System.out.println("odd " + facts.findings());
        System.out.println("millis " + millis);
        System.out.println("peakHeapMiB " + (peakHeap() >> 20));
    }

    private static StoredFile file(String line) {
        String[] columns = line.split("\t", -1);
        return new StoredFile(columns[0], Long.parseLong(columns[1]), NO_DIGEST, columns[2], null);
    }

    /** The most that was used between two collections, garbage and all. */
    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage).mapToLong(usage -> usage.getUsed()).sum();
    }
}
