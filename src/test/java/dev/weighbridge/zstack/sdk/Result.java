package dev.weighbridge.zstack.sdk;

import org.jspecify.annotations.Nullable;

/**
 * What the class of an API's result declares: one field, which is an object of a class, or a list of anything; a query's {@code total} besides.
 *
 * @param type what the field, or each element of the list, should become
 */
record Result(String field, @Nullable SdkClass type, boolean isList) {

    static final Result NOTHING = new Result("", null, false);

    static final Result VALID = new Result("valid", null, false);

    static Result inventory(SdkClass type) {
        return new Result("inventory", type, false);
    }

    static Result inventories(SdkClass type) {
        return new Result("inventories", type, true);
    }

    static Result list(String field) {
        return new Result(field, null, true);
    }
}
