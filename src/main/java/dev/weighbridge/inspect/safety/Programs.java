package dev.weighbridge.inspect.safety;

import java.util.Map;
import java.util.Set;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;

/** Finds programs by their first bytes, and names of programs on what is none. */
final class Programs implements Look {

    /** {@code e_machine} of the System V gABI and its registry. */
    private static final Map<Integer,
            String> ELF_MACHINES = Map.of(3, "x86", 40, "ARM", 62, "x86-64", 183, "ARM64", 190, "NVIDIA GPUs", 243,
                    "RISC-V", 22, "s390", 21, "PowerPC");

    /** "Machine Types" of the Microsoft PE format. */
    private static final Map<Integer, String> PE_MACHINES = Map.of(0x14c, "x86", 0x8664, "x86-64", 0xaa64, "ARM64", 0x1c4, "ARM");

    private static final Set<String> NAMES = Set.of("exe", "dll", "so", "dylib", "sys", "scr", "com", "msi");

    private static final int DLL = 0x2000;

    @Override
    public void look(OpenFile file, FileNotes notes) {
        Mark mark = Mark.of(file);
        String what = what(mark, file);
        if (what != null) {
            notes.warn(SafetyKind.EXECUTABLE, "'" + file.path() + "' is " + what + ".");
        } else if (NAMES.contains(FileName.extension(file.path()))) {
            notes.warn(SafetyKind.DISGUISED, "'" + file.path() + "' is named as a program is, but it is "
                    + (mark == null ? "none that is known here" : mark.words()) + ".");
        }
    }

    private static @Nullable String what(@Nullable Mark mark, OpenFile file) {
        String extension = FileName.extension(file.path());
        if (mark == Mark.ELF) {
            return elf(new ByteView(file.head(64)));
        }
        if (mark == Mark.PE) {
            return pe(ByteView.of(file, new ByteView(file.head(64)).u32(0x3c), 24));
        }
        if (mark != null && mark.isProgram()) {
            return mark.words();
        }
        boolean isDos = new ByteView(file.head(2)).has(0, "MZ") && NAMES.contains(extension);
        return isDos ? "a DOS program" : mark == Mark.OLE && extension.equals("msi") ? "a Windows installer" : null;
    }

    private static String elf(ByteView head) {
        boolean isBig = head.u8(5) == 2;
        int type = isBig ? head.u16Big(16) : head.u16(16);
        String kind = switch (type) {
            case 1 -> "object code (ELF)";
            case 3 -> "a program or shared library (ELF)";
            default -> "a program (ELF)";
        };
        return kind + on(ELF_MACHINES.get(isBig ? head.u16Big(18) : head.u16(18)));
    }

    private static String pe(ByteView header) {
        return ((header.u16(22) & DLL) != 0 ? "a library" : "a program") + " for Windows (PE)" + on(PE_MACHINES.get(header.u16(4)));
    }

    private static String on(@Nullable String machine) {
        return machine == null ? "" : " for " + machine;
    }
}
