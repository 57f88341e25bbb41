package dev.weighbridge.inventory.tag;

/**
 * What a tag hangs on.
 *
 * @param type ZStack's name of its table, such as {@code ModelVO}
 * @param accountUuid its owner
 */
public record TaggedResource(String uuid, String type, String accountUuid) {

    /** The type of models. */
    public static final String MODEL = "ModelVO";

    /** The type of model centres. */
    public static final String MODEL_CENTER = "ModelCenterVO";
}
