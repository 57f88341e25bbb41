package dev.weighbridge.store;

import java.nio.file.Path;

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
     * @param type {@code local}: folders under home
     */
    record Store(@DefaultValue("local") Type type) {}

    /** The kinds of store. */
    enum Type {
        LOCAL
    }
}
