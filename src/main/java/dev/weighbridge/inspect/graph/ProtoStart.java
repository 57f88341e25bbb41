package dev.weighbridge.inspect.graph;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.weighbridge.inspect.head.OpenFile;

/**
 * The first fields of what may be a protobuf message, as far as they begin in the first bytes of a file: such a message has no mark of its own, and is
 * recognised by fields that are all known and fit into the file.
 */
public final class ProtoStart {

    private static final int LOOKED_AT = 8 * 1024;

    private static final int FEW = 64;

    private final List<Integer> tags;

    private final long first;

    private ProtoStart(List<Integer> tags, long first) {
        this.tags = tags;
        this.first = first;
    }

    /** Without any field if it is no such message. */
    public static ProtoStart of(OpenFile file) {
        return of(file.head(LOOKED_AT), 0, file.size());
    }

    /** Of a message within the file: what is in its first field. */
    public static ProtoStart within(OpenFile file, int fieldsBefore) {
        byte[] head = file.head(LOOKED_AT);
        CodedInputStream in = CodedInputStream.newInstance(head);
        try {
            for (int i = 0; i < fieldsBefore; i++) {
                in.skipField(in.readTag());
            }
            boolean isMessage = WireFormat.getTagWireType(in.readTag()) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            int length = isMessage ? in.readUInt32() : 0;
            int start = in.getTotalBytesRead();
            return length > 0 && length <= file.size() - start ? of(head, start, start + (long) length) : nothing();
        } catch (IOException broken) {
            return nothing();
        }
    }

    private static ProtoStart nothing() {
        return new ProtoStart(List.of(), 0);
    }

    private static ProtoStart of(byte[] head, int start, long end) {
        int known = (int) Math.min(head.length, end);
        CodedInputStream in = CodedInputStream.newInstance(head, start, known - start);
        List<Integer> tags = new ArrayList<>();
        long first = 0;
        try {
            while (tags.size() < FEW && in.getTotalBytesRead() < known - start) {
                int tag = in.readTag();
                long length = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED
                        ? Integer.toUnsignedLong(in.readUInt32())
                        : -1;
                if (length >= 0) {
                    long at = start + (long) in.getTotalBytesRead();
                    if (length > end - at) {
                        return nothing();
                    }
                    tags.add(tag);
                    if (length > known - at) {
                        break;
                    }
                    in.skipRawBytes((int) length);
                } else {
                    first = number(in, tag, tags.isEmpty() ? 0 : first, tags.isEmpty());
                    tags.add(tag);
                }
            }
        } catch (IOException broken) {
            return known < end && !tags.isEmpty() ? new ProtoStart(List.copyOf(tags), first) : nothing();
        }
        return new ProtoStart(List.copyOf(tags), first);
    }

    private static long number(CodedInputStream in, int tag, long before, boolean isFirst) throws IOException {
        if (isFirst && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
            return in.readUInt64();
        }
        in.skipField(tag);
        return before;
    }

    /** Whether there are fields, and all have one of these numbers and the wire type that stands with it. */
    public boolean hasOnly(Map<Integer, Integer> wireTypes) {
        return !tags.isEmpty() && tags.stream().allMatch(
                tag -> Integer.valueOf(WireFormat.getTagWireType(tag)).equals(wireTypes.get(WireFormat.getTagFieldNumber(tag))));
    }

    /** The numbers of the fields. */
    public Set<Integer> numbers() {
        return tags.stream().map(WireFormat::getTagFieldNumber).collect(Collectors.toSet());
    }

    /** The number of the first field, or 0. */
    public int firstNumber() {
        return tags.isEmpty() ? 0 : WireFormat.getTagFieldNumber(tags.getFirst());
    }

    /** The value of the first field if it is a whole number, else 0. */
    public long firstValue() {
        return first;
    }
}
