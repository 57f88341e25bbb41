package dev.weighbridge.inspect.safety;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;

/**
 * Finds files that are not what their names say. {@code .safetensors} and {@code .gguf} are not in the table:
 * their readers refuse what is none.
 */
final class Disguises implements Look {

    private static final Set<Mark> TEXT = Set.of();

    /** The marks that a name promises; nothing for texts and formats without a mark, of which none may begin as something known. */
    private static final Map<String, Set<Mark>> PROMISED = new HashMap<>();

    static {
        promise(TEXT, "json", "jsonl", "txt", "md", "rst", "yaml", "yml", "toml", "ini", "cfg", "csv", "tsv", "xml", "html", "jinja", "py",
                "ipynb",
                "vocab", "merges");
        promise(TEXT, "onnx", "pb", "tflite", "msgpack", "pdmodel", "mlmodel", "spm");
        promise(EnumSet.of(Mark.HDF5), "h5", "hdf5");
        promise(EnumSet.of(Mark.HDF5, Mark.ZIP), "keras");
        promise(EnumSet.of(Mark.NUMPY), "npy");
        promise(EnumSet.of(Mark.ZIP), "npz", "zip", "jar", "whl", "mar");
        promise(EnumSet.of(Mark.PNG), "png");
        promise(EnumSet.of(Mark.JPEG), "jpg", "jpeg");
        promise(EnumSet.of(Mark.GIF), "gif");
        promise(EnumSet.of(Mark.PDF), "pdf");
        promise(TEXT, "webp", "svg", "wav", "mp3", "mp4", "ogg", "flac");
        promise(EnumSet.of(Mark.TAR, Mark.GZIP), "tar", "nemo");
        promise(EnumSet.of(Mark.GZIP), "gz", "tgz");
        promise(EnumSet.of(Mark.ZSTD), "zst");
        promise(EnumSet.of(Mark.XZ), "xz");
        promise(EnumSet.of(Mark.BZIP2), "bz2");
        promise(EnumSet.of(Mark.SEVEN_ZIP), "7z");
        promise(EnumSet.of(Mark.RAR), "rar");
    }

    @Override
    public void look(OpenFile file, FileNotes notes) {
        Mark mark = Mark.of(file);
        String extension = FileName.extension(file.path());
        Set<Mark> promised = PROMISED.get(extension);
        if (mark != null && promised != null && !promised.contains(mark) && !(mark.isTextlike() && promised.isEmpty())) {
            notes.warn(SafetyKind.DISGUISED, "'" + file.path() + "' is named ." + extension + ", but begins as " + mark.words() + ".");
        }
    }

    private static void promise(Set<Mark> marks, String... extensions) {
        for (String extension : extensions) {
            PROMISED.put(extension, marks);
        }
    }
}
