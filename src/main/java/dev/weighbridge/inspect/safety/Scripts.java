package dev.weighbridge.inspect.safety;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;

/** Finds texts that an operating system runs: by their first line, or by a name that makes it run them. Python is looked for elsewhere. */
final class Scripts implements Look {

    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("sh", "a shell script"), Map.entry("bash", "a shell script"),
            Map.entry("zsh", "a shell script"), Map.entry("ksh", "a shell script"), Map.entry("csh", "a shell script"),
            Map.entry("fish", "a shell script"), Map.entry("command", "a shell script"), Map.entry("pl", "a Perl script"),
            Map.entry("bat", "a batch file of Windows"), Map.entry("cmd", "a batch file of Windows"),
            Map.entry("ps1", "a PowerShell script"), Map.entry("psm1", "a PowerShell script"), Map.entry("vbs", "a script of Windows"),
            Map.entry("vbe", "a script of Windows"), Map.entry("wsf", "a script of Windows"), Map.entry("jse", "a script of Windows"),
            Map.entry("hta", "a script of Windows"), Map.entry("desktop", "a starter of a Linux desktop"));

    /** {@code execve(2)}, "Interpreter scripts"; a path is asked for, so that {@code #![attribute]} and {@code #!markdown} are none. */
    private static final Pattern SHEBANG = Pattern.compile("#![ \\t]*(/\\S{1,200})(?:[ \\t]+(\\S[^\\r\\n]{0,200}))?(?:\\r?\\n|$)");

    private static final Pattern OPTION = Pattern.compile("-\\S*|\\w+=\\S*");

    private static final int START = 512;

    @Override
    public void look(OpenFile file, FileNotes notes) {
        ByteView head = new ByteView(file.head(START));
        String interpreter = interpreter(head);
        String named = NAMES.get(FileName.extension(file.path()));
        if (interpreter != null && !isPython(interpreter)) {
            notes.warn(SafetyKind.EXECUTABLE,
                    "'" + file.path() + "' is a script: its first line has it run by " + OpenFile.shown(interpreter) + ".");
        } else if (named != null && interpreter == null && isText(head) && !head.text(0, START).isBlank()) {
            notes.warn(SafetyKind.EXECUTABLE, "'" + file.path() + "' is " + named + ", by its name.");
        }
    }

    /** The name of the program that the first line gives the text to, or null. */
    static @Nullable String interpreter(ByteView head) {
        Matcher line = SHEBANG.matcher(head.text(0, START));
        if (!line.lookingAt() || !isText(head)) {
            return null;
        }
        String program = line.group(1).substring(line.group(1).lastIndexOf('/') + 1);
        return program.equals("env") && line.group(2) != null ? firstWord(line.group(2)) : program;
    }

    static boolean isPython(String interpreter) {
        return interpreter.matches("(?i)i?python[0-9.]*|pypy[0-9.]*");
    }

    private static String firstWord(String arguments) {
        for (String word : arguments.split("\\s+", 20)) {
            if (!OPTION.matcher(word).matches()) {
                return word.substring(word.lastIndexOf('/') + 1);
            }
        }
        return "env";
    }

    private static boolean isText(ByteView head) {
        for (int i = 0; i < head.size(); i++) {
            int next = head.u8(i);
            if (next < ' ' && next != '\t' && next != '\n' && next != '\r' && next != '\f') {
                return isUtf16(head);
            }
        }
        return true;
    }

    /** Windows runs scripts in UTF-16, too. */
    private static boolean isUtf16(ByteView head) {
        return head.has(0, 0xff, 0xfe) && head.u8(3) == 0 || head.has(0, 0xfe, 0xff) && head.u8(2) == 0;
    }
}
