package dev.weighbridge.store;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where blobs are kept.
 *
 * @param home the node's folder
 * @param store which kind of store
 */
@ConfigurationProperties("weighbridge")
record StoreProperties(@DefaultValue("./data") Path home, @DefaultValue Store store) {

    /**
     * The store.
     *
     * @param type {@code local}: folders under home; {@code s3}: a bucket
     * @param s3 the bucket; needed for {@code s3} only
     */
    record Store(@DefaultValue("local") Type type, @Nullable S3Settings s3) {

        /** The settings of the bucket, all of them there. */
        S3Settings bucket() {
            return (s3 == null ? new S3Settings(null, "us-east-1", null, null, null, true) : s3).checked();
        }
    }

    /** The kinds of store. */
    enum Type {
        LOCAL, S3
    }
}
