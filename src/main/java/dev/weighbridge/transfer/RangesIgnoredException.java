package dev.weighbridge.transfer;

import dev.weighbridge.artifact.SourceFile;

/** A source was asked for one part of a file and sent all of it: it is to be read by one connection, from where the last checkpoint is. */
final class RangesIgnoredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RangesIgnoredException(SourceFile file) {
        super("the source of '" + file.path() + "' does not begin where it is asked to");
    }
}
