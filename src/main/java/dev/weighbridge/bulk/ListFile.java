package dev.weighbridge.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** A list that lies in a file of {@code kind: bulk}, with the file beside it that holds its rows if they are not in itself. */
record ListFile(Path file) {

    /** What is read at once is bounded by rows; this bounds what a mistaken pattern may name. */
    private static final long LONGEST = 1L << 30;

    /**
     * Reads the list. A url of its centre that begins with {@code ./} or {@code ../} is a folder beside the file; without a name it is called as its file.
     *
     * @throws IngestionException INVALID_REQUEST that names the file, the line and what is wrong; rows may have been handed on before
     */
    void read(ListTaker taker) {
        try {
            var placed = new Placed(taker);
            RowForm form = read(file, BulkFormat.YAML, RowForm.plain(), placed);
            if (placed.from != null) {
                readRows(beside(placed.from), form, taker);
            }
        } catch (IOException unreadable) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not read the list " + file + ": " + unreadable.getClass().getSimpleName()
                            + ". See that the file is there and readable.",
                    unreadable);
        }
    }

    /**
     * The SHA-256 of all that it is made of, in hexadecimal: of the file, and of the one that holds its rows.
     *
     * @throws IngestionException as {@link #read}
     */
    String sha256() {
        List<String> digests = new ArrayList<>();
        read(new ListTaker() {
            @Override
            public void head(ListHead head) {
                digests.add(digest(file));
                if (head.from() != null) {
                    digests.add(digest(beside(head.from())));
                }
            }

            @Override
            public void row(ReadRow row) {
                // only the head says where rows are
            }
        });
        return DigestUtils.sha256Hex(String.join("\n", digests));
    }

    private void readRows(Path rows, RowForm form, ListTaker taker) throws IOException {
        BulkFormat format = BulkFormat.ofFile(String.valueOf(rows.getFileName())).filter(found -> found != BulkFormat.YAML)
                .orElseThrow(() -> invalid(file, "'from' must name a file that ends in .csv, .jsonl or .ndjson"));
        read(rows, format, form, new ListTaker() {
            @Override
            public void head(ListHead none) {
                // the list's own has been handed on
            }

            @Override
            public void row(ReadRow row) {
                taker.row(row);
            }
        });
    }

    private static RowForm read(Path file, BulkFormat format, RowForm form, ListTaker taker) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            if (Files.size(file) > LONGEST) {
                throw invalid(file, "it is longer than " + LONGEST + " bytes");
            }
            return format.read(bytes, form, taker);
        } catch (BulkFileException wrong) {
            throw invalid(file, wrong.getMessage());
        }
    }

    private Path beside(String name) {
        return file.toAbsolutePath().resolveSibling(name).normalize();
    }

    private static String digest(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return DigestUtils.sha256Hex(bytes);
        } catch (IOException unreadable) {
            throw invalid(file, "it is not readable (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    private static IngestionException invalid(Path file, String why) {
        return new IngestionException(FailureKind.INVALID_REQUEST,
                "Could not read the list " + file + ": " + why + ". Correct it and import it again.");
    }

    /** Finds what the head names by its place beside the file. */
    private final class Placed implements ListTaker {

        private final ListTaker taker;

        private @Nullable String from;

        Placed(ListTaker taker) {
            this.taker = taker;
        }

        @Override
        public void head(ListHead head) {
            from = head.from();
            String name = head.name() == null ? String.valueOf(file.getFileName()) : head.name();
            taker.head(new ListHead(name, head.centre() == null ? null : placed(head.centre()), from));
        }

        @Override
        public void row(ReadRow row) {
            taker.row(row);
        }

        private ListHead.Centre placed(ListHead.Centre centre) {
            boolean relative = centre.url().startsWith("./") || centre.url().startsWith("../");
            return relative ? new ListHead.Centre(centre.name(), beside(centre.url()).toString(), centre.description(), centre.parameters())
                    : centre;
        }
    }
}
