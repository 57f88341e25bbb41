package dev.weighbridge.inspect.pickle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

import dev.weighbridge.artifact.SafetyFinding;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.ModelFacts;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.OpenFile;

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

    /** What the reader of pickles warns of. */
    static List<String> dangers(String path, byte[] bytes) {
        var blobs = new FakeBlobs().with(path, bytes);
        var notes = new FileNotes(path, "");
        try (OpenFile file = blobs.openFile(path)) {
            FormatReader reader = PickleReaders.of(file);
            if (reader != null) {
                reader.read(file, notes);
            }
        }
        assertThat(blobs.open).isZero();
        return notes.dangers().stream().map(Inspected::written).toList();
    }

    private static String written(SafetyFinding danger) {
        return danger.kind() + ": " + danger.sentence();
    }
}
