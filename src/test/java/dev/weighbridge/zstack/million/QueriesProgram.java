package dev.weighbridge.zstack.million;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.weighbridge.node.TestDatabase;
import dev.weighbridge.node.TestNode;
import dev.weighbridge.zstack.DoorClient;
import dev.weighbridge.zstack.Shelf;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Asks a node for what people ask for, over HTTP, on many models in PostgreSQL: {@code QueriesProgram <models> <rounds>}. Prints one line for each
 * query: its name, the median and 99th percentile of the whole call in milliseconds, the rows or the total of the last answer, and the indexes that
 * were read.
 */
final class QueriesProgram {

    private static final int LIMIT = 100;

    private final TestNode node;

    private final JdbcTemplate sql;

    private final int models;

    private final int rounds;

    private QueriesProgram(TestNode node, int models, int rounds) {
        this.node = node;
        this.sql = node.bean(JdbcTemplate.class);
        this.models = models;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws InterruptedException {
        int models = Integer.parseInt(arguments[0]);
        try (TestNode node = TestNode.start(TestDatabase.POSTGRES, "weighbridge.roles=api", "logging.level.root=warn")) {
            long start = System.nanoTime();
            MillionModels.fill(node, models);
            System.out.println("filled " + Duration.ofNanos(System.nanoTime() - start).toSeconds());
            new QueriesProgram(node, models, Integer.parseInt(arguments[1])).run();
        }
        System.exit(0);
    }

    private void run() throws InterruptedException {
        DoorClient admin = DoorClient.admin(node);
        DoorClient anonymous = DoorClient.anonymous(node);
        DoorClient ordinary = anonymous.with("Authorization",
                "OAuth " + anonymous.logIn("ordinary", TestNode.ADMIN_PASSWORD).ok().text("/inventory/uuid"));
        for (var query : queries().entrySet()) {
            measure(query.getKey(), admin, query.getValue());
        }
        measure("ordinary account: all it may see", ordinary, i -> page());
        measure("ordinary account: name=", ordinary, i -> page(name(i)));
        measure("ordinary account: name~=x%", ordinary, i -> page("name~=qwen-" + at(i) / 1000 + "%"));
        measure("ordinary account: count", ordinary, i -> "count=true");
    }

    /** Each makes the parameters of its i-th call. */
    private Map<String, IntFunction<String>> queries() {
        Map<String, IntFunction<String>> all = new LinkedHashMap<>();
        all.put("all, the first page", i -> page());
        all.put("all, sort=-createDate", i -> page() + "&sort=-createDate");
        all.put("name=", i -> page(name(i)));
        all.put("name~=x%, few", i -> page("name~=qwen-" + at(i) / 20 + "%"));
        all.put("name~=x%, a fifth of all", i -> page("name~=qwen%"));
        all.put("name~=x%, none", i -> page("name~=zzz" + i + "%"));
        all.put("uuid?= of 100",
                i -> page("uuid?=" + IntStream.range(0, 100).mapToObj(j -> uuid(i * 131 + j)).collect(Collectors.joining(","))));
        all.put("modelCenterUuid=", i -> page(centre(i)));
        all.put("modelCenterUuid=, the latest", i -> page(centre(i), "isLatestVersion=true"));
        all.put("the latest", i -> page("isLatestVersion=true") + "&sort=-createDate");
        all.put("modelId=", i -> page("modelId=ORG/model-" + at(i) / 4));
        all.put("artifactChecksum=", i -> page("artifactChecksum=" + "ab".repeat(32)));
        all.put("createDate> of the last hour", i -> page("createDate>" + after(360)));
        all.put("createDate> of half of all", i -> page("createDate>" + after(models / 2)));
        all.put("__systemTag__=, a fifth of all", i -> page("__systemTag__=AI::Text-Generation"));
        all.put("__userTag__=, few", i -> page("__userTag__=approved"));
        all.put("__userTag__!=, nearly all", i -> page("__userTag__!=approved"));
        all.put("modelCenter.name=", i -> page("modelCenter.name=centre-" + i % 20));
        all.put("name~=x%, tag, latest, centre", i -> page("name~=qwen%", "__systemTag__=AI::Text-Generation", "isLatestVersion=true",
                "modelCenter.name=centre-" + i % 20));
        all.put("count of name=", i -> "count=true&" + Shelf.query(name(i)));
        all.put("count of modelCenterUuid=, 5 %", i -> "count=true&" + Shelf.query(centre(i)));
        all.put("count of all", i -> "count=true");
        all.put("count of __systemTag__=, 20 %", i -> "count=true&" + Shelf.query("__systemTag__=AI::Text-Generation"));
        all.put("replyWithCount, all, 100 rows", i -> "limit=100&replyWithCount=true");
        all.put("name~=%x%, common", i -> page("name~=%seek-1%"));
        all.put("name~=%x%, none", i -> page("name~=%zzz" + i + "%"));
        return all;
    }

    private void measure(String what, DoorClient client, IntFunction<String> parameters) throws InterruptedException {
        Map<String, Long> before = scans();
        List<Double> millis = new ArrayList<>();
        DoorClient.Reply last = null;
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        for (int i = -20; i < rounds && (i < 5 || System.nanoTime() < end); i++) {
            String path = Shelf.MODELS + "?" + parameters.apply(i + 20);
            long start = System.nanoTime();
            last = client.get(path);
            if (i >= 0) {
                millis.add((System.nanoTime() - start) / 1e6);
            }
        }
        String found = last == null ? "" : last.ok().json().has("total") ? last.text("/total")
                : String.valueOf(last.at("/inventories").size());
        double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf("query\t%s\t%.1f\t%.1f\t%s\t%s%n", what, sorted[sorted.length / 2],
                sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)], found, read(before, client, parameters));
    }

    /** A connection says what it has read when a second has passed since it said so last. */
    private String read(Map<String, Long> before, DoorClient client, IntFunction<String> parameters) throws InterruptedException {
        Thread.sleep(1100);
        for (int i = 0; i < 4; i++) {
            client.get(Shelf.MODELS + "?" + parameters.apply(i)).ok();
        }
        Thread.sleep(100);
        Map<String, Long> after = scans();
        return after.entrySet().stream().filter(scan -> scan.getValue() - before.getOrDefault(scan.getKey(), 0L) >= 5)
                .map(Map.Entry::getKey)
                .sorted().collect(Collectors.joining(", "));
    }

    private Map<String, Long> scans() {
        Map<String, Long> scans = new LinkedHashMap<>();
        sql.query("select indexrelname, idx_scan from pg_stat_user_indexes where relname in ('model', 'model_center', 'tag') union all "
                + "select 'all of ' || relname, seq_scan from pg_stat_user_tables where relname in ('model', 'model_center', 'tag')",
                row -> {
                    scans.put(row.getString(1), row.getLong(2));
                });
        return scans;
    }

    private int at(int i) {
        return (int) (i * 7919L % models);
    }

    private String name(int i) {
        int at = at(i);
        return "name=" + List.of("qwen", "LLAMA", "Mistral", "gemma", "deepseek").get(at % 5) + "-" + at / 4;
    }

    private String uuid(int i) {
        return DigestUtils.md5Hex(String.valueOf(at(i)));
    }

    private static String centre(int i) {
        return "modelCenterUuid=c" + "%031d".formatted(i % 20);
    }

    /** A time before which all models but {@code count} were made. */
    private String after(int count) {
        return sql.queryForObject("select to_char(timestamptz '2026-01-01' + ? * interval '10 seconds', 'YYYY-MM-DD HH24:MI:SS')",
                String.class, models - count);
    }

    private static String page(String... conditions) {
        return "limit=" + LIMIT + "&" + Shelf.query(conditions);
    }
}
