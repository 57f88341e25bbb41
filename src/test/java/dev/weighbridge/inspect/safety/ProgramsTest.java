package dev.weighbridge.inspect.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers are written as the formats' specifications say; see Mark for which. */
class ProgramsTest {

    @Test
    void findsElfWhateverItsName() {
        byte[] elf = Bytes.littleEndian().text("\u007fELF").u8(2).u8(1).u8(1).zeros(9).u8(3).u8(0).u8(62).u8(0).zeros(44).array();
        assertExecutable("pytorch_model.bin", elf, "'pytorch_model.bin' is a program or shared library (ELF) for x86-64.");
        byte[] big = Bytes.littleEndian().text("\u007fELF").u8(2).u8(2).u8(1).zeros(9).u8(0).u8(2).u8(0).u8(22).zeros(44).array();
        assertExecutable("tool", big, "'tool' is a program (ELF) for s390.");
    }

    @Test
    void findsWindowsProgramsByTheHeaderThatTheStubPointsTo() {
        assertExecutable("a/helper.bin", pe(0x2022), "'a/helper.bin' is a library for Windows (PE) for x86-64.");
        assertExecutable("run.exe", pe(0x0022), "'run.exe' is a program for Windows (PE) for x86-64.");
        assertExecutable("old.com", Bytes.littleEndian().text("MZ").zeros(100).array(), "'old.com' is a DOS program.");
    }

    @Test
    void tellsAFatMacProgramFromAJavaClass() throws IOException {
        assertExecutable("x", Bytes.littleEndian().u8(0xca).u8(0xfe).u8(0xba).u8(0xbe).u8(0).u8(0).u8(0).u8(2).zeros(40).array(),
                "'x' is a macOS program.");
        try (InputStream own = ProgramsTest.class.getResourceAsStream("ProgramsTest.class")) {
            assertExecutable("x", own.readAllBytes(), "'x' is a Java class.");
        }
    }

    @ParameterizedTest
    @CsvSource({"CFFAEDFE0C000001, a macOS program", "FEEDFACE00000007, a macOS program", "CAFEBABF00000002, a macOS program",
            "0061736D01000000, a WebAssembly program", "6465780A30333500, an Android program",
            "4C0000000114020000000000C000000000000046, a Windows shortcut", "213C617263683E0A, an archive of object code",
            "EDABEEDB0300, an RPM package"})
    void findsOtherProgramsByTheirMarks(String hex, String what) {
        byte[] bytes = Bytes.littleEndian().text(new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1),
                StandardCharsets.ISO_8859_1).zeros(64).array();
        assertExecutable("weights.dat", bytes, "'weights.dat' is " + what + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MZ is how this README begins, and a long text follows it, so that there are bytes at 0x3c: PE",
            "#!markdown is no script", "#![allow(unused)]\nfn main() {}", "# Title\n#!/bin/sh is how scripts begin\n", "dex\nis a word",
            "BZh is one, too", "PK is a name", "GIF8 is nothing", "\u00ca\u00fe"})
    void aTextIsNoProgram(String text) {
        assertThat(Looked.at("README.md", text).dangers()).isEmpty();
        assertThat(Looked.at("notes", text).dangers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"#!/bin/bash, bash", "#! /usr/bin/env perl, perl", "#!/usr/bin/env -S FOO=1 node --x, node", "#!/usr/bin/ruby -w, ruby"})
    void findsScriptsByTheirFirstLine(String line, String interpreter) {
        assertExecutable("LICENSE", (line + "\necho hello\n").getBytes(StandardCharsets.UTF_8),
                "'LICENSE' is a script: its first line has it run by '" + interpreter + "'.");
    }

    @ParameterizedTest
    @CsvSource({"download.sh, a shell script", "RUN.BAT, a batch file of Windows", "x.ps1, a PowerShell script",
            "a/b.vbs, a script of Windows"})
    void findsScriptsByTheirNames(String name, String what) {
        assertExecutable(name, "echo hello\r\n".getBytes(StandardCharsets.UTF_8), "'" + name + "' is " + what + ", by its name.");
        assertThat(Looked.at(name, " \n").dangers()).isEmpty();
        assertThat(Looked.at(name, "version https://git-lfs.github.com/spec/v1\noid sha256:00\n").dangers()).isEmpty();
    }

    @Test
    void aNameOfAProgramOnSomethingElseIsADisguise() {
        var notes = Looked.at("libfoo.so.1", "{}");
        assertThat(Looked.kinds(notes)).containsExactly(SafetyKind.DISGUISED);
        assertThat(Looked.sentences(notes)).containsExactly("'libfoo.so.1' is named as a program is, but it is none that is known here.");
    }

    @Test
    void aSafetensorsHeaderWhoseLengthLooksLikeAMarkIsNone() {
        byte[] file = Bytes.safetensors(" ".repeat(0x5a4d - 1).replaceFirst("^ ", "{") + "}", 0);
        assertThat(file).startsWith('M', 'Z', 0);
        assertThat(Looked.at("model.safetensors", file).dangers()).isEmpty();
    }

    private static byte[] pe(int characteristics) {
        return Bytes.littleEndian().text("MZ").zeros(58).u32(0x80).zeros(64).text("PE").zeros(2).u8(0x64).u8(0x86).zeros(16)
                .u8(characteristics & 0xff).u8(characteristics >> 8).zeros(20).array();
    }

    private static void assertExecutable(String path, byte[] bytes, String sentence) {
        var notes = Looked.at(path, bytes);
        assertThat(Looked.kinds(notes)).containsExactly(SafetyKind.EXECUTABLE);
        assertThat(Looked.sentences(notes)).containsExactly(sentence);
    }
}
