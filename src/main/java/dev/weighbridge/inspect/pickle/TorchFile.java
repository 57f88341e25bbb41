package dev.weighbridge.inspect.pickle;

import org.jspecify.annotations.Nullable;

/**
 * What torch would load.
 *
 * @param place of the pickle in the file
 * @param object what comes of it
 * @param isTooLarge whether more was set in it than was kept
 * @param zip that holds the bytes of its storages; null in torch's old format, and for TorchScript
 */
record TorchFile(String place, Value object, boolean isTooLarge, @Nullable ZipMembers zip) {}
