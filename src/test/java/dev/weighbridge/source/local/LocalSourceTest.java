package dev.weighbridge.source.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.weighbridge.artifact.Digest;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.Listing;
import dev.weighbridge.source.ModelSource;
import dev.weighbridge.source.ModelSourceContract;
import dev.weighbridge.source.SourceAccess;
import dev.weighbridge.source.SourceStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSourceTest extends ModelSourceContract {

    private static final String HELLO_SHA256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    /** A minute ahead, so that what a test has just written counts as settled. */
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));

    @TempDir
    private Path folder;

    private Path root;

    private Path outside;

    private LocalSource source;

    @BeforeEach
    void makeFolders() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
        outside = Files.createDirectory(folder.resolve("outside"));
        source = source(List.of(root.toString()), Map.of(), LATER);
    }

    private static LocalSource source(List<String> roots, Map<String, String> mounts, Clock clock) {
        return new LocalSource(new LocalSettings(roots, mounts, 50), clock);
    }

    @Override
    protected ModelSource source() {
        return source;
    }

    @Override
    protected ModelReference put(byte[] content) throws IOException {
        return reference(Files.write(root.resolve(NAME), content));
    }

    @Override
    protected ModelReference missing() {
        return reference(root.resolve("nothing"));
    }

    @Override
    protected int held() throws IOException {
        int held = 0;
        try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
            for (Path handle : handles.toList()) {
                if (Files.isSymbolicLink(handle) && Files.readSymbolicLink(handle).startsWith(root.toRealPath())) {
                    held++;
                }
            }
        }
        return held;
    }

    private static ModelReference reference(Path path) {
        return ModelReference.of(path.toString(), null);
    }

    private Path write(String name, String text) throws IOException {
        Path path = root.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private Listing list(Path path) {
        return source.list(reference(path), SourceAccess.ANONYMOUS);
    }

    private List<String> paths(Path path) {
        return list(path).files().stream().map(SourceFile::path).toList();
    }

    private IngestionException failure(Path path) {
        return refused(() -> list(path));
    }

    private void assertNotAllowed(Path path, String named) {
        IngestionException failed = failure(path);
        assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
        assertThat(failed.getMessage()).contains("'" + named + "'").contains("weighbridge.sources.local-roots");
    }

    @Test
    void listsAllFilesOfAFolderInTheOrderOfTheirBytes() throws IOException {
        write("m/config.json", "{}");
        write("m/.hidden", "x");
        write("m/sub/deep/model.bin", "weights");
        write("m/sub-1", "1");
        write("m/ü", "2");
        assertThat(list(root.resolve("m")).files()).extracting(SourceFile::path, SourceFile::size).containsExactly(
                tuple(".hidden", 1L), tuple("config.json", 2L),
                tuple("sub-1", 1L), tuple("sub/deep/model.bin", 7L),
                tuple("ü", 1L));
    }

    @Test
    void takesTheTimeOfTheYoungestFile() throws IOException {
        Files.setLastModifiedTime(write("m/a", "a"), FileTime.from(Instant.parse("2024-07-18T10:00:00Z")));
        Files.setLastModifiedTime(write("m/b", "b"), FileTime.from(Instant.parse("2023-07-18T10:00:00Z")));
        assertThat(list(root.resolve("m")).sourceTime()).isEqualTo(Instant.parse("2024-07-18T10:00:00Z"));
        assertThat(list(root.resolve("m/b")).sourceTime()).isEqualTo(Instant.parse("2023-07-18T10:00:00Z"));
    }

    @Test
    void readsEveryListedFile() throws IOException {
        write("m/a", "first");
        write("m/sub/b", "second");
        for (SourceFile file : list(root.resolve("m")).files()) {
            assertThat(read(file, 0)).asString(StandardCharsets.UTF_8).isEqualTo(file.path().equals("a") ? "first" : "second");
        }
    }

    @Test
    void readsNothingWithoutRoots() throws IOException {
        source = source(List.of(), Map.of(), LATER);
        assertThat(failure(write("a", "a")).getMessage()).contains("weighbridge.sources.local-roots");
    }

    @Test
    void tellsNothingAboutWhatLiesOutsideTheRoots() throws IOException {
        Path there = Files.writeString(outside.resolve("there"), "x");
        String told = failure(there).getMessage();
        assertThat(failure(outside.resolve("nothing")).getMessage()).isEqualTo(told.replace("there'", "nothing'"));
        assertThat(failure(there.resolve("below")).kind()).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
        assertNotAllowed(folder, folder.toString());
        assertNotAllowed(Path.of("/etc/passwd"), "/etc/passwd");
        assertNotAllowed(Files.createDirectory(folder.resolve("root2")), folder.resolve("root2").toString());
    }

    @Test
    void followsLinksInsideTheRoots() throws IOException {
        write("shared/model.bin", "weights");
        Files.createDirectory(root.resolve("m"));
        Files.createSymbolicLink(root.resolve("m/model.bin"), Path.of("../shared/model.bin"));
        Files.createSymbolicLink(root.resolve("m/sub"), root.resolve("shared"));
        assertThat(paths(root.resolve("m"))).containsExactly("model.bin", "sub/model.bin");
        assertThat(read(list(root.resolve("m")).files().getFirst(), 0)).asString(StandardCharsets.UTF_8).isEqualTo("weights");
    }

    @Test
    void followsALinkFromOneRootToAnother() throws IOException {
        source = source(List.of(root.toString(), outside.toString()), Map.of(), LATER);
        Files.writeString(outside.resolve("a"), "a");
        Files.createSymbolicLink(root.resolve("link"), outside);
        assertThat(paths(root.resolve("link"))).containsExactly("a");
    }

    @Test
    void takesARootThatIsItselfALink() throws IOException {
        Files.createSymbolicLink(folder.resolve("alias"), root);
        source = source(List.of(folder.resolve("alias").toString()), Map.of(), LATER);
        write("m/a", "a");
        assertThat(paths(folder.resolve("alias/m"))).containsExactly("a");
        assertThat(read(list(folder.resolve("alias/m")).files().getFirst(), 0)).hasSize(1);
    }

    @Test
    void refusesALinkThatLeavesTheRoots() throws IOException {
        Path secret = Files.writeString(outside.resolve("secret"), "x");
        write("m/a", "a");
        Path link = Files.createSymbolicLink(root.resolve("m/link"), secret);
        assertNotAllowed(root.resolve("m"), link.toString());
        assertNotAllowed(link, link.toString());
        Files.delete(link);
        Path folderLink = Files.createSymbolicLink(root.resolve("m/sub"), outside);
        assertNotAllowed(root.resolve("m"), folderLink.toString());
        assertNotAllowed(folderLink.resolve("secret"), folderLink.resolve("secret").toString());
    }

    @Test
    void saysThatALinkLeadsNowhere() throws IOException {
        write("m/a", "a");
        Path link = Files.createSymbolicLink(root.resolve("m/link"), root.resolve("gone"));
        assertThat(failure(root.resolve("m"))).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
            assertThat(failed.getMessage()).contains(link.toString()).contains("leads nowhere");
        });
    }

    @Test
    void saysThatLinksLeadInACircle() throws IOException {
        write("m/sub/a", "a");
        Path up = Files.createSymbolicLink(root.resolve("m/sub/up"), root.resolve("m"));
        assertThat(failure(root.resolve("m")).getMessage()).contains(up.toString()).contains("circle");
        Files.delete(up);
        Path self = Files.createSymbolicLink(root.resolve("m/self"), root.resolve("m/self"));
        assertThat(failure(root.resolve("m")).getMessage()).contains(self.toString()).contains("circle");
        assertThat(failure(self.resolve("below")).getMessage()).contains("circle");
    }

    @Test
    void refusesWhatIsNoFile() throws IOException {
        write("m/a", "a");
        try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(root.resolve("m/s")));
            assertThat(failure(root.resolve("m")).getMessage()).contains("m/s'").contains("socket");
            assertThat(failure(root.resolve("m/s")).getMessage()).contains("m/s'").contains("socket");
        }
    }

    @Test
    void refusesAFolderWithoutFiles() throws IOException {
        Files.createDirectories(root.resolve("m/empty/emptier"));
        assertThat(failure(root.resolve("m"))).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
            assertThat(failed.getMessage()).contains("no file in this folder");
        });
    }

    /** The kernel denies root nothing, and the tests may run as root: so what it would say is told here. */
    @Test
    void saysThatItMayNotRead() {
        Path closed = root.resolve("m/a");
        IngestionException denied = LocalFailures.explain(closed, new AccessDeniedException(closed.toString()));
        assertThat(denied.kind()).isEqualTo(FailureKind.SOURCE_DENIED);
        assertThat(denied.getMessage()).contains(closed.toString());
    }

    @Test
    void boundsTheNumberOfFilesAndFolders() throws IOException {
        for (int i = 0; i < 50; i++) {
            write("m/" + i, "x");
        }
        assertThat(list(root.resolve("m")).files()).hasSize(50);
        Files.createDirectory(root.resolve("m/one-more"));
        assertThat(failure(root.resolve("m"))).satisfies(failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.LIMIT_EXCEEDED);
            assertThat(failed.getMessage()).contains("50").contains("weighbridge.sources.max-files");
        });
    }

    @Test
    void boundsTheDepth() throws IOException {
        source = new LocalSource(new LocalSettings(List.of(root.toString()), Map.of(), 1000), LATER);
        write("m/" + "d/".repeat(63) + "a", "a");
        assertThat(paths(root.resolve("m"))).hasSize(1);
        write("m/" + "d/".repeat(64) + "a", "a");
        assertThat(failure(root.resolve("m")).getMessage()).contains("64 folders deep");
    }

    @Test
    void refusesANameThatWouldBreakAChecksumList() throws IOException {
        write("m/a\nb", "x");
        assertThat(failure(root.resolve("m")).kind()).isEqualTo(FailureKind.MALFORMED_ARTIFACT);
    }

    @Test
    void readsAMountedExport() throws IOException {
        Files.writeString(Files.createDirectory(outside.resolve("qwen")).resolve("a"), "a");
        source = source(List.of(), Map.of("nas:/models", outside.toString()), LATER);
        Listing listing = source.list(ModelReference.of("nas:/models/qwen", null), SourceAccess.ANONYMOUS);
        assertThat(listing.files()).extracting(SourceFile::path).containsExactly("a");
        assertThat(read(listing.files().getFirst(), 0)).hasSize(1);
    }

    @Test
    void readsTheDigestBesideASingleFile() throws IOException {
        Path file = write("m/a.bin", "hello\n");
        write("m/a.bin.sha256", HELLO_SHA256 + "  a.bin\n");
        assertThat(list(file).files()).singleElement().extracting(SourceFile::announced).isEqualTo(Digest.sha256(HELLO_SHA256));
        assertThat(list(root.resolve("m")).files()).hasSize(2).allSatisfy(each -> assertThat(each.announced()).isNull());
        write("m/a.bin.sha256", "not a digest");
        assertThat(list(file).files().getFirst().announced()).isNull();
    }

    @Test
    void refusesADigestFileThatLeadsOutOfTheRoots() throws IOException {
        Path file = write("a.bin", "hello\n");
        Files.writeString(outside.resolve("sum"), HELLO_SHA256);
        Path link = Files.createSymbolicLink(root.resolve("a.bin.sha256"), outside.resolve("sum"));
        assertNotAllowed(file, link.toString());
    }

    @Test
    void trustsAStateOnlyWhenItsTimesLieBack() throws IOException {
        Path file = write("a", "a");
        assertThat(list(file).files().getFirst().strong()).isTrue();
        source = source(List.of(root.toString()), Map.of(), Clock.systemUTC());
        assertThat(list(file).files().getFirst().strong()).isFalse();
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        assertThat(list(file).files().getFirst().strong()).as("its inode was changed just now").isFalse();
    }

    @Test
    void noticesAChangeThatHidesItsSizeAndTime() throws IOException {
        Path path = write("a", "aaaa");
        FileTime time = Files.getLastModifiedTime(path);
        SourceFile file = list(path).files().getFirst();
        Files.writeString(path, "bbbb");
        Files.setLastModifiedTime(path, time);
        assertThat(failure(() -> source.open(file, 0, access()))).isEqualTo(FailureKind.SOURCE_CHANGED);
    }

    @Test
    void checksTheRootsAgainWhenItOpens() throws IOException {
        Path path = write("m/a", "a");
        SourceFile file = list(path).files().getFirst();
        Files.move(root.resolve("m"), outside.resolve("m"));
        Files.createSymbolicLink(root.resolve("m"), outside.resolve("m"));
        assertThat(failure(() -> source.open(file, 0, access()))).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
    }

    @Test
    void opensThroughNoLinkThatAppearedAfterTheCheck() throws IOException {
        Path real = write("m/a", "a").toRealPath();
        Files.move(root.resolve("m"), outside.resolve("m"));
        Files.createSymbolicLink(root.resolve("m"), outside.resolve("m"));
        assertThatIOException().isThrownBy(() -> RootedOpening.open(root.toRealPath(), real).close());
        Files.delete(root.resolve("m"));
        Files.createDirectory(root.resolve("m"));
        Files.createSymbolicLink(root.resolve("m/a"), outside.resolve("m/a"));
        assertThatIOException().isThrownBy(() -> RootedOpening.open(root.toRealPath(), real).close());
        assertThat(held()).isZero();
    }

    @Test
    void noticesAFileThatIsCutOffWhileItIsRead() throws IOException {
        Path path = Files.write(root.resolve("a"), bytes(1000, 1));
        SourceFile file = list(path).files().getFirst();
        try (SourceStream in = source.open(file, 0, access())) {
            in.readNBytes(100);
            Files.write(path, bytes(200, 1));
            assertThat(failure(in::readAllBytes)).isEqualTo(FailureKind.SOURCE_CHANGED);
        }
    }

    @Test
    void noticesAFileThatGrowsWhileItIsRead() throws IOException {
        Path path = Files.write(root.resolve("a"), bytes(1000, 1));
        SourceFile file = list(path).files().getFirst();
        try (SourceStream in = source.open(file, 0, access())) {
            in.readNBytes(100);
            Files.write(path, bytes(2000, 1));
            assertThat(failure(in::readAllBytes)).isEqualTo(FailureKind.SOURCE_CHANGED);
        }
    }

    @Test
    void doesNotFindAFileThatWasRemovedAfterItWasListed() throws IOException {
        Path path = write("a", "a");
        SourceFile file = list(path).files().getFirst();
        Files.delete(path);
        assertThat(failure(() -> source.open(file, 0, access()))).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
    }
}
