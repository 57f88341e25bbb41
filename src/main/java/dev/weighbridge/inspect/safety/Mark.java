package dev.weighbridge.inspect.safety;

import java.util.Locale;
import java.util.Set;

import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;

/**
 * The formats that have a mark in their first bytes, as far as they matter for what a file may do. Only marks that no text begins with: one of two
 * letters counts only with what must follow it.
 */
enum Mark {

    /** System V gABI, "ELF Header". */
    ELF("an ELF program", "\u007fELF"),
    /** Microsoft PE format, "MS-DOS Stub" and "Signature": {@code PE\0\0} at where the 4 bytes at 0x3c say. */
    PE("a Windows program", null),
    /** Apple {@code mach-o/loader.h} and {@code mach-o/fat.h}. */
    MACH_O("a macOS program", null),
    /** Java Virtual Machine Specification 4.1: a major version of at least 45 stands where a fat Mach-O has a small count. */
    JAVA_CLASS("a Java class", null),
    /** Android "Dalvik executable format", DEX_FILE_MAGIC. */
    DEX("an Android program", null),
    /** WebAssembly core specification 5.5.16. */
    WASM("a WebAssembly program", "\0asm"),
    /** MS-SHLLINK 2.1: the header's size and the class identifier of links. */
    SHELL_LINK("a Windows shortcut", "L\0\0\0\u0001\u0014\u0002\0\0\0\0\0\u00c0\0\0\0\0\0\0F"),
    /** System V {@code ar(5)}: object code, or a Debian package. */
    AR("an archive of object code", "!<arch>\n"),
    /** The lead of an RPM file. */
    RPM("an RPM package", "\u00ed\u00ab\u00ee\u00db"),
    /** APPNOTE.TXT 4.3.7 and 4.3.16. */
    ZIP("a zip archive", null),
    /** POSIX.1-2024 pax, "ustar Interchange Format": the checksum counts. */
    TAR("a tar archive", null),
    /** RFC 1952 2.3.1, with the only method there is. */
    GZIP("a gzip file", "\u001f\u008b\b"),
    /** RFC 8878 3.1.1. */
    ZSTD("a zstd file", "(\u00b5/\u00fd"),
    /** The .xz file format 2.1.1.1. */
    XZ("an xz file", "\u00fd7zXZ\0"),
    /** The block's mark behind the header. */
    BZIP2("a bzip2 file", null),
    /** 7-Zip's DOC/7zFormat.txt, "SignatureHeader". */
    SEVEN_ZIP("a 7z archive", "7z\u00bc\u00af'\u001c"),
    /** RAR 4 and 5. */
    RAR("a RAR archive", "Rar!\u001a\u0007"),
    /** Python's pickletools, PROTO 2 to 5. */
    PICKLE("a pickle", null),
    /** ggml docs/gguf.md. */
    GGUF("a GGUF file", "GGUF"),
    /** HDF5 File Format Specification III.A. */
    HDF5("an HDF5 file", "\u0089HDF\r\n\u001a\n"),
    /** NEP 1. */
    NUMPY("a NumPy array", "\u0093NUMPY"),
    /** PNG specification 5.2. */
    PNG("a PNG picture", "\u0089PNG\r\n\u001a\n"),
    JPEG("a JPEG picture", "\u00ff\u00d8\u00ff"),
    GIF("a GIF picture", "GIF8"),
    /** MS-CFB 2.2: old Office documents and installers. */
    OLE("an OLE compound file", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1"),
    PDF("a PDF document", "%PDF-");

    private static final Set<Mark> PROGRAMS = Set.of(ELF, PE, MACH_O, JAVA_CLASS, DEX, WASM, SHELL_LINK, AR, RPM);

    private static final Set<Mark> TEXTLIKE = Set.of(GGUF, GIF, PDF);

    private static final int TAR_BLOCK = 512;

    /** Of the fat files in {@code mach-o/fat.h} none has as many architectures as the lowest major version of a Java class. */
    private static final int LOWEST_CLASS_VERSION = 45;

    private final String words;

    private final @Nullable String start;

    Mark(String words, @Nullable String start) {
        this.words = words;
        this.start = start;
    }

    /** What the file begins as, or null. */
    static @Nullable Mark of(OpenFile file) {
        var head = new ByteView(file.head(TAR_BLOCK));
        for (Mark mark : values()) {
            if (mark.isOf(head, file)) {
                return mark;
            }
        }
        return null;
    }

    /** With its article: {@code a zip archive}. */
    String words() {
        return words;
    }

    /** Whether it runs, or makes something run, by itself. */
    boolean isProgram() {
        return PROGRAMS.contains(this);
    }

    /** Whether a text may begin so, too. */
    boolean isTextlike() {
        return TEXTLIKE.contains(this);
    }

    private boolean isOf(ByteView head, OpenFile file) {
        if (start != null) {
            return head.has(0, start);
        }
        return switch (this) {
            case PE -> head.has(0, "MZ") && ByteView.of(file, head.u32(0x3c), 4).has(0, "PE\0\0");
            case MACH_O -> head.has(0, 0xfe, 0xed, 0xfa, 0xce) || head.has(0, 0xfe, 0xed, 0xfa, 0xcf) || head.has(0, 0xce, 0xfa, 0xed, 0xfe)
                    || head.has(0, 0xcf, 0xfa, 0xed, 0xfe) || isCafe(head, 0xbe) && head.u32Big(4) < LOWEST_CLASS_VERSION
                    || isCafe(head, 0xbf);
            case JAVA_CLASS -> isCafe(head, 0xbe) && head.u16Big(6) >= LOWEST_CLASS_VERSION;
            case DEX -> head.text(0, 8).matches("(?s)dex\n[0-9]{3}\0");
            case ZIP -> head.has(0, "PK\u0003\u0004") || head.has(0, "PK\u0005\u0006") || head.has(0, "PK\u0007\b");
            case TAR -> TarHeader.isOne(head);
            case BZIP2 -> head.text(0, 3).equals("BZh") && head.has(4, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59);
            case PICKLE -> head.u8(0) == 0x80 && head.u8(1) >= 2 && head.u8(1) <= 5;
            default -> throw new IllegalStateException(name().toLowerCase(Locale.ROOT) + " has no mark");
        };
    }

    private static boolean isCafe(ByteView head, int last) {
        return head.has(0, 0xca, 0xfe, 0xba, last);
    }
}
