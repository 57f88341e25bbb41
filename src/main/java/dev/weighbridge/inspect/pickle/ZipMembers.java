package dev.weighbridge.inspect.pickle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.weighbridge.artifact.SafetyKind;
import org.jspecify.annotations.Nullable;

/** The files in a zip, as its directory lists them; that is what torch and NumPy go by. Flags and checksums are not believed, only looked at. */
final class ZipMembers {

    private static final int ENTRY = 0x02014b50;

    private static final int ENTRY_LENGTH = 46;

    private static final int LOCAL = 0x04034b50;

    private static final int LOCAL_LENGTH = 30;

    private static final long MAX_DIRECTORY = 64L << 20;

    /** Deflate cannot do better than 1032 to 1; what is a tenth as bad and large, too, is made so on purpose. */
    private static final long BOMB_RATIO = 100;

    private static final long BOMB_SIZE = 1L << 30;

    private final Content zip;

    private final PickleReport report;

    private final Budget budget;

    private final List<ZipMember> members = new ArrayList<>();

    private final Map<String, Long> sizes = new HashMap<>();

    ZipMembers(Content zip, PickleReport report, Budget budget) {
        this.zip = zip;
        this.report = report;
        this.budget = budget;
    }

    /** @throws BrokenPickle if the directory cannot be read */
    List<ZipMember> read() {
        for (ZipEnd.Start start : ZipEnd.starts(zip, report)) {
            read(start);
        }
        return members;
    }

    private void read(ZipEnd.Start start) {
        long length = Math.min(start.end(), zip.size()) - start.at();
        if (length > MAX_DIRECTORY) {
            throw BrokenPickle.limit("has a directory of more than " + (MAX_DIRECTORY >> 20) + " MiB");
        }
        ByteBuffer directory = ZipEnd.buffer(zip.bytes(start.at(), (int) Math.max(0, length)));
        Set<String> here = new HashSet<>();
        for (int at = 0; at < directory.limit();) {
            if (at + ENTRY_LENGTH > directory.limit() || directory.getInt(at) != ENTRY) {
                throw BrokenPickle.because("has a damaged directory");
            }
            int variable = u16(directory, at + 28) + u16(directory, at + 30) + u16(directory, at + 32);
            if (at + ENTRY_LENGTH + variable > directory.limit()) {
                throw BrokenPickle.because("has a damaged directory");
            }
            if (!budget.member()) {
                throw BrokenPickle.limit("has more than " + Budget.MAX_MEMBERS + " files in its archives");
            }
            ZipMember member = member(directory, at, start.shift());
            if (!here.add(member.name()) && !member.isFolder()) {
                report.warnOfArchive(SafetyKind.ARCHIVE, "is a zip with two files '" + PickleReport.shown(member.name())
                        + "'; programs may take either");
            }
            members.add(member);
            sizes.put(member.name(), member.size());
            at += ENTRY_LENGTH + variable;
        }

    }

    /** Bytes that come out of the file of this name, or null if there is none. */
    @Nullable
    Long sizeOf(String name) {
        return sizes.get(name);
    }

    boolean has(String name) {
        return sizes.containsKey(name);
    }

    private static ZipMember member(ByteBuffer directory, int at, long shift) {
        int nameLength = u16(directory, at + 28);
        byte[] name = new byte[nameLength];
        directory.get(at + ENTRY_LENGTH, name);
        long size = Integer.toUnsignedLong(directory.getInt(at + 24));
        long packed = Integer.toUnsignedLong(directory.getInt(at + 20));
        long headerAt = Integer.toUnsignedLong(directory.getInt(at + 42));
        int extra = at + ENTRY_LENGTH + nameLength;
        int extraEnd = extra + u16(directory, at + 30);
        while (extra + 4 <= extraEnd) {
            int length = u16(directory, extra + 2);
            if (u16(directory, extra) == 1) {
                int value = extra + 4;
                int valueEnd = Math.min(extraEnd, value + length);
                if (size == 0xffffffffL && value + 8 <= valueEnd) {
                    size = directory.getLong(value);
                    value += 8;
                }
                if (packed == 0xffffffffL && value + 8 <= valueEnd) {
                    packed = directory.getLong(value);
                    value += 8;
                }
                if (headerAt == 0xffffffffL && value + 8 <= valueEnd) {
                    headerAt = directory.getLong(value);
                }
            }
            extra += 4 + length;
        }
        return new ZipMember(new String(name, StandardCharsets.UTF_8), u16(directory, at + 10), u16(directory, at + 8), packed, size,
                headerAt + shift);
    }

    /** @throws BrokenPickle if the member is not where the directory says, or is packed in a way that nobody here unpacks */
    Content open(ZipMember member) {
        if (member.packed() < 0 || member.size() < 0 || member.headerAt() < 0 || member.headerAt() > zip.size() - LOCAL_LENGTH) {
            throw BrokenPickle.because("has a file that is not where its directory says");
        }
        ByteBuffer local = ZipEnd.buffer(zip.bytes(member.headerAt(), LOCAL_LENGTH));
        if (local.getInt(0) != LOCAL) {
            throw BrokenPickle.because("has a file that is not where its directory says");
        }
        byte[] name = zip.bytes(member.headerAt() + LOCAL_LENGTH, u16(local, 26));
        long start = member.headerAt() + LOCAL_LENGTH + u16(local, 26) + u16(local, 28);
        if (start > zip.size() || member.packed() > zip.size() - start) {
            throw BrokenPickle.because("has a file that goes beyond its end");
        }
        check(member, new String(name, StandardCharsets.UTF_8), u16(local, 8));
        String place = zip.place().isEmpty() ? member.name() : zip.place() + " > " + member.name();
        var packed = new ContentWindow(zip, place, start, member.packed());
        return switch (member.method()) {
            case ZipMember.STORED -> packed;
            case ZipMember.DEFLATED -> new InflatedContent(place, packed.name(), member.size(), () -> new RawInflater(packed), budget);
            default -> throw BrokenPickle.limit("has a file that is packed by method " + member.method() + ", which is not unpacked here");
        };
    }

    private void check(ZipMember member, String localName, int localMethod) {
        if (!localName.equals(member.name()) || localMethod != member.method()) {
            report.warnOfArchive(SafetyKind.DISGUISED, "is a zip whose directory and whose file '" + PickleReport.shown(member.name())
                    + "' do not agree on its name or packing ('" + PickleReport.shown(localName) + "', method " + localMethod + ")");
        }
        if (member.isEncrypted()) {
            report.warnOfArchive(SafetyKind.ARCHIVE,
                    "is a zip whose file '" + PickleReport.shown(member.name()) + "' says that it is encrypted");
        }
        if (member.size() > BOMB_SIZE && member.size() / BOMB_RATIO > member.packed()) {
            report.warnOfArchive(SafetyKind.ARCHIVE, "is a zip whose file '" + PickleReport.shown(member.name()) + "' unpacks from "
                    + member.packed() + " to " + member.size() + " bytes");
        }
    }

    private static int u16(ByteBuffer buffer, int at) {
        return buffer.getShort(at) & 0xffff;
    }
}
