package dev.weighbridge.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import dev.weighbridge.ingestion.Priority;
import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.pipeline.Imports;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists of a hundred thousand models. */
class LongListTest {

    private static final int ROWS = 100_000;

    /** A tenth of what the rows take: whoever held them would fail. */
    private static final String HEAP = "-Xmx24m";

    private static final int LONGEST_MINUTES = 5;

    @ParameterizedTest
    @EnumSource(BulkFormat.class)
    void areReadInALittleHeap(BulkFormat format) throws IOException, InterruptedException {
        String path = System.getProperty("java.class.path");
        Process reading = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP, "-XX:+UseSerialGC",
                "-cp", path, ReadingProgram.class.getName(), format.name()).redirectErrorStream(true).start();
        String said = new String(reading.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(reading.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(said).contains("read " + ROWS + " rows, the last is model-99999");
        assertThat(reading.exitValue()).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void areKeptWholeAndCounted(TestDatabase database) throws IOException {
        try (TestNode node = TestNode.start(database, "weighbridge.roles=api")) {
            String center = new Imports(node).center();
            String uuid = node.bean(BulkImports.class).start(new NewBulk(Imports.ADMIN, "long", center, Priority.NORMAL, false, Map.of()),
                    BulkFormat.JSON_LINES, new ManyRows(BulkFormat.JSON_LINES));
            assertThat(node.bean(BulkRuns.class).find(uuid).orElseThrow().counts().pending()).isEqualTo(ROWS);
            assertThat(node.bean(BulkRuns.class).lines(uuid, ROWS - 1, 10)).singleElement()
                    .satisfies(line -> assertThat(line.name()).isEqualTo("model-99999"));
        }
    }

    /** Reads a list of its own and says how it went. */
    static final class ReadingProgram {

        private ReadingProgram() {}

        public static void main(String[] arguments) throws IOException, BulkFileException {
            BulkFormat format = BulkFormat.valueOf(arguments[0]);
            var counting = new Counting();
            format.read(new ManyRows(format), RowForm.plain(), counting);
            System.out.println("read " + counting.rows + " rows, the last is " + counting.last);
        }
    }

    private static final class Counting implements ListTaker {

        private int rows;

        private String last = "";

        @Override
        public void head(ListHead head) {
            last = "none";
        }

        @Override
        public void row(ReadRow row) {
            if (row.row() == null) {
                throw new IllegalStateException(row.toString());
            }
            rows++;
            last = String.valueOf(row.name());
        }
    }

    /** Some 50 MB, made while they are read. */
    private static final class ManyRows extends InputStream {

        private static final String TEXT = "what a model card says ".repeat(20);

        private final BulkFormat format;

        private byte[] some;

        private int at;

        private int row;

        ManyRows(BulkFormat format) {
            this.format = format;
            some = (switch (format) {
                case CSV -> "name,installPath,description\n";
                case JSON_LINES -> "";
                case YAML -> "kind: bulk\nmodels:\n";
            }).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (at == some.length && row == ROWS) {
                return -1;
            }
            if (at == some.length) {
                some = next().getBytes(StandardCharsets.UTF_8);
                at = 0;
            }
            int count = Math.min(length, some.length - at);
            System.arraycopy(some, at, into, offset, count);
            at += count;
            return count;
        }

        private String next() {
            String name = "model-" + row++;
            return switch (format) {
                case CSV -> name + ",org/" + name + "," + TEXT + "\n";
                case JSON_LINES -> "{\"name\":\"" + name + "\",\"installPath\":\"org/" + name + "\",\"description\":\"" + TEXT + "\"}\n";
                case YAML -> "- name: " + name + "\n  installPath: org/" + name + "\n  description: " + TEXT + "\n";
            };
        }
    }
}
