package dev.weighbridge.inspect;

import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.inspect.gpu.GpuMemorySettings;
import dev.weighbridge.inspect.head.BlobOpener;
import dev.weighbridge.inspect.head.ModelFolder;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.store.BlobReader;
import org.jspecify.annotations.Nullable;

/** A model in memory, which counts what is read of it and what is still open. A file may claim more bytes than it has; those cannot be read. */
public final class FakeBlobs implements BlobOpener {

    private static final Inspector INSPECTOR = new Inspector(GpuMemorySettings.none());

    private final Map<String, byte[]> files = new TreeMap<>();

    private final Map<String, Long> sizes = new TreeMap<>();

    public long bytesRead;

    public int open;

    public FakeBlobs with(String path, byte[] bytes) {
        return with(path, bytes, bytes.length);
    }

    public FakeBlobs with(String path, byte[] bytes, long size) {
        files.put(path, bytes);
        sizes.put(path, size);
        return this;
    }

    public FakeBlobs with(String path, String text) {
        return with(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public List<StoredFile> files() {
        List<StoredFile> stored = new ArrayList<>();
        sizes.forEach((path, size) -> stored.add(new StoredFile(path, size, "0".repeat(64), "blob of " + path, null)));
        return stored;
    }

    public ModelFacts inspect() {
        return inspect(null);
    }

    public ModelFacts inspect(@Nullable HubFacts hub) {
        return INSPECTOR.inspect(files(), hub, this);
    }

    /** What was found, but that nothing says what kind of model it is. */
    public static List<String> odd(ModelFacts facts) {
        return facts.findings().stream().filter(finding -> !finding.startsWith("minGpuMemory is unknown: ")).toList();
    }

    /** Bytes of the weights that are loaded; 0 if that is unknown. */
    public static long weights(ModelFacts facts) {
        return facts.bytesByDtype().values().stream().mapToLong(Long::longValue).sum();
    }

    public OpenFile openFile(String path) {
        return new ModelFolder(files(), this).open(path);
    }

    @Override
    public BlobReader open(StoredFile file) {
        byte[] bytes = files.getOrDefault(file.path(), new byte[0]);
        open++;
        return new BlobReader() {
            @Override
            public long size() {
                return file.size();
            }

            @Override
            public void read(long position, byte[] target, int offset, int length) throws EOFException {
                if (position < 0 || length < 0 || position + length > file.size()) {
                    throw new EOFException("asked for " + length + " bytes at " + position + " of " + file.size());
                }
                int held = Math.clamp(bytes.length - position, 0, length);
                System.arraycopy(bytes, (int) Math.min(position, bytes.length), target, offset, held);
                Arrays.fill(target, offset + held, offset + length, (byte) 0);
                bytesRead += length;
            }

            @Override
            public void close() {
                open--;
            }
        };
    }
}
