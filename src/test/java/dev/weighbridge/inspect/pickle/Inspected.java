package dev.weighbridge.inspect.pickle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;

/** What the inspector says of one file. */
final class Inspected {

    private Inspected() {}

    /** A file beside this class's, made by the tool that it is of. */
    static byte[] genuine(String name) {
        try (InputStream file = Inspected.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(file, name).readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static ModelFacts inspect(String path, byte[] bytes) {
        return new FakeBlobs().with(path, bytes).inspect();
    }

    /** Kind and sentence of each danger. */
    static List<String> dangers(String path, byte[] bytes) {
        return inspect(path, bytes).dangers().stream().map(Inspected::written).toList();
    }

    private static String written(SafetyFinding danger) {
        return danger.kind() + ": " + danger.sentence();
    }
}
