package dev.weighbridge.store;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a part: {@code <etag>}, or {@code <etag> <crc32c in base64>} if the server has verified the checksum, which it then wants back when the
 * upload is completed.
 */
record S3Receipt(String etag, @Nullable String checksum) {

    static S3Receipt parse(String text) {
        int gap = text.indexOf(' ');
        return gap < 0 ? new S3Receipt(text, null) : new S3Receipt(text.substring(0, gap), text.substring(gap + 1));
    }

    String text() {
        return checksum == null ? etag : etag + " " + checksum;
    }
}
