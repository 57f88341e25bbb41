package dev.weighbridge.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import dev.weighbridge.ingestion.Ingestion;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.pipeline.S3Node;
import dev.weighbridge.store.S3Server;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class S3RepairTest extends RepairContract {

    private final String bucket;

    S3RepairTest(TestDatabase database) {
        super(S3Node.on(database).node(), StoredObjects.inBucket(S3Node.on(database).bucket()), S3Node.PART);
        this.bucket = S3Node.on(database).bucket();
    }

    @Override
    String manifest(Ingestion model) throws IOException {
        return S3Server.shared().object(bucket, "manifests/" + model.modelUuid() + ".json")
                .map(json -> new String(json, StandardCharsets.UTF_8)).orElse("");
    }
}
