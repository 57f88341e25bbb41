package dev.weighbridge.inspect.safety;

import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;

/** Looks for one sort of danger in a file of any format. Keeps nothing between calls; ends for any bytes whatever, and never fails because of them. */
@FunctionalInterface
interface Look {

    void look(OpenFile file, FileNotes notes);
}
