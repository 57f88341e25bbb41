package dev.weighbridge.inspect.pickle;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;

/** Which kind of file that may hold a pickle a file is. */
enum PickleFormat {
    PYTORCH, NEMO, PICKLE, ARCHIVE, NONE;

    /** Files that are so named are weights of torch, or nothing that a program could load. */
    private static final Set<String> WEIGHTS = Set.of("pt", "pth", "ckpt");

    private static final String NEMO_ENDING = ".nemo";

    static PickleFormat of(OpenFile file) {
        var content = new FileContent(file);
        if (file.isGitLfsPointer()) {
            return isNamedAsWeights(file) ? PYTORCH : file.path().endsWith(NEMO_ENDING) ? NEMO : NONE;
        }
        ContentKind kind = ContentKind.of(content);
        return switch (kind) {
            case ZIP -> zip(file, content);
            case TAR -> isNemo(file, content) ? NEMO : ARCHIVE;
            case NUMPY -> PICKLE;
            case GZIP, ZLIB, BZIP2, XZ, LZMA -> stream(file, kind, content);
            case LZ4 -> Pickles.areNamed(content.name()) ? PICKLE : NONE;
            case OTHER -> raw(content, new Budget());
        };
    }

    static boolean isNamedAsWeights(OpenFile file) {
        String name = file.path().toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return WEIGHTS.contains(ending) || ending.equals("bin") && name.contains("model");
    }

    private static PickleFormat raw(Content content, Budget budget) {
        var pickles = new Pickles(content, budget, Pickles.areNamed(content.name()), walk -> {}).follow(0);
        return pickles.areTorch() ? PYTORCH : pickles.areThere() ? PICKLE : NONE;
    }

    private static PickleFormat zip(OpenFile file, Content content) {
        var zip = new ZipMembers(content, new PickleReport(new FileNotes(file.path(), "")), new Budget());
        try {
            List<ZipMember> members = zip.read();
            if (zip.has("config.json") && zip.has("model.weights.h5")) {
                return NONE;
            }
            boolean isTorch = members.stream().anyMatch(member -> member.name().equals("data.pkl") || member.name().endsWith("/data.pkl"));
            return isTorch ? PYTORCH : ARCHIVE;
        } catch (BrokenPickle broken) {
            return isNamedAsWeights(file) ? PYTORCH : ARCHIVE;
        }
    }

    private static PickleFormat stream(OpenFile file, ContentKind kind, Content packed) {
        Budget budget = Budget.toRecognise();
        try (var content = (InflatedContent) kind.inflated(packed, budget)) {
            return switch (ContentKind.of(content)) {
                case TAR -> file.path().endsWith(NEMO_ENDING) ? NEMO : ARCHIVE;
                case ZIP, GZIP, ZLIB, BZIP2, XZ, LZMA -> ARCHIVE;
                case NUMPY -> PICKLE;
                case LZ4, OTHER -> raw(content, budget) != NONE ? PICKLE : budget.isSpent() ? ARCHIVE : NONE;
            };
        } catch (BrokenPickle broken) {
            return ARCHIVE;
        }
    }

    private static boolean isNemo(OpenFile file, Content content) {
        try {
            return file.path().endsWith(NEMO_ENDING) || NemoConfig.find(content, new Budget()) != null;
        } catch (BrokenPickle broken) {
            return false;
        }
    }
}
