package dev.weighbridge.inspect.graph.hdf;

/**
 * A message of an object's header (section IV.A.2).
 *
 * @param type its number, such as 12 of an attribute
 * @param isShared whether its bytes are kept elsewhere, for several objects
 * @param at where its data begin
 * @param size bytes of its data
 */
record HdfMessage(int type, boolean isShared, long at, int size) {

    static final int DATASPACE = 1;

    static final int LINK_INFO = 2;

    static final int DATATYPE = 3;

    static final int LINK = 6;

    static final int EXTERNAL_FILES = 7;

    static final int ATTRIBUTE = 12;

    static final int CONTINUATION = 16;

    static final int SYMBOL_TABLE = 17;

    static final int ATTRIBUTE_INFO = 21;

    long end() {
        return at + size;
    }
}
