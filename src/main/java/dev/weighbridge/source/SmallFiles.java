package dev.weighbridge.source;

import dev.weighbridge.artifact.SourceFile;

/** Reads listed files that are small: the indexes by which weights are chosen. */
@FunctionalInterface
public interface SmallFiles {

    /**
     * The file's bytes, all of them.
     *
     * @param limit bytes; a file that turns out to be longer is not read
     * @throws dev.weighbridge.artifact.IngestionException LIMIT_EXCEEDED if it is longer, and whatever the source says
     */
    byte[] read(SourceFile file, int limit);
}
