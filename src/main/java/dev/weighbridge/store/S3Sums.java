package dev.weighbridge.store;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checksums that go with a put, so that the server compares what has arrived. Whether it looks at a CRC32C is learnt from its answers: who verifies it
 * says so, and who does not gets an MD5 from then on, which every server verifies but which is slower to compute than all else (decision 0071). For many
 * threads.
 */
final class S3Sums {

    static final String CRC32C = "x-amz-checksum-crc32c";

    static final String MD5 = "Content-MD5";

    private static final Logger LOG = LoggerFactory.getLogger(S3Sums.class);

    private final S3Checks.Checksum wanted;

    /** Nothing before the first answer. */
    private volatile @Nullable Boolean verifiesCrc32c;

    S3Sums(S3Checks.Checksum wanted) {
        this.wanted = wanted;
    }

    /** What an upload is to be begun with: whether its parts come with a CRC32C. */
    Map<String, String> ofUpload() {
        return wanted.hasCrc32c() ? Map.of("x-amz-checksum-algorithm", "CRC32C") : Map.of();
    }

    /** The headers of the first try to put these bytes. */
    Map<String, String> headers(UploadPart part) {
        return headers(part, wanted == S3Checks.Checksum.MD5 || Boolean.FALSE.equals(verifiesCrc32c));
    }

    Map<String, String> headers(UploadPart part, boolean withMd5) {
        Map<String, String> headers = new HashMap<>();
        if (wanted.hasCrc32c()) {
            headers.put(CRC32C, S3Http.checksum(part.crc32c()));
        }
        if (withMd5) {
            headers.put(MD5, Base64.getEncoder().encodeToString(md5(part)));
        }
        return headers;
    }

    /**
     * Says whether what arrived is known to be what was sent, as far as anybody wants to know.
     *
     * @param sent the headers that went with it
     * @throws S3Refusal if it is known to be something else
     */
    boolean isProven(UploadPart part, Map<String, String> sent, S3Puts.Taken taken) throws S3Refusal {
        if (taken.checksum() != null && !taken.checksum().equals(sent.getOrDefault(CRC32C, taken.checksum()))) {
            throw new S3Refusal(200, "BadDigest");
        }
        if (wanted != S3Checks.Checksum.AUTO) {
            return true;
        }
        learn(taken.checksum() != null);
        return taken.checksum() != null || sent.containsKey(MD5) || taken.etag().equalsIgnoreCase(Hex.encodeHexString(md5(part)));
    }

    private void learn(boolean verifies) {
        if (!verifies && verifiesCrc32c == null) {
            LOG.info("The S3 server does not verify CRC32C: parts are sent with an MD5, which every server verifies");
        }
        verifiesCrc32c = verifies;
    }

    private static byte[] md5(UploadPart part) {
        MessageDigest md5 = DigestUtils.getMd5Digest();
        md5.update(part.bytes(), 0, part.length());
        return md5.digest();
    }
}
