package dev.weighbridge.inspect.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The long pass, one row after another: {@code mvn -Pfuzz test}. src/docs/fuzzing.md says how to run it and what it reached. */
final class LongRun {

    private LongRun() {}

    public static void main(String... home) throws IOException, InterruptedException {
        Path folder = Path.of(home[0]).toAbsolutePath();
        var limits = Limits.given();
        List<String> report = new ArrayList<>();
        for (FuzzRow row : rows()) {
            String line = new Hunt(row, limits, folder).run();
            System.out.println(line);
            report.add(line);
            Files.write(folder.resolve("report.txt"), report);
            if (Boolean.getBoolean("fuzz.keep")) {
                Corpus.keep(row.name(), folder.resolve(row.name()).resolve("corpus"));
            }
        }
    }

    private static List<FuzzRow> rows() {
        String names = System.getProperty("fuzz.rows", "");
        return names.isBlank() ? FuzzRows.ALL : Arrays.stream(names.split(",", -1)).map(String::strip).map(FuzzRows::named).toList();
    }
}
