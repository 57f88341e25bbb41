package dev.weighbridge.store;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the store. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    BlobStore blobStore(StoreProperties properties, S3Checks checks) {
        return switch (properties.store().type()) {
            case LOCAL -> LocalBlobStore.under(properties.home());
            case S3 -> S3BlobStore.open(properties.store().bucket(), checks, S3Limits.usual());
        };
    }
}
