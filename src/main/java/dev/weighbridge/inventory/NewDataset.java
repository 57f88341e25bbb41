package dev.weighbridge.inventory;

import java.util.List;

import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.StoredFile;
import org.jspecify.annotations.Nullable;

/**
 * A dataset that is about to be entered in the inventory.
 *
 * @param uuid its future uuid, in ZStack's form
 * @param accountUuid its owner
 * @param system whether it is the platform's own, which every account sees
 * @param given what the caller said
 * @param revision the commit or digest that it was at its source, where that knows one
 * @param weighed what was found out; of a dataset nothing is read but how large it is, its checksum and what is dangerous
 * @param files every file of it, each path once
 */
public record NewDataset(String uuid, String accountUuid, boolean system, GivenFields given, @Nullable String revision,
        WeighedModel weighed, List<StoredFile> files) {

    public NewDataset {
        files = List.copyOf(files);
    }
}
