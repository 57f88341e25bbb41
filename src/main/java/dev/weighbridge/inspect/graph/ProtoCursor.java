package dev.weighbridge.inspect.graph;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inspect.head.OpenFile;

/**
 * Goes once through a file that is a protobuf message, field by field (protobuf.dev/programming-guides/encoding). What is not asked for is passed by without
 * being fetched. After {@link #next} said which field comes, exactly one of the methods that take or pass it must be called.
 */
public final class ProtoCursor {

    /** Bounds the time: a graph of 100,000 nodes has some three million. */
    private static final int MAX_FIELDS = 30_000_000;

    /** Protobuf's own default of how deep messages are nested in all languages. */
    private static final int MAX_DEPTH = 100;

    private static final int BUFFER = 8 * 1024;

    private final OpenFile file;

    private final CodedInputStream in;

    private final long start;

    private int tag;

    private int fields;

    private int depth;

    /** @throws IngestionException MALFORMED_ARTIFACT if the file is larger than a protobuf message can be */
    public ProtoCursor(OpenFile file) {
        this(file, CodedInputStream.newInstance(file.stream(0, file.size()), BUFFER), size(file), 0);
    }

    /** Goes through a message that lies within a file, at this place. */
    public ProtoCursor(OpenFile file, byte[] message, long start) {
        this(file, CodedInputStream.newInstance(message), message.length, start);
    }

    private ProtoCursor(OpenFile file, CodedInputStream in, int size, long start) {
        this.file = file;
        this.in = in;
        this.start = start;
        try {
            in.pushLimit(size);
        } catch (IOException broken) {
            throw broken("the message", broken);
        }
    }

    /** The number of the next field of this message, or 0 at its end. */
    public int next() {
        if (++fields > MAX_FIELDS) {
            throw malformed("there are more than " + MAX_FIELDS + " fields");
        }
        try {
            tag = in.readTag();
        } catch (IOException broken) {
            throw broken("a field", broken);
        }
        return WireFormat.getTagFieldNumber(tag);
    }

    /** Takes a varint: a whole number, or the number of an enum's value. */
    public long number(String what) {
        expect(WireFormat.WIRETYPE_VARINT, what);
        try {
            return in.readUInt64();
        } catch (IOException broken) {
            throw broken(what, broken);
        }
    }

    /** Takes a string or bytes, of which what is beyond so many bytes is left away. */
    public String text(String what, int maxBytes) {
        try {
            int length = length(what);
            byte[] taken = in.readRawBytes(Math.min(length, maxBytes));
            in.skipRawBytes(length - taken.length);
            return new String(taken, StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw broken(what, broken);
        }
    }

    /** Passes by a string, bytes, a message or a packed list, and says how many bytes it has. */
    public int bytes(String what) {
        try {
            int length = length(what);
            in.skipRawBytes(length);
            return length;
        } catch (IOException broken) {
            throw broken(what, broken);
        }
    }

    /** Goes through a message; {@code reader} calls {@link #next} until it says 0. */
    public void message(String what, Runnable reader) {
        if (++depth > MAX_DEPTH) {
            throw malformed("messages are nested deeper than " + MAX_DEPTH + " in " + what);
        }
        try {
            int outer = in.pushLimit(length(what));
            reader.run();
            if (in.getBytesUntilLimit() != 0) {
                throw new IllegalStateException(what + " was not read to its end");
            }
            in.popLimit(outer);
        } catch (IOException broken) {
            throw broken(what, broken);
        }
        depth--;
    }

    /** Takes a list of whole numbers, packed or this one of them. */
    public void numbers(String what, LongConsumer each) {
        if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
            each.accept(number(what));
            return;
        }
        try {
            int outer = in.pushLimit(length(what));
            while (in.getBytesUntilLimit() > 0) {
                each.accept(in.readUInt64());
            }
            in.popLimit(outer);
        } catch (IOException broken) {
            throw broken(what, broken);
        }
    }

    /** Passes by a field of whatever type. */
    public void pass() {
        try {
            switch (WireFormat.getTagWireType(tag)) {
                case WireFormat.WIRETYPE_VARINT -> in.readUInt64();
                case WireFormat.WIRETYPE_FIXED64 -> in.skipRawBytes(8);
                case WireFormat.WIRETYPE_FIXED32 -> in.skipRawBytes(4);
                case WireFormat.WIRETYPE_LENGTH_DELIMITED -> bytes("a field");
                default -> throw malformed("a field has a type that the format does not use");
            }
        } catch (IOException broken) {
            throw broken("a field", broken);
        }
    }

    /** How many bytes were taken or passed by. */
    public long position() {
        return start + in.getTotalBytesRead();
    }

    public IngestionException malformed(String why) {
        return file.malformed(why, position());
    }

    private static int size(OpenFile file) {
        if (file.size() > Integer.MAX_VALUE) {
            throw file.malformed("a protobuf message has at most 2 GiB, and larger tensors lie in files of their own", Integer.MAX_VALUE);
        }
        return (int) file.size();
    }

    private int length(String what) throws IOException {
        expect(WireFormat.WIRETYPE_LENGTH_DELIMITED, what);
        int length = in.readUInt32();
        if (length < 0 || length > in.getBytesUntilLimit()) {
            throw malformed(what + " has " + Integer.toUnsignedString(length) + " bytes, more than are left");
        }
        return length;
    }

    private void expect(int type, String what) {
        if (WireFormat.getTagWireType(tag) != type) {
            throw malformed(what + " has another type than the format's");
        }
    }

    private IngestionException broken(String what, IOException cause) {
        return malformed(what + " is broken (" + cause.getMessage() + ")");
    }
}
