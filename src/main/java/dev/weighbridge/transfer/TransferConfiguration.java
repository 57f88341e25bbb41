package dev.weighbridge.transfer;

import dev.weighbridge.ingestion.Failpoints;
import dev.weighbridge.store.BlobStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Puts the line's tools together, and says at the start how fast this machine hashes. */
@Configuration(proxyBeanMethods = false)
class TransferConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(TransferConfiguration.class);

    private static final String FAST = "SHA256NativeDigest";

    @Bean
    PartLine.Tools partLineTools(MemoryBudget budget, TransferThreads threads, TransferProperties properties, Failpoints failpoints,
            BlobStore store, TransferMeters meters) {
        if (properties.partSize().toBytes() < store.smallestPart()) {
            throw new IllegalArgumentException("Could not start: weighbridge.transfer.part-size is " + properties.partSize()
                    + ", and this kind of store takes parts of " + DataSize.ofBytes(store.smallestPart()) + " and more. Raise it.");
        }
        String codec = RunningDigest.codec();
        if (!codec.equals(FAST)) {
            LOG.warn(
                    "SHA-256 runs in Java here ({}), at about a tenth of the usual speed: the native code of Bouncy Castle LTS is for Linux on x86-64 and arm64",
                    codec);
        }
        return new PartLine.Tools(budget, threads.stages(), properties.partsInFlight(), failpoints, meters);
    }
}
