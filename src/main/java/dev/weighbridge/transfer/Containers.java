package dev.weighbridge.transfer;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.zip.CRC32C;

import dev.weighbridge.artifact.Container;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.ingestion.Failpoint;
import dev.weighbridge.ingestion.FileTask;
import dev.weighbridge.ingestion.PartReceipt;
import dev.weighbridge.store.BlobShape;
import dev.weighbridge.store.BlobStore;
import dev.weighbridge.store.UploadPart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Moves the files that are packed in a listed one, an archive or a layer of an image, in one pass over its bytes: each goes into the store while the container
 * is still being fetched, and becomes READY only after the container's own digest agreed. An attempt that ends in the middle of a container begins it anew:
 * a compressed stream has no place in the middle to go on from. For many threads.
 */
@Component
final class Containers {

    private static final Logger LOG = LoggerFactory.getLogger(Containers.class);

    /** Files that may wait for their last parts to be stored while the next are unpacked. */
    private static final int OPEN_FILES = 16;

    /** Blobs that become READY in one transaction. */
    private static final int SETTLED_AT_ONCE = 500;

    private final BlobStore store;

    private final PackedLedger ledger;

    private final TransferProperties properties;

    private final UnpackProperties limits;

    private final PartLine.Tools tools;

    Containers(BlobStore store, PackedLedger ledger, TransferProperties properties, UnpackProperties limits, PartLine.Tools tools) {
        this.store = store;
        this.ledger = ledger;
        this.properties = properties;
        this.limits = limits;
        this.tools = tools;
    }

    /**
     * Moves all files of a container. When it returns, they are in the store and their blobs are READY; when it throws, none is the model's.
     *
     * @throws InterruptedException when the node shuts down
     */
    void move(TransferOrder order, FileTask task) throws InterruptedException {
        SourceFile file = task.source();
        Container how = Objects.requireNonNull(file.container());
        if (task.tries() == 0) {
            LOG.info("Unpacking '{}' while it is fetched", file.path());
        }
        int position = ledger.begin(order.attempt(), task.position());
        try (var reader = new ReopeningReader(order.source(), file, order.access(), 0)) {
            var bytes = new ContainerBytes(reader, file, fetched -> ledger.passed(order.attempt(), fetched));
            String finding = task.tries() == 0 ? "" : " It was fetched twice.";
            try (Unpacking unpacking = Unpacking.of(file, how, bytes, limits, order.wanted())) {
                List<Landed> landed = new Run(order, task, unpacking, position).all();
                unpacking.verify(finding);
                bytes.rethrowStop();
                reader.confirmUnchanged();
                settle(order, task, unpacking, landed);
            } catch (IOException unfit) {
                bytes.rethrowStop();
                throw sooner(file, bytes, finding, malformed(file, unfit));
            } catch (IngestionException unfit) {
                throw isOfTheContent(unfit) ? sooner(file, bytes, finding, unfit) : unfit;
            }
        }
    }

    private static boolean isOfTheContent(IngestionException failure) {
        return failure.kind() == FailureKind.MALFORMED_ARTIFACT || failure.kind() == FailureKind.UNSAFE_CONTENT;
    }

    /** What looks like a bad archive may be a good one that came damaged: the announced digest tells. */
    private static IngestionException sooner(SourceFile file, ContainerBytes bytes, String finding, IngestionException unfit)
            throws InterruptedException {
        if (file.announced() != null) {
            try {
                bytes.drain();
            } catch (IOException stop) {
                bytes.rethrowStop();
                return unfit;
            }
            try {
                Announcement.verify(file, bytes.passed(), bytes.finish(), finding);
            } catch (IngestionException damaged) {
                return damaged;
            }
        }
        return unfit;
    }

    private void settle(TransferOrder order, FileTask task, Unpacking unpacking, List<Landed> landed) {
        // A layer of an image may well hold nothing of the model; whether all of them do is looked at after the last.
        if (landed.isEmpty() && Objects.requireNonNull(task.source().container()).within().isEmpty()) {
            throw new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                    "Could not unpack '" + task.source().path()
                            + "': there is no file in it that is wanted. Add another one, or look at include and exclude.");
        }
        for (int from = 0; from < landed.size(); from += SETTLED_AT_ONCE) {
            ledger.settle(order.attempt(), landed.subList(from, Math.min(from + SETTLED_AT_ONCE, landed.size())));
        }
        tools.failpoints().reached(Failpoint.BLOB_READY);
        if (unpacking.leftOut() > 0) {
            LOG.info("{} files in '{}' are not wanted and were left out", unpacking.leftOut(), task.source().path());
        }
        ledger.finish(order.attempt(), task, unpacking.paths());
    }

    private static IngestionException malformed(SourceFile file, IOException why) {
        return new IngestionException(FailureKind.MALFORMED_ARTIFACT,
                "Could not unpack '" + file.path() + "': it is damaged, cut short, or not packed as its name says ("
                        + String.valueOf(why.getMessage()).replaceAll("\\p{Cntrl}", "?")
                        + "). Pack it again, or add it without unpacking it.",
                why);
    }

    /** The pass through one container. */
    private final class Run {

        private final TransferOrder order;

        private final FileTask container;

        private final Unpacking unpacking;

        private final Semaphore inFlight = new Semaphore(tools.partsInFlight());

        private final Deque<Unpacked> open = new ArrayDeque<>();

        private final List<Landed> landed = new ArrayList<>();

        private int position;

        Run(TransferOrder order, FileTask container, Unpacking unpacking, int position) {
            this.order = order;
            this.container = container;
            this.unpacking = unpacking;
            this.position = position;
        }

        List<Landed> all() throws IOException, InterruptedException {
            try {
                for (Archive.Entry entry = unpacking.next(); entry != null; entry = unpacking.next()) {
                    open.add(sent(entry));
                    while (!open.isEmpty() && (open.size() > OPEN_FILES || open.getFirst().hasArrived())) {
                        landFirst();
                    }
                }
                while (!open.isEmpty()) {
                    landFirst();
                }
                return landed;
            } finally {
                // Whoever still puts a part has its buffer; none outlives this.
                inFlight.acquireUninterruptibly(tools.partsInFlight());
                open.forEach(Unpacked::close);
            }
        }

        private void landFirst() throws InterruptedException {
            try (Unpacked file = open.removeFirst()) {
                landed.add(file.land());
                tools.failpoints().reached(Failpoint.UPLOAD_COMPLETE);
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed.getCause());
            }
        }

        private Unpacked sent(Archive.Entry entry) throws IOException, InterruptedException {
            String blob = ResourceUuid.random();
            SourceFile whole = container.source();
            var listed = new SourceFile(entry.path(), entry.size(), whole.announced(), whole.locator(), null, false);
            var task = new FileTask(position++, listed, 0, blob);
            ledger.intend(order.attempt(), container.position(), task);
            tools.failpoints().reached(Failpoint.INTENT_WRITTEN);
            int partSize = properties.partSizeFor(entry.size());
            boolean onePart = listed.sizeIsKnown() && entry.size() < partSize;
            var file = new Unpacked(task, store.create(blob, onePart ? BlobShape.ONE_PART : BlobShape.MANY_PARTS), partSize);
            tools.failpoints().reached(Failpoint.UPLOAD_CREATED);
            try {
                send(file, onePart ? Math.toIntExact(entry.size()) + 1 : partSize);
                if (listed.sizeIsKnown() && file.size() != entry.size()) {
                    throw new IOException(
                            "'" + entry.path() + "' has " + file.size() + " bytes, and " + entry.size() + " were said to come");
                }
                return file;
            } catch (IOException | RuntimeException | InterruptedException failed) {
                file.close();
                throw failed;
            }
        }

        private void send(Unpacked file, int room) throws IOException, InterruptedException {
            int length = room;
            while (length == room) {
                MemoryBudget.Buffer buffer = place(room);
                boolean handedOver = false;
                try {
                    length = unpacking.fill(buffer.bytes(), room);
                    if (length > 0 || file.parts() == 0) {
                        send(file, buffer, length);
                        handedOver = true;
                    }
                } finally {
                    if (!handedOver) {
                        giveBack(buffer);
                    }
                }
            }
            file.ended();
        }

        private void send(Unpacked file, MemoryBudget.Buffer buffer, int length) {
            long offset = file.size();
            file.passed(buffer.bytes(), length);
            var sum = new CRC32C();
            sum.update(buffer.bytes(), 0, length);
            UploadPart part = UploadPart.checked(file.parts() + 1, offset, buffer.bytes(), length, (int) sum.getValue());
            file.sent(tools.threads().submit(() -> {
                try {
                    var receipt = new PartReceipt(length, file.upload().put(part), part.crc32c());
                    tools.failpoints().reached(Failpoint.PART_UPLOADED);
                    return receipt;
                } finally {
                    giveBack(buffer);
                }
            }));
        }

        private MemoryBudget.Buffer place(int size) throws InterruptedException {
            inFlight.acquire();
            try {
                return tools.budget().take(size);
            } catch (InterruptedException stopped) {
                inFlight.release();
                throw stopped;
            }
        }

        private void giveBack(MemoryBudget.Buffer buffer) {
            buffer.close();
            inFlight.release();
        }
    }
}
