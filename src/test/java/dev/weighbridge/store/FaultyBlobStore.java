package dev.weighbridge.store;

import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * A store in front of a real one, which fails when it is told to, as the real one does on a disk with that fault; a call that fails reaches nothing.
 * Without a fault it only passes on. All methods may be called by any thread at any time.
 */
public final class FaultyBlobStore implements BlobStore {

    private final AtomicReference<Runnable> beforeManifests = new AtomicReference<>(() -> {});

    private final BlobStore real;

    private volatile @Nullable OptionalLong free;

    private final Map<Call, Order> orders = new EnumMap<>(Call.class);

    private FaultyBlobStore(BlobStore real) {
        this.real = real;
    }

    /** What can be told to fail. */
    public enum Call {
        CREATE, RESUME, PUT, COMPLETE, OPEN, READ, DELETE, LIST, MANIFEST
    }

    /** Why it fails, in the operating system's words. */
    public enum Fault {
        FULL("No space left on device"), AWAY("Input/output error");

        private final String words;

        Fault(String words) {
            this.words = words;
        }
    }

    private record Order(int passing, Fault fault) {}

    /** Puts itself in front of the store of a node that is started with this class. */
    public static final class InFront implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof BlobStore real ? new FaultyBlobStore(real) : bean;
        }
    }

    /** Lets every {@code call} fail from the {@code nth} from now on, counted from 1. */
    public synchronized FaultyBlobStore failFrom(int nth, Call call, Fault fault) {
        orders.put(call, new Order(nth - 1, fault));
        return this;
    }

    /** Lets everything fail. */
    public FaultyBlobStore goAway() {
        for (Call call : Call.values()) {
            failFrom(1, call, Fault.AWAY);
        }
        return this;
    }

    /** No more faults. */
    public synchronized void recover() {
        orders.clear();
    }

    private synchronized void failIfTold(Call call) {
        Order order = orders.get(call);
        if (order == null) {
            return;
        }
        if (order.passing() == 0) {
            throw StoreFailures.of(call + " on a faulty disk", new IOException(order.fault().words));
        }
        orders.put(call, new Order(order.passing() - 1, order.fault()));
    }

    @Override
    public int smallestPart() {
        return real.smallestPart();
    }

    @Override
    public BlobUpload create(String blobUuid, BlobShape shape) {
        failIfTold(Call.CREATE);
        return new FaultyUpload(real.create(blobUuid, shape));
    }

    @Override
    public Optional<BlobUpload> resume(String blobUuid, EarlierUpload earlier) {
        failIfTold(Call.RESUME);
        return real.resume(blobUuid, earlier).map(FaultyUpload::new);
    }

    @Override
    public BlobReader open(String blobUuid) {
        failIfTold(Call.OPEN);
        return new FaultyReader(real.open(blobUuid));
    }

    @Override
    public Optional<BlobReader> find(String blobUuid) {
        failIfTold(Call.OPEN);
        return real.find(blobUuid).map(FaultyReader::new);
    }

    @Override
    public void delete(String blobUuid) {
        failIfTold(Call.DELETE);
        real.delete(blobUuid);
    }

    @Override
    public void list(Instant before, Consumer<String> blobUuids) {
        failIfTold(Call.LIST);
        real.list(before, blobUuids);
    }

    @Override
    public void putManifest(String modelUuid, byte[] json) {
        failIfTold(Call.MANIFEST);
        real.putManifest(modelUuid, json);
    }

    /** Does this once, when manifests are listed next, before that. */
    public void beforeManifests(Runnable once) {
        beforeManifests.set(once);
    }

    @Override
    public Optional<byte[]> manifest(String modelUuid) {
        failIfTold(Call.MANIFEST);
        return real.manifest(modelUuid);
    }

    @Override
    public void listManifests(Consumer<String> modelUuids) {
        failIfTold(Call.LIST);
        beforeManifests.getAndSet(() -> {}).run();
        real.listManifests(modelUuids);
    }

    @Override
    public void deleteManifest(String modelUuid) {
        failIfTold(Call.MANIFEST);
        real.deleteManifest(modelUuid);
    }

    private final class FaultyReader implements BlobReader {

        private final BlobReader reader;

        FaultyReader(BlobReader reader) {
            this.reader = reader;
        }

        @Override
        public long size() {
            return reader.size();
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) throws IOException {
            failIfTold(Call.READ);
            reader.read(position, target, offset, length);
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    private final class FaultyUpload implements BlobUpload {

        private final BlobUpload upload;

        FaultyUpload(BlobUpload upload) {
            this.upload = upload;
        }

        @Override
        public String handle() {
            return upload.handle();
        }

        @Override
        public String put(UploadPart part) {
            failIfTold(Call.PUT);
            return upload.put(part);
        }

        @Override
        public void complete(long size, List<String> receipts) {
            failIfTold(Call.COMPLETE);
            upload.complete(size, receipts);
        }

        @Override
        public void close() {
            upload.close();
        }
    }

    /** Says from now on that so much is free. */
    public void free(OptionalLong bytes) {
        free = bytes;
    }

    @Override
    public OptionalLong free() {
        OptionalLong told = free;
        return told == null ? real.free() : told;
    }
}
