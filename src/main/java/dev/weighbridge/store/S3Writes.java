package dev.weighbridge.store;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Puts bytes into a bucket in such a way that the server verifies them. Each method is one request, or two. For many threads. */
final class S3Writes implements AutoCloseable {

    private final S3Signatures signatures;

    private final S3Sums sums;

    private final S3Puts puts;

    S3Writes(S3Signatures signatures, S3Sums sums, S3Puts puts) {
        this.signatures = signatures;
        this.sums = sums;
        this.puts = puts;
    }

    /** What an upload is to be begun with. */
    Map<String, String> ofUpload() {
        return sums.ofUpload();
    }

    /** @param headers those that come besides the checksums */
    S3Puts.Taken put(String key, Map<String, String> query, Map<String, String> headers, UploadPart part) throws IOException {
        Map<String, String> signed = new HashMap<>(headers);
        signed.putAll(sums.headers(part));
        S3Puts.Taken taken = send(key, query, signed, part);
        if (sums.isProven(part, signed, taken)) {
            return taken;
        }
        // Once more, with what the server does verify. What is in its place now is ours: nobody else knows the name.
        return send(key, query, sums.headers(part, true), part);
    }

    private S3Puts.Taken send(String key, Map<String, String> query, Map<String, String> headers, UploadPart part) throws IOException {
        try {
            return puts.put(signatures.put(key, query, headers, part), part.bytes(), part.length());
        } catch (S3Refusal refusal) {
            boolean wasDamaged = signatures.coverBytes() && refusal.is("XAmzContentSHA256Mismatch");
            throw wasDamaged ? new S3Refusal(refusal.status(), "BadDigest") : refusal;
        }
    }

    @Override
    public void close() {
        puts.close();
    }
}
