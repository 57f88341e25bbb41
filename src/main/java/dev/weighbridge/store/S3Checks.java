package dev.weighbridge.store;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the server is to check of the bytes that are put.
 *
 * @param checksum which checksum goes with them
 * @param signPayload whether their SHA-256 is part of each request's signature; for servers that take no {@code UNSIGNED-PAYLOAD}
 */
@ConfigurationProperties("weighbridge.store.s3")
record S3Checks(@DefaultValue("auto") Checksum checksum, @DefaultValue("false") boolean signPayload) {

    /** The checksum of a part. */
    enum Checksum {
        /** CRC32C; and an MD5 too, once the server has shown by its answer that it has not looked at the CRC32C. */
        AUTO,
        /** CRC32C and nothing else, whatever the server answers. */
        CRC32C,
        /** Content-MD5 and nothing else: for servers that refuse the header of the other. */
        MD5,
        /** Nothing: what arrived is not compared with what was sent. */
        NONE;

        boolean hasCrc32c() {
            return this == AUTO || this == CRC32C;
        }
    }

    static S3Checks usual() {
        return new S3Checks(Checksum.AUTO, false);
    }
}
