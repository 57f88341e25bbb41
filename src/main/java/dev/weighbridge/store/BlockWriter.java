package dev.weighbridge.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to a file, whole blocks past the page cache where the file system can (open(2), O_DIRECT): a model's bytes are not read again soon, and a cache
 * that is filled faster than the disk takes it costs more than hashing them (decision 0053). What is no whole block, or is refused, goes through the cache,
 * one writer at a time: several at once would spin on the file's lock. For many threads; closing it twice does nothing.
 */
final class BlockWriter implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(BlockWriter.class);

    /** A multiple of the block size of every common file system. */
    private static final int BLOCK = 64 << 10;

    private static final int SLICE = 1 << 20;

    private static final Optional<OpenOption> DIRECT = direct("com.sun.nio.file.ExtendedOpenOption");

    /** Outside the heap, at most one for each thread that has ever written at the same time as others. */
    private static final Queue<ByteBuffer> SLICES = new ConcurrentLinkedQueue<>();

    private final Path path;

    private final FileChannel cached;

    private final ReentrantLock caching = new ReentrantLock();

    private @Nullable FileChannel direct;

    private boolean goesDirectly = true;

    /** @param cached open for writing, and closed by its owner */
    BlockWriter(Path path, FileChannel cached) {
        this.path = path;
        this.cached = cached;
    }

    /** Writes the first {@code length} bytes at {@code offset}. */
    void write(long offset, byte[] bytes, int length) throws IOException {
        int whole = length - length % BLOCK;
        int written = whole >= SLICE && offset % BLOCK == 0 ? writeDirectly(offset, bytes, whole) : 0;
        caching.lock();
        try {
            write(cached, offset, bytes, written, length);
        } finally {
            caching.unlock();
        }
    }

    /** Writes the bytes from {@code from} to {@code to} through the cache; the byte 0 belongs at {@code offset}. */
    static void write(FileChannel file, long offset, byte[] bytes, int from, int to) throws IOException {
        int next = from;
        while (next < to) {
            // The JDK copies a heap array to memory of its own for each write, as much as is written at once.
            next += file.write(ByteBuffer.wrap(bytes, next, Math.min(SLICE, to - next)), offset + next);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        FileChannel open = direct;
        direct = null;
        goesDirectly = false;
        if (open != null) {
            open.close();
        }
    }

    /** @return how many bytes were written before the file system refused */
    private int writeDirectly(long offset, byte[] bytes, int length) {
        FileChannel file = direct();
        ByteBuffer slice = file == null ? null : SLICES.poll();
        if (file == null) {
            return 0;
        }
        if (slice == null) {
            slice = ByteBuffer.allocateDirect(SLICE + BLOCK).alignedSlice(BLOCK);
        }
        int written = 0;
        try {
            while (written < length) {
                slice.clear().limit(Math.min(SLICE, length - written));
                slice.put(bytes, written, slice.limit()).flip();
                int count = file.write(slice, offset + written);
                written += count - count % BLOCK;
                if (count < BLOCK) {
                    return written;
                }
            }
        } catch (IOException refused) {
            refuse(refused);
        } finally {
            SLICES.add(slice);
        }
        return written;
    }

    /** By its name, because the compiler warns of the module jdk.unsupported, in which the JDK keeps this option, and cannot be told not to. */
    private static Optional<OpenOption> direct(String options) {
        try {
            return Stream.of(Objects.requireNonNull(Class.forName(options).getEnumConstants()))
                    .filter(option -> option.toString().equals("DIRECT")).map(OpenOption.class::cast).findFirst();
        } catch (ClassNotFoundException anotherJdk) {
            return Optional.empty();
        }
    }

    private synchronized @Nullable FileChannel direct() {
        if (direct == null && goesDirectly && DIRECT.isPresent()) {
            try {
                direct = FileChannel.open(path, StandardOpenOption.WRITE, DIRECT.get());
            } catch (IOException | UnsupportedOperationException refused) {
                refuse(refused);
            }
        }
        return goesDirectly ? direct : null;
    }

    /** If it was for another reason, such as a full disk, the cache will say so. */
    private synchronized void refuse(Exception refused) {
        goesDirectly = false;
        LOG.debug("The file system of {} does not write past its cache", path, refused);
    }
}
