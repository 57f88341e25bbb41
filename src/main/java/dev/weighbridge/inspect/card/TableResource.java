package dev.weighbridge.inspect.card;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** A table that lies beside the classes as {@code name.properties}. */
final class TableResource {

    private TableResource() {}

    static Properties read(String name) {
        try (InputStream resource = TableResource.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            var table = new Properties();
            table.load(resource);
            return table;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
