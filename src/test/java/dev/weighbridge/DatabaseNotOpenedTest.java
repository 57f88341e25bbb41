package dev.weighbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanCreationException;

/** What a node that cannot open its database says. */
class DatabaseNotOpenedTest {

    @TempDir
    Path folder;

    /** In another process: H2 lets the connections of one share the files. */
    @Test
    void aDatabaseThatAnotherNodeHasSaysWhatToDo() throws Exception {
        Path file = folder.resolve("weighbridge");
        try (var held = DriverManager.getConnection("jdbc:h2:file:" + file, "sa", "")) {
            Process other = other(file);
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(held.isValid(1)).isTrue();
            assertThat(Files.readString(folder.resolve("out"))).contains("Could not open the database: Database may be already in use")
                    .contains("Stop it, or give this one files of its own by --weighbridge.home");
        }
    }

    @ParameterizedTest
    @CsvSource({"08001, Start the database", "28P01, Correct --spring.datasource.username", "3D000, Create the database"})
    void whatThePostgresServerSaysIsAnsweredByWhatToDo(String state, String action) {
        var analysis = new DatabaseNotOpened().analyze(new BeanCreationException("flyway", new SQLException("no", state)));
        assertThat(analysis).isNotNull().satisfies(said -> {
            assertThat(said.getDescription()).isEqualTo("Could not open the database: no");
            assertThat(said.getAction()).startsWith(action);
        });
    }

    @ParameterizedTest
    @CsvSource({"42601", "''", ","})
    void anythingElseKeepsItsStack(String state) {
        assertThat(new DatabaseNotOpened().analyze(new BeanCreationException("x", new SQLException("no", state)))).isNull();
    }

    private Process other(Path file) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Opening.class.getName(), file.toString())
                .redirectOutput(folder.resolve("out").toFile()).redirectErrorStream(true).start();
    }

    /** Opens the database of the other process, and says what is said of the failure. */
    static final class Opening {

        private Opening() {}

        public static void main(String[] arguments) {
            Throwable failure = catchThrowable(() -> DriverManager.getConnection("jdbc:h2:file:" + arguments[0], "sa", "").close());
            var analysis = new DatabaseNotOpened().analyze(failure);
            System.out.println(analysis == null ? failure : analysis.getDescription() + "\n" + analysis.getAction());
        }
    }
}
