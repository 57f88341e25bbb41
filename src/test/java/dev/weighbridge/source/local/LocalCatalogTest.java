package dev.weighbridge.source.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.ModelReference;
import dev.weighbridge.source.CatalogEntry;
import dev.weighbridge.source.Shelf;
import dev.weighbridge.source.SourceAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCatalogTest {

    @TempDir
    private Path root;

    private List<CatalogEntry> list(String place, int most) {
        var source = new LocalSource(new LocalSettings(List.of(root.toString()), Map.of("nas:/m", root.toString()), 50),
                Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)));
        return new LocalCatalog(source).list(new Shelf(Shelf.Kind.FOLDER, ModelReference.of(place, null), List.of()), most,
                SourceAccess.ANONYMOUS);
    }

    private void put(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    @Test
    void eachFolderWithAFileIsAModelWhoseRevisionFollowsItsFiles() throws IOException {
        put("a/config.json", "{}");
        put("b/deep/weights.bin", "w");
        put("beside.txt", "no model");
        put(".hidden/config.json", "{}");
        Files.createDirectory(root.resolve("empty"));
        List<CatalogEntry> before = list(root.toString(), 10);
        assertThat(before).extracting(CatalogEntry::reference).containsExactly(root + "/a", root + "/b");
        assertThat(list(root + "/.", 10)).isEqualTo(before);
        put("b/deep/weights.bin", "longer");
        List<CatalogEntry> after = list(root.toString(), 10);
        assertThat(after.getFirst()).isEqualTo(before.getFirst());
        assertThat(after.getLast().revision()).isNotEqualTo(before.getLast().revision());
        assertThat(list("nas:/m", 10)).extracting(CatalogEntry::reference).containsExactly("nas:/m/a", "nas:/m/b");
    }

    @Test
    void whatIsNoFolderOrOutsideOrTooMuchIsRefused() throws IOException {
        put("a/config.json", "{}");
        put("b/config.json", "{}");
        assertThat(failure(root + "/a/config.json", 10)).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
        assertThat(failure(root + "/none", 10)).isEqualTo(FailureKind.SOURCE_NOT_FOUND);
        assertThat(failure("/etc", 10)).isEqualTo(FailureKind.SOURCE_NOT_ALLOWED);
        assertThat(failure(root.toString(), 1)).isEqualTo(FailureKind.LIMIT_EXCEEDED);
    }

    private FailureKind failure(String place, int most) {
        var caught = new IngestionException[1];
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> list(place, most)).satisfies(failed -> caught[0] = failed);
        return caught[0].kind();
    }
}
