package dev.weighbridge.secret;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the node's key is.
 *
 * @param home the node's folder, which holds {@code secret.key}
 * @param secretKey 32 bytes in base64, instead of that file; all nodes that share a database need the same one
 */
@ConfigurationProperties("weighbridge")
record KeyProperties(Path home, @Nullable String secretKey) {

    /** Never shows the key. */
    @Override
    public String toString() {
        return "KeyProperties[" + home + "]";
    }
}
