package dev.weighbridge.bulk;

import org.jspecify.annotations.Nullable;

/**
 * What a list says of all its rows.
 *
 * @param name what the import is called; null if it does not say
 * @param centre the model centre of rows that name none; null if it does not say
 * @param from the file beside the list that holds the rows; null if the list holds them itself
 */
record ListHead(@Nullable String name, @Nullable Centre centre, @Nullable String from) {

    /** Of a list that has rows only. */
    static final ListHead NONE = new ListHead(null, null, null);

    /** A model centre, which is made if the account has none of this name and url. */
    record Centre(String name, String url, @Nullable String description, @Nullable String parameters) {}
}
