package dev.weighbridge.transfer;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;

/** Holds what arrived against what the source had announced. */
final class Announcement {

    private Announcement() {}

    /**
     * @param finding what a second fetch has shown, as a sentence with a space before it; may be empty
     * @throws IngestionException SIZE_MISMATCH or DIGEST_MISMATCH
     */
    static void verify(SourceFile file, long size, FileDigests digests, String finding) {
        if (file.sizeIsKnown() && file.size() != size) {
            throw new IngestionException(FailureKind.SIZE_MISMATCH,
                    "Could not take the file '" + file.path() + "': its source announced " + file.size()
                            + " bytes and sent " + size + ". Check the file at its source, then add the model again.");
        }
        Digest announced = file.announced();
        if (announced != null && !digests.agreeWith(announced)) {
            throw new IngestionException(FailureKind.DIGEST_MISMATCH,
                    "Could not take the file '" + file.path() + "': its source announced " + announced
                            + ", and the " + size + " bytes that it sent have " + digests.as(announced.algorithm())
                            + "." + finding + " Check the file and its digest at the source, then add the model again.");
        }
    }
}
