package dev.weighbridge.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.inventory.Inventory;
import dev.weighbridge.store.BlobReader;
import dev.weighbridge.store.BlobStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * The bytes of a model's file, as they are in the store, always as a download: whoever made the file decides what is in it, so no browser is to show it.
 * Ranges and preconditions are those of RFC 9110; the entity tag is the SHA-256, so it is strong and never changes for the same bytes.
 */
@Controller
class ModelFileController {

    /** An object store is asked once for so many bytes. */
    private static final int PIECE = 1 << 20;

    private final Inventory inventory;

    private final BlobStore store;

    ModelFileController(Inventory inventory, BlobStore store) {
        this.inventory = inventory;
        this.store = store;
    }

    @GetMapping(path = "/api/v1/models/{uuid}/files/{*path}", produces = MediaType.ALL_VALUE)
    void bytes(Caller caller, @PathVariable String uuid, @PathVariable String path, HttpServletRequest request,
            HttpServletResponse response) throws IOException {
        StoredFile file = file(ModelsController.visible(inventory, caller, uuid).getUuid(), path.substring(1));
        String tag = "\"" + file.sha256() + "\"";
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        checkMatch(request.getHeader(HttpHeaders.IF_MATCH), tag);
        if (new ServletWebRequest(request, response).checkNotModified(tag)) {
            return;
        }
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(lastName(file.path()), StandardCharsets.UTF_8).build().toString());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
        FileRange range = range(request, file, tag);
        if (range.isPart()) {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            response.setHeader(HttpHeaders.CONTENT_RANGE, range.contentRange());
        }
        response.setContentLengthLong(range.length());
        if (!request.getMethod().equals("HEAD")) {
            write(file, range, response);
        }
    }

    /** RFC 9110, section 13.1.1; Spring looks at this header only where something is changed. */
    private static void checkMatch(@Nullable String wanted, String tag) {
        if (wanted != null && ETag.parse(wanted).stream().noneMatch(one -> one.isWildcard() || one.compare(ETag.create(tag), true))) {
            throw new ErrorResponseException(HttpStatus.PRECONDITION_FAILED);
        }
    }

    private StoredFile file(String modelUuid, String path) {
        return inventory.files(modelUuid).stream().filter(file -> file.path().equals(path)).findFirst()
                .orElseThrow(() -> new IngestionException(FailureKind.NOT_FOUND,
                        "Could not find the file: the model has none with this path. Its files are listed at /api/v1/models/" + modelUuid
                                + "/files."));
    }

    private static FileRange range(HttpServletRequest request, StoredFile file, String tag) {
        String wanted = request.getHeader(HttpHeaders.RANGE);
        String only = request.getHeader(HttpHeaders.IF_RANGE);
        boolean applies = request.getMethod().equals("GET") && (only == null || only.strip().equals(tag));
        return FileRange.of(applies ? wanted : null, file.size()).orElseThrow(() -> unsatisfiable(file.size()));
    }

    private static ErrorResponseException unsatisfiable(long size) {
        var refused = new ErrorResponseException(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
        refused.getHeaders().set(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
        return refused;
    }

    /** The first piece is read before anything is sent, so that a store that is away is still answered as a problem. */
    private void write(StoredFile file, FileRange range, HttpServletResponse response) throws IOException {
        try (BlobReader blob = store.open(file.blobUuid())) {
            byte[] piece = new byte[(int) Math.min(PIECE, range.length())];
            for (long next = range.first(); next < range.end(); next += piece.length) {
                int length = (int) Math.min(piece.length, range.end() - next);
                read(blob, file, next, piece, length);
                response.getOutputStream().write(piece, 0, length);
            }
        }
    }

    private static void read(BlobReader blob, StoredFile file, long position, byte[] piece, int length) {
        try {
            blob.read(position, piece, 0, length);
        } catch (IOException failed) {
            throw new IngestionException(FailureKind.STORE_UNAVAILABLE, "Could not read '" + file.path() + "' from the store: "
                    + failed.getMessage() + ". Try again; if it stays, have the model verified.", failed);
        }
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
