package dev.weighbridge.inspect.graph.hdf;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.weighbridge.inspect.graph.Pages;
import org.jspecify.annotations.Nullable;

/** The members of a group: by a symbol table (section III.A.1, III.B, III.D) or by link messages (section IV.A.2.g). */
final class HdfGroup {

    private static final int MAX_NAME = 1024;

    /** Most names are shorter. */
    private static final int PIECE = 32;

    private static final int MAX_DEPTH = 16;

    private static final int HARD = 0;

    private static final int EXTERNAL = 64;

    /** What is told about the members. */
    interface Visitor {

        void member(String name, long at);

        /** A member that lies in another file. */
        void elsewhere(String name);

        /** Members are kept in a way that is not followed. */
        void unknown();
    }

    private final HdfSpace space;

    private final Pages pages;

    private final Visitor visitor;

    private final Set<Long> nodes = new HashSet<>();

    HdfGroup(HdfSpace space, Visitor visitor) {
        this.space = space;
        this.pages = space.pages();
        this.visitor = visitor;
    }

    void read(List<HdfMessage> header) {
        for (HdfMessage message : header) {
            switch (message.type()) {
                case HdfMessage.SYMBOL_TABLE -> table(message);
                case HdfMessage.LINK -> link(message);
                case HdfMessage.LINK_INFO -> {
                    boolean hasIndex = (pages.u8(message.at() + 1, "the links of a group") & 1) != 0;
                    if (space.address(message.at() + (hasIndex ? 10 : 2), "the links of a group") != null) {
                        visitor.unknown();
                    }
                }
                default -> {
                    // Says nothing of members.
                }
            }
        }
    }

    private void table(HdfMessage message) {
        Long tree = space.address(message.at(), "the tree of a group");
        Long heap = space.address(message.at() + space.offsetBytes(), "the names of a group");
        if (tree == null || heap == null || !pages.hasMark(heap, "HEAP")) {
            throw pages.malformed("a group has no tree or no names", message.at());
        }
        Long names = space.address(heap + 8 + 2L * space.lengthBytes(), "the names of a group");
        long length = space.length(heap + 8, "the names of a group");
        if (names == null) {
            throw pages.malformed("a group has no names", heap);
        }
        pages.check(names, length, "the names of a group");
        node(tree, names, names + length, 0);
    }

    private void node(long at, long names, long namesEnd, int depth) {
        if (depth > MAX_DEPTH || !nodes.add(at)) {
            throw pages.malformed("the tree of a group goes in circles", at);
        }
        if (pages.hasMark(at, "SNOD")) {
            entries(at, names, namesEnd);
            return;
        }
        if (!pages.hasMark(at, "TREE")) {
            throw pages.malformed("there is no node of a group's tree where one should be", at);
        }
        int children = pages.u16(at + 6, "a node of a group's tree");
        long first = at + 8 + 2L * space.offsetBytes();
        for (int i = 0; i < children; i++) {
            long child = first + space.lengthBytes() + (long) i * (space.lengthBytes() + space.offsetBytes());
            Long address = space.address(child, "a node of a group's tree");
            if (address != null) {
                node(address, names, namesEnd, depth + 1);
            }
        }
    }

    private void entries(long at, long names, long namesEnd) {
        int count = pages.u16(at + 6, "the members of a group");
        int size = 2 * space.offsetBytes() + 24;
        for (int i = 0; i < count; i++) {
            long entry = at + 8 + (long) i * size;
            long name = names + pages.unsigned(entry, space.offsetBytes(), "a member of a group");
            Long header = space.address(entry + space.offsetBytes(), "a member of a group");
            if (header != null) {
                visitor.member(name(name, namesEnd), header);
            }
        }
    }

    private String name(long at, long end) {
        if (at < 0 || at > end) {
            throw pages.malformed("the name of a member lies outside of its group's names", Math.max(0, Math.min(at, end)));
        }
        int length = 0;
        while (length <= MAX_NAME && at + length < end) {
            byte[] piece = pages.bytes(at + length, (int) Math.min(PIECE, end - at - length), "the name of a member");
            for (byte character : piece) {
                if (character == 0) {
                    return pages.text(at, length, "the name of a member");
                }
                length++;
            }
        }
        throw pages.malformed("the name of a member has no end, or is longer than " + MAX_NAME + " bytes", at);
    }

    private void link(HdfMessage message) {
        int flags = pages.u8(message.at() + 1, "a link");
        long place = message.at() + 2;
        int type = (flags & 8) != 0 ? pages.u8(place++, "a link") : HARD;
        place += ((flags & 4) != 0 ? 8 : 0) + ((flags & 0x10) != 0 ? 1 : 0);
        int width = 1 << (flags & 3);
        long length = pages.unsigned(place, width, "the name of a link");
        place += width;
        if (length < 0 || length > MAX_NAME || length > message.end() - place) {
            throw pages.malformed("the name of a link is too long", place);
        }
        String name = pages.text(place, (int) length, "the name of a link");
        if (type == HARD) {
            @Nullable
            Long header = space.address(place + length, "a link");
            if (header != null) {
                visitor.member(name, header);
            }
        } else if (type == EXTERNAL) {
            visitor.elsewhere(name);
        }
    }
}
