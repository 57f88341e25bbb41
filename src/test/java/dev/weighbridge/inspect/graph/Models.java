package dev.weighbridge.inspect.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;

/** A model of one file. */
public final class Models {

    private Models() {}

    public static ModelFacts inspect(String path, byte[] bytes) {
        return new FakeBlobs().with(path, bytes).inspect();
    }

    public static ModelFacts sample(String name) {
        return inspect(name, Samples.bytes(name));
    }

    public static void assertBroken(String path, byte[] bytes, String why) {
        assertBroken(new FakeBlobs().with(path, bytes), path, why);
    }

    public static void assertBroken(FakeBlobs blobs, String path, String why) {
        IngestionException failure = catchThrowableOfType(IngestionException.class, blobs::inspect);
        assertThat(failure).as("refused").isNotNull();
        assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
        assertThat(failure.getMessage()).startsWith("Could not read the head of '" + path + "': ").contains(why).contains(", at byte ")
                .endsWith(".");
        assertThat(blobs.open).isZero();
    }
}
