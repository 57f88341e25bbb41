package dev.weighbridge.store;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the store. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    BlobStore blobStore(StoreProperties properties) {
        return switch (properties.store().type()) {
            case LOCAL -> LocalBlobStore.under(properties.home());
        };
    }
}
