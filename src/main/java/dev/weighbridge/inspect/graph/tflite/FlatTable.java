package dev.weighbridge.inspect.graph.tflite;

import java.util.List;
import java.util.stream.LongStream;

import dev.weighbridge.inspect.graph.Pages;
import org.jspecify.annotations.Nullable;

/**
 * A table of a flatbuffer (flatbuffers.dev/internals): a place in the file, and before it, by a signed offset, the list of where its fields lie. Whatever an
 * offset says, nothing is read outside of the file, and nothing is followed that was not asked for.
 */
final class FlatTable {

    private final Pages pages;

    private final long at;

    private final long fields;

    private final int fieldsBytes;

    private FlatTable(Pages pages, long at) {
        this.pages = pages;
        this.at = at;
        this.fields = at - pages.i32(at, "a table");
        this.fieldsBytes = pages.u16(fields, "the fields of a table");
        if (fieldsBytes < 4) {
            throw pages.malformed("the list of a table's fields is too short", fields);
        }
        pages.check(fields, fieldsBytes, "the fields of a table");
    }

    /** The table that the first bytes of the file lead to. */
    static FlatTable root(Pages pages) {
        return new FlatTable(pages, pages.u32(0, "the root table"));
    }

    long place() {
        return at;
    }

    /** A number of so many bytes, or the default if it is not written. */
    long number(int field, int bytes, long otherwise) {
        long place = place(field);
        return place == 0 ? otherwise : pages.unsigned(place, bytes, "a field of a table");
    }

    /** A text, of which what is beyond so many bytes is left away; empty if it is not written. */
    String text(int field, int maxBytes) {
        long vector = target(field);
        if (vector == 0) {
            return "";
        }
        int length = (int) Math.min(maxBytes, count(vector, 1));
        return pages.text(vector + 4, length, "a text");
    }

    /** Where a vector's bytes begin, and how many there are; null if it is not written. */
    @Nullable
    Bytes bytes(int field) {
        long vector = target(field);
        return vector == 0 ? null : new Bytes(vector + 4, count(vector, 1));
    }

    /** The numbers of a vector of so many bytes each, at most so many. */
    List<Long> numbers(int field, int bytesEach, int most) {
        long vector = target(field);
        long count = vector == 0 ? 0 : count(vector, bytesEach);
        if (count > most) {
            throw pages.malformed("a list has " + count + " numbers, more than " + most, vector);
        }
        return LongStream.range(0, count).map(i -> pages.unsigned(vector + 4 + i * bytesEach, bytesEach, "a list")).boxed().toList();
    }

    /** How many tables a vector has. */
    long tables(int field) {
        long vector = target(field);
        return vector == 0 ? 0 : count(vector, 4);
    }

    /** One of the tables of a vector. */
    FlatTable table(int field, long index) {
        long entry = target(field) + 4 + 4 * index;
        return new FlatTable(pages, entry + pages.u32(entry, "a list of tables"));
    }

    record Bytes(long from, long length) {}

    private long count(long vector, int bytesEach) {
        long count = pages.u32(vector, "the length of a list");
        pages.check(vector + 4, count * bytesEach, "a list");
        return count;
    }

    private long target(int field) {
        long place = place(field);
        return place == 0 ? 0 : place + pages.u32(place, "a field of a table");
    }

    /** Where a field lies, or 0 if it is not written. */
    private long place(int field) {
        int entry = 4 + 2 * field;
        int offset = entry + 2 > fieldsBytes ? 0 : pages.u16(fields + entry, "the fields of a table");
        return offset == 0 ? 0 : at + offset;
    }
}
