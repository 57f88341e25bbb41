package dev.weighbridge.inspect.pickle;

import java.util.List;

import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.FormatReader;
import dev.weighbridge.inspect.head.OpenFile;

/** The readers of files that may hold pickles. */
public final class PickleReaders {

    /** What torch loads, as its reader calls it. */
    public static final String PYTORCH = "PyTorch";

    /** A NeMo model, as its reader calls it. */
    public static final String NEMO = "NeMo";

    private PickleReaders() {}

    /**
     * In the order in which they are to be asked, after the readers of formats that cannot do anything. They take every zip and tar, for any may hold a
     * pickle, but those of Keras 3; and every file of whatever name that would do something if it were unpickled.
     */
    public static List<FormatReader> inOrder() {
        return List.of(new PickleReader(PickleFormat.PYTORCH, PYTORCH), new PickleReader(PickleFormat.NEMO, NEMO),
                new PickleReader(PickleFormat.PICKLE, "pickle"), new PickleReader(PickleFormat.ARCHIVE, "archive"));
    }

    /** Notes what a file of any kind would do if it were unpickled, and what is odd in the archive that it is; no tensors, no facts. */
    public static void look(OpenFile file, FileNotes notes) {
        new Scan(new PickleReport(notes)).file(new FileContent(file));
    }
}
