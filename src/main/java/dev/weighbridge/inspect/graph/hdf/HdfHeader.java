package dev.weighbridge.inspect.graph.hdf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import dev.weighbridge.inspect.graph.Pages;

/** The header of an object: its messages, in the blocks that they are spread over (section IV.A.1). */
final class HdfHeader {

    private static final int MAX_MESSAGES = 65_536;

    private static final int MAX_BLOCKS = 4096;

    private final HdfSpace space;

    private final Pages pages;

    private final List<HdfMessage> messages = new ArrayList<>();

    private final Deque<long[]> blocks = new ArrayDeque<>();

    private int seen;

    private HdfHeader(HdfSpace space) {
        this.space = space;
        this.pages = space.pages();
    }

    /** @throws dev.weighbridge.artifact.IngestionException MALFORMED_ARTIFACT if there is no header at this place */
    static List<HdfMessage> read(HdfSpace space, long at) {
        var header = new HdfHeader(space);
        if (header.pages.hasMark(at, "OHDR")) {
            header.version2(at);
        } else if (header.pages.u8(at, "an object's header") == 1) {
            header.version1(at);
        } else {
            throw header.pages.malformed("there is no object's header where one should be", at);
        }
        return header.messages;
    }

    private void version1(long at) {
        begin(at + 16, pages.u32(at + 8, "the size of an object's header"));
        while (!blocks.isEmpty()) {
            long[] block = blocks.remove();
            long place = block[0];
            while (place + 8 <= block[1]) {
                HdfMessage message = message(pages.u16(place, "a message"), pages.u16(place + 2, "a message"),
                        pages.u8(place + 4, "a message"), place + 8, block[1]);
                place = message.end();
                continueAt(message);
            }
        }
    }

    private void version2(long at) {
        int flags = pages.u8(at + 5, "the flags of an object's header");
        long place = at + 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
        int width = 1 << (flags & 3);
        long size = pages.unsigned(place, width, "the size of an object's header");
        int prefix = (flags & 4) != 0 ? 6 : 4;
        begin(place + width, size);
        while (!blocks.isEmpty()) {
            long[] block = blocks.remove();
            long next = block[0];
            while (next + prefix <= block[1]) {
                HdfMessage message = message(pages.u8(next, "a message"), pages.u16(next + 1, "a message"),
                        pages.u8(next + 3, "a message"), next + prefix, block[1]);
                next = message.end();
                if (continueAt(message)) {
                    long[] chunk = blocks.removeLast();
                    if (chunk[1] - chunk[0] < 8 || !pages.hasMark(chunk[0], "OCHK")) {
                        throw pages.malformed("an object's header does not go on where it should", chunk[0]);
                    }
                    blocks.add(new long[] {chunk[0] + 4, chunk[1] - 4});
                }
            }
        }
    }

    private HdfMessage message(int type, int size, int flags, long at, long end) {
        if (size > end - at || ++seen > MAX_MESSAGES) {
            throw pages.malformed("a message goes beyond its object's header, or there are more than " + MAX_MESSAGES, at);
        }
        var message = new HdfMessage(type, (flags & 2) != 0, at, size);
        messages.add(message);
        return message;
    }

    private boolean continueAt(HdfMessage message) {
        if (message.type() != HdfMessage.CONTINUATION) {
            return false;
        }
        Long at = space.address(message.at(), "where an object's header goes on");
        long length = space.length(message.at() + space.offsetBytes(), "the length of an object's header");
        begin(at == null ? -1 : at, length);
        return true;
    }

    private void begin(long at, long length) {
        pages.check(at, length, "an object's header");
        if (blocks.size() >= MAX_BLOCKS) {
            throw pages.malformed("an object's header has more than " + MAX_BLOCKS + " parts", at);
        }
        blocks.add(new long[] {at, at + length});
    }
}
