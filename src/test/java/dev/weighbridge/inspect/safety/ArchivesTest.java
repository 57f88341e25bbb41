package dev.weighbridge.inspect.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.weighbridge.artifact.SafetyKind;
import dev.weighbridge.inspect.Bytes;
import dev.weighbridge.inspect.head.FileNotes;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives as the JDK and Apache Commons write them, and by hand where those would not. */
class ArchivesTest {

    @Test
    void aPlainArchiveIsNoDanger() throws IOException {
        FileNotes zip = Looked.at("weights.zip", zip("model/config.json", "model/weights.bin", "model/a..b/c...d"));
        assertThat(zip.dangers()).isEmpty();
        assertThat(zip.findings()).isEmpty();
        assertThat(Looked.at("weights.tar", tar(file("a/b.bin"), link("a/c", "b.bin"))).dangers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/../../evil", "/etc/passwd", "C:\\x", "\\\\host\\x", "a\\..\\..\\x", ".."})
    void findsNamesThatLeaveTheFolder(String name) throws IOException {
        assertDanger(Looked.at("w.zip", zip("good", name)), SafetyKind.ARCHIVE, "Unpacking 'w.zip' writes outside of its folder: ");
        assertDanger(Looked.at("w.tar", tar(file("good"), file(name))), SafetyKind.ARCHIVE,
                "Unpacking 'w.tar' writes outside of its folder: ");
    }

    @Test
    void findsALongNameInATarArchive() throws IOException {
        String name = "a/".repeat(100) + "../".repeat(101) + "evil";
        assertDanger(Looked.at("w.tar", tar(file(name))), SafetyKind.ARCHIVE, "writes outside of its folder");
        assertDanger(Looked.at("w.tar", tar(TarArchiveOutputStream.LONGFILE_POSIX, file(name))), SafetyKind.ARCHIVE,
                "writes outside of its folder");
    }

    @Test
    void findsLinksThatLeaveTheFolderAndDevices() throws IOException {
        assertDanger(Looked.at("w.tar", tar(link("x", "/etc/shadow"))), SafetyKind.ARCHIVE, "'w.tar' packs links that may lead outside");
        assertDanger(Looked.at("w.tar", tar(link("x", "../../y"))), SafetyKind.ARCHIVE, "packs links that may lead outside");
        assertDanger(Looked.at("w.tar", tar(new TarArchiveEntry("dev", TarArchiveEntry.LF_CHR))), SafetyKind.ARCHIVE,
                "packs devices: 'dev'.");
        byte[] zip = zip("link");
        int directory = indexOf(zip, "PK\u0001\u0002");
        zip[directory + 5] = 3;
        zip[directory + 41] = (byte) 0xa1;
        assertDanger(Looked.at("w.zip", zip), SafetyKind.ARCHIVE, "packs links that may lead outside of its folder: 'link'.");
    }

    @Test
    void namesWhatIsPackedByItsNames() throws IOException {
        assertDanger(Looked.at("model.mar", zip("handler.py", "MAR-INF/MANIFEST.json")), SafetyKind.REMOTE_CODE,
                "'model.mar' packs Python code: 'handler.py'.");
        assertDanger(Looked.at("model.pt2", zip("model/data/a.so", "model/data/b.so")), SafetyKind.EXECUTABLE,
                "'model.pt2' packs programs or scripts, by their names: 'model/data/a.so' and 1 more.");
        FileNotes nested = Looked.at("w.zip", zip("inner.tar.gz"));
        assertThat(nested.dangers()).isEmpty();
        assertThat(nested.findings()).containsExactly("'w.zip' packs further archives, which were not looked into: 'inner.tar.gz'.");
        assertThat(Looked.at("model.pt", zip("model/data.pkl", "model/code/__torch__/net.py", "model/version")).dangers())
                .as("TorchScript is no Python").isEmpty();
    }

    @Test
    void findsBombs() throws IOException {
        byte[] zip = zip("a");
        putU32(zip, indexOf(zip, "PK\u0001\u0002") + 24, 0x7fffffff);
        assertDanger(Looked.at("w.zip", zip), SafetyKind.ARCHIVE,
                "'w.zip' is a zip archive that has " + zip.length + " bytes and says that it unpacks to 2147483647.");
        byte[] gzip = gzip(new byte[1000]);
        assertThat(Looked.at("w.gz", gzip).dangers()).isEmpty();
        putU32(gzip, gzip.length - 4, 0x7fffffff);
        assertDanger(Looked.at("w.gz", gzip), SafetyKind.ARCHIVE,
                "'w.gz' has " + gzip.length + " bytes and says that it unpacks to 2147483647.");
    }

    /** RFC 8878 3.1.1.1: a single segment with 8 bytes of size; then a window of 2^41 bytes. */
    @Test
    void readsWhatAZstdFrameSaysOfItself() {
        byte[] size = Bytes.littleEndian().u32(0xfd2fb528).u8(0xe0).u64(1L << 40).zeros(8).array();
        assertDanger(Looked.at("w.zst", size), SafetyKind.ARCHIVE, "says that it unpacks to 1099511627776.");
        byte[] window = Bytes.littleEndian().u32(0xfd2fb528).u8(0).u8(31 << 3).zeros(8).array();
        assertDanger(Looked.at("w.zst", window), SafetyKind.ARCHIVE, "needs 2199023255552 bytes of memory to unpack.");
        byte[] usual = Bytes.littleEndian().u32(0xfd2fb528).u8(0).u8(17 << 3).zeros(8).array();
        assertThat(Looked.at("w.zst", usual).dangers()).isEmpty();
    }

    /** As in David Fifield, "A better zip bomb" (2019): one entry's bytes hold the local header of the next. */
    @Test
    void findsEntriesThatShareBytes() {
        byte[] first = "x".repeat(200).getBytes(StandardCharsets.UTF_8);
        Bytes zip = Bytes.littleEndian();
        local(zip, "a", first.length);
        zip.text("x".repeat(200));
        int directory = 31 + 200;
        central(zip, "a", first.length, 0);
        central(zip, "b", 100, 100);
        end(zip, 2, 94, directory);
        assertDanger(Looked.at("w.zip", zip.array()), SafetyKind.ARCHIVE,
                "packs several entries into the same bytes, 'a' and 'b', as bombs do that look small.");
    }

    @Test
    void believesTheLargeSizesOfZip64() {
        Bytes zip = Bytes.littleEndian();
        local(zip, "a", 1);
        zip.u8(0);
        zip.u32(0x02014b50).u32(0x0003002d).u32(0).u32(0).u32(0).u32(1).u32(-1).u32(1 | 12 << 16).u32(0).u32(0).u32(0).zeros(2).text("a")
                .u32(1 | 8 << 16).u64(1L << 50);
        zip.u32(0x06064b50).u64(44).u32(0x0003002d).u32(0).u32(0).u64(1).u64(1).u64(59).u64(32);
        zip.u32(0x07064b50).u32(0).u64(32 + 59).u32(1);
        zip.u32(0x06054b50).u32(0).u32(-1).u32(-1).u32(-1).zeros(2);
        assertDanger(Looked.at("w.zip", zip.array()), SafetyKind.ARCHIVE, "says that it unpacks to 1125899906842624.");
    }

    @Test
    void findsWhatItCannotLookInto() throws IOException {
        byte[] zip = zip("secret");
        zip[indexOf(zip, "PK\u0001\u0002") + 8] |= 1;
        assertDanger(Looked.at("w.zip", zip), SafetyKind.ARCHIVE, "is encrypted and cannot be looked into, the entry 'secret' for one.");
        byte[] rar = Bytes.littleEndian().text("Rar!").u8(0x1a).u8(7).u8(1).u8(0).u32(0).u8(9).u8(4).zeros(40).array();
        assertDanger(Looked.at("w.rar", rar), SafetyKind.ARCHIVE, "'w.rar' is an encrypted RAR archive, which is not looked into.");
        byte[] seven = Bytes.littleEndian().text("7z").u8(0xbc).u8(0xaf).u8(0x27).u8(0x1c).u8(0).u8(4).u32(0).u64(8).u64(12).u32(0).zeros(8)
                .u8(0x17).u8(0x06).u8(0x06).u8(0xf1).u8(0x07).u8(0x01).zeros(6).array();
        assertDanger(Looked.at("w.7z", seven), SafetyKind.ARCHIVE, "'w.7z' is an encrypted 7z archive, which is not looked into.");
        assertThat(Looked.at("w.gz", gzip(new byte[10])).findings())
                .containsExactly("'w.gz' is a gzip file; what is in it was not looked at.");
    }

    @Test
    void findsAZipArchiveBehindSomethingElse() throws IOException {
        byte[] zip = zip("data.pkl");
        byte[] both = Bytes.littleEndian().text("GGUF").u32(3).u64(0).u64(0).text(new String(zip, StandardCharsets.ISO_8859_1),
                StandardCharsets.ISO_8859_1).array();
        assertDanger(Looked.at("m.gguf", both), SafetyKind.DISGUISED,
                "'m.gguf' begins as a GGUF file, but ends as a zip archive, and programs that look at its end unpack it.");
        byte[] trailing = Bytes.littleEndian().text("{}").text(new String(zip, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1)
                .zeros(300).array();
        assertDanger(Looked.at("x.json", trailing), SafetyKind.DISGUISED, "'x.json' is no zip archive by its first bytes, but ends as");
        assertThat(Looked.at("w.tar", tar(file("a"), new TarArchiveEntry("b.npz"))).dangers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a.json, PK0506, a zip archive", "a.png, 89484446, an HDF5 file", "m.onnx, 80049500, a pickle",
            "m.h5, PK0506, a zip archive",
            "w.tar, 1f8b0800, ''", "a.json, 1f8b0800, a gzip file", "a.txt, fd377a585a00, an xz file", "weights.bin, 80049500, ''",
            "m.keras, 894844460d0a1a0a, ''", "a.md, 25504446, ''"})
    void findsNamesThatPromiseSomethingElse(String name, String hex, String what) throws IOException {
        byte[] bytes = hex.equals("PK0506") ? zip("a") : HexFormat.of().parseHex(hex.equals("89484446") ? "894844460d0a1a0a" : hex);
        FileNotes notes = Looked.at(name, Arrays.copyOf(bytes, Math.max(64, bytes.length)));
        if (what.isEmpty()) {
            assertThat(Looked.kinds(notes)).doesNotContain(SafetyKind.DISGUISED);
        } else {
            assertThat(Looked.sentences(notes)).contains("'" + name + "' is named ." + name.substring(name.indexOf('.') + 1)
                    + ", but begins as " + what + ".");
        }
    }

    private static void assertDanger(FileNotes notes, SafetyKind kind, String part) {
        assertThat(Looked.kinds(notes)).containsExactly(kind);
        assertThat(Looked.sentences(notes)).singleElement().asString().contains(part).endsWith(".");
    }

    private static void local(Bytes zip, String name, int size) {
        zip.u32(0x04034b50).u32(20).u32(0).u32(0).u32(size).u32(size).u32(name.length()).zeros(2).text(name);
    }

    private static void central(Bytes zip, String name, int size, int offset) {
        zip.u32(0x02014b50).u32(20 | 20 << 16).u32(0).u32(0).u32(0).u32(size).u32(size).u32(name.length()).u32(0).zeros(2).u32(0)
                .u32(offset).text(name);
    }

    private static void end(Bytes zip, int entries, int size, int offset) {
        zip.u32(0x06054b50).u32(0).u32(entries | entries << 16).u32(size).u32(offset).zeros(2);
    }

    private static void putU32(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >> 8 * i);
        }
    }

    private static int indexOf(byte[] bytes, String latin1) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(latin1);
    }

    private static byte[] zip(String... names) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                var entry = new ZipEntry(name);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(1);
                var crc = new CRC32();
                crc.update(0);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(0);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static TarArchiveEntry file(String name) {
        return new TarArchiveEntry(name, true);
    }

    private static TarArchiveEntry link(String name, String target) {
        var entry = new TarArchiveEntry(name, TarArchiveEntry.LF_SYMLINK);
        entry.setLinkName(target);
        return entry;
    }

    private static byte[] tar(TarArchiveEntry... entries) throws IOException {
        return tar(TarArchiveOutputStream.LONGFILE_GNU, entries);
    }

    private static byte[] tar(int longNames, TarArchiveEntry... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(longNames);
            for (TarArchiveEntry entry : entries) {
                byte[] content = entry.getName().endsWith(".npz") ? zip("a.npy") : new byte[0];
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
