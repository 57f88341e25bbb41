package dev.weighbridge.inventory;

import java.util.List;

import dev.weighbridge.artifact.GivenFields;
import dev.weighbridge.artifact.StoredFile;

/**
 * A model that is about to be entered in the inventory.
 *
 * @param uuid its future uuid, in ZStack's form
 * @param accountUuid its owner
 * @param type {@code Custom} for what was added by API or bulk, {@code System} for what was synced
 * @param given what the caller said; wins over what was derived
 * @param weighed what was found out
 * @param files every file of it, each path once
 */
public record NewModel(String uuid, String accountUuid, String type, GivenFields given, WeighedModel weighed, List<StoredFile> files) {

    public NewModel {
        files = List.copyOf(files);
    }
}
