package dev.weighbridge.inspect.head;

/**
 * Knows the files of one format. Keeps nothing between calls; may be called by several threads. Opens only the ranges of a file that it needs, allocates nothing by a
 * length that the file merely claims, and ends for any bytes whatever.
 */
public interface FormatReader {

    /** How a person calls the format, such as {@code safetensors} or {@code PyTorch}. */
    String format();

    /** Whether the file is of this format: by its first bytes, by its name only where the format has no mark of its own (a {@code .py} file). */
    boolean recognises(OpenFile file);

    /**
     * Reads what the file says into the notes.
     *
     * @throws dev.weighbridge.artifact.IngestionException MALFORMED_ARTIFACT if it is weights that no engine could load: says what and at which byte.
     *     What is merely odd, or dangerous, is noted.
     */
    void read(OpenFile file, FileNotes notes);
}
