package dev.weighbridge.inspect.pickle;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.SafetyKind;
import org.jspecify.annotations.Nullable;

/** Looks for pickles in a file and in what is packed in it, by the bytes and not by the names. */
final class Scan {

    private static final String TORCH_OBJECT = "data.pkl";

    private static final String SCRIPT_CONSTANTS = "constants.pkl";

    /** The type of an array of Python objects in a NumPy header (numpy/lib/format.py): {@code 'descr': '|O'}, also as a field's. */
    private static final Pattern OBJECTS = Pattern.compile("['\"][|<>=]?O[0-9]*['\"]");

    private final PickleReport report;

    private final Budget budget = new Budget();

    private final List<TorchFile> torchFiles = new ArrayList<>();

    private @Nullable String broken;

    Scan(PickleReport report) {
        this.report = report;
    }

    /** Looks at a whole file. */
    void file(Content content) {
        look(content, 0, false);
    }

    private void look(Content content, int depth, boolean isScript) {
        ContentKind kind = ContentKind.of(content);
        pickles(content, kind, isScript);
        if (kind == ContentKind.OTHER || kind == ContentKind.NUMPY) {
            return;
        }
        if (depth == Budget.MAX_DEPTH) {
            report.warnOfArchive(SafetyKind.ARCHIVE, "holds archives nested more than " + depth + " deep, which are not looked into");
            return;
        }
        try {
            unpack(content, kind, depth);
        } catch (BrokenPickle failed) {
            String where = content.place().isEmpty() ? "is an archive" : "holds an archive, '" + PickleReport.shown(content.place()) + "',";
            boolean isUnpickled = kind.isStream() && Pickles.areNamed(content.name());
            report.warnOfArchive(isUnpickled ? SafetyKind.PICKLE : SafetyKind.ARCHIVE,
                    where + " that could not be looked into, because it " + failed.why());
            broken = depth == 0 && !failed.isOurLimit() ? failed.why() : broken;
        }
    }

    private void unpack(Content content, ContentKind kind, int depth) {
        if (kind == ContentKind.ZIP) {
            zip(content, depth);
        } else if (kind == ContentKind.TAR) {
            var members = new TarMembers(content, budget);
            for (Content member = members.next(); member != null; member = members.next()) {
                look(member, depth + 1, false);
            }
        } else if (kind.isStream()) {
            unpacked(kind.inflated(content, budget), depth);
        } else if (Pickles.areNamed(content.name())) {
            report.warnOfArchive(SafetyKind.PICKLE, "is compressed by a method that is not unpacked here (" + kind
                    + "), so what it does when it is unpickled is unknown");
        }
    }

    private void unpacked(Content content, int depth) {
        try (var inflated = (InflatedContent) content) {
            look(inflated, depth + 1, false);
        }
    }

    private void zip(Content content, int depth) {
        var zip = new ZipMembers(content, report, budget);
        List<ZipMember> members = zip.read();
        boolean isScript = members.stream().anyMatch(member -> isNamed(member, SCRIPT_CONSTANTS));
        if (isScript) {
            report.find("is a TorchScript program: it carries code of its own, which torch.jit runs in its interpreter, not in Python's");
        }
        for (ZipMember member : members) {
            if (!member.isFolder()) {
                member(zip, member, depth, isScript);
            }
        }
    }

    private void member(ZipMembers zip, ZipMember member, int depth, boolean isScript) {
        try {
            Content content = zip.open(member);
            try {
                look(content, depth + 1, isScript);
                if (isNamed(member, TORCH_OBJECT)) {
                    torch(content, isScript ? null : zip);
                }
            } finally {
                if (content instanceof InflatedContent inflated) {
                    inflated.close();
                }
            }
        } catch (BrokenPickle failed) {
            report.warnOfArchive(SafetyKind.ARCHIVE, "is a zip that " + failed.why() + " ('" + PickleReport.shown(member.name()) + "')");
        }
    }

    private static boolean isNamed(ZipMember member, String name) {
        return member.name().equals(name) || member.name().endsWith("/" + name);
    }

    private void torch(Content content, @Nullable ZipMembers zip) {
        Pickles pickles = new Pickles(content, budget, true, found -> {}).follow(0);
        torchFiles.add(new TorchFile(content.place(), pickles.result(), pickles.areTooLarge(), zip));
    }

    private void pickles(Content content, ContentKind kind, boolean isScript) {
        boolean isNamed = kind == ContentKind.OTHER && Pickles.areNamed(content.name());
        Pickles pickles = new Pickles(content, budget, isNamed, walk -> report.take(walk, content.place(), isScript)).follow(0);
        if (pickles.areTorch()) {
            torchFiles.add(new TorchFile(content.place(), pickles.result(), pickles.areTooLarge(), null));
        }
        if (kind == ContentKind.NUMPY) {
            array(content);
        }
    }

    /** The array's elements follow a header that says its type; of Python objects, as a pickle. */
    private void array(Content content) {
        byte[] start = content.head(12);
        boolean isShort = start.length > 6 && start[6] == 1;
        int lengthBytes = isShort ? 2 : 4;
        if (start.length < 8 + lengthBytes) {
            return;
        }
        long length = 0;
        for (int i = 0; i < lengthBytes; i++) {
            length |= (start[8 + i] & 0xffL) << 8 * i;
        }
        String header = new String(content.bytes(8L + lengthBytes, (int) Math.min(length, 64 * 1024)), StandardCharsets.ISO_8859_1);
        boolean holdsObjects = OBJECTS.matcher(header).find();
        new Pickles(content, budget, holdsObjects, walk -> report.take(walk, content.place(), false)).follow(8 + lengthBytes + length);
    }

    List<TorchFile> torchFiles() {
        return torchFiles;
    }

    /** Why the file is an archive that no program could open, or null. */
    @Nullable
    String broken() {
        return broken;
    }
}
