package dev.weighbridge.inspect.pickle;

import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;

/** The readers of files that may hold pickles. */
public final class PickleReaders {

    /** What torch loads, as its reader calls it. */
    public static final String PYTORCH = "PyTorch";

    /** A NeMo model, as its reader calls it. */
    public static final String NEMO = "NeMo";

    private PickleReaders() {}

    /**
     * The reader for a file that no reader of a format that cannot do anything takes, or null. They take every zip and tar, for any may hold a pickle, but
     * those of Keras 3; and every file of whatever name that would do something if it were unpickled. Asked once per file: to know, much of it may have
     * to be followed.
     */
    public static @Nullable FormatReader of(OpenFile file) {
        PickleFormat format = PickleFormat.of(file);
        return switch (format) {
            case PYTORCH -> new PickleReader(format, PYTORCH);
            case NEMO -> new PickleReader(format, NEMO);
            case PICKLE -> new PickleReader(format, "pickle");
            case ARCHIVE -> new PickleReader(format, "archive");
            case NONE -> null;
        };
    }

    /** Notes what a file of any kind would do if it were unpickled, and what is odd in the archive that it is; no tensors, no facts. */
    public static void look(OpenFile file, FileNotes notes) {
        new Scan(new PickleReport(notes)).file(new FileContent(file));
    }
}
