package dev.weighbridge.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.kill.LastingDatabase;
import dev.weighbridge.kill.NodeProcess;
import dev.weighbridge.pipeline.Coreutils;
import dev.weighbridge.pipeline.Imports;

/**
 * Models that come in by all three ways while the world falls apart: single calls by a client that asks again under the same job until some node has said that
 * it knows it; lists that are sent again until one was taken; folders that appear where a policy looks every few seconds. Families of {@value #FAMILY} called or
 * listed ones are versions of one model, so each is a lineage. Every {@value #LARGE_EVERY}th model has a file of several parts.
 */
final class Arrivals {

    private static final int FAMILY = 5;

    private static final int LARGE_EVERY = 7;

    private static final int LARGE = 12 << 20;

    private static final int LIST = 4;

    /** How long the last one may take, and a second more for each. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    /** What a job says whose call the database broke off: nothing was taken in, and the client is told to ask again, under another job. */
    private static final String NOT_TAKEN = "Could not run the call";

    private static final int MOST_AGAIN = 3;

    private final Trio nodes;

    private final Random random;

    private final List<Wanted> asked = new ArrayList<>();

    private final List<Wanted> synced = new ArrayList<>();

    Arrivals(Trio nodes, Random random) {
        this.nodes = nodes;
        this.random = random;
    }

    /** How a model comes in. */
    enum Way {
        CALL, LIST, SYNC
    }

    /**
     * A model that is to be there in the end.
     *
     * @param version of one that is synced the source's, which nobody knows before
     * @param checksum the artifact's, by coreutils
     * @param folder where it lies; of one that is synced, where it waits to be moved
     */
    record Wanted(Way way, String name, String version, Path folder, String checksum, String job) {

        Wanted under(String other) {
            return new Wanted(way, name, version, folder, checksum, other);
        }
    }

    int count() {
        return asked.size() + synced.size();
    }

    /** Name, version and checksum of each that is called or listed. */
    List<String> asked() {
        return asked.stream().map(model -> model.name() + " " + model.version() + " " + model.checksum()).toList();
    }

    /** Name and checksum of each that is synced. */
    List<String> synced() {
        return synced.stream().map(model -> model.name() + " " + model.checksum()).toList();
    }

    /** Makes so many models: those of calls and lists below {@code models}, those of the sync below {@code staged}, on the same file system. */
    void prepare(Path models, Path staged, int count) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            Way way = Way.values()[i % Way.values().length];
            Path folder = (way == Way.SYNC ? staged : models).resolve("model-" + i);
            int size = i % LARGE_EVERY == 0 ? LARGE + random.nextInt(1000) : random.nextInt(1, 60_000);
            Imports.file(folder.resolve("weights.bin"), size, random.nextLong());
            Imports.file(folder.resolve("legal/LICENSE"), 3000, 7);
            String checksum = Coreutils.checksum(folder);
            if (way == Way.SYNC) {
                synced.add(new Wanted(way, "model-" + i, "", folder, checksum, ""));
            } else {
                int place = asked.size();
                asked.add(
                        new Wanted(way, "family-" + place / FAMILY, "1." + place % FAMILY + ".0", folder, checksum, ResourceUuid.random()));
            }
        }
        Files.createDirectories(models.resolve("synced"));
    }

    /** Lets a policy look for new folders; before anything falls apart. */
    void follow(String center) {
        String policy = "{\"name\":\"chaos\",\"modelCenterUuid\":\"" + center + "\",\"follow\":{\"folders\":[\"synced\"]},"
                + "\"schedule\":{\"cron\":\"*/5 * * * * *\"},\"priority\":\"normal\"}";
        assertThat(nodes.node(0).post("/api/v1/sync-policies", policy, "Content-Type", "application/json"))
                .hasValueSatisfying(answer -> assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201));
    }

    /** Lets all of them come, one after the other, at whatever node. */
    void arrive(Path models, String center) throws IOException, InterruptedException {
        List<Wanted> all = new ArrayList<>(asked);
        all.addAll(synced);
        Collections.shuffle(all, random);
        List<Wanted> list = new ArrayList<>();
        for (Wanted model : all) {
            Thread.sleep(random.nextInt(200));
            switch (model.way()) {
                case CALL -> until(() -> isTaken(model, center));
                case LIST -> list.add(model);
                case SYNC -> Files.move(model.folder(), models.resolve("synced").resolve(model.name()));
            }
            if (list.size() == LIST) {
                send(list, center);
            }
        }
        send(list, center);
    }

    private void send(List<Wanted> list, String center) throws InterruptedException {
        var csv = new StringBuilder("name,version,installPath\r\n");
        list.forEach(model -> csv.append(String.join(",", model.name(), model.version(), path(model))).append("\r\n"));
        if (!list.isEmpty()) {
            until(() -> nodes.any(random).post("/api/v1/bulk-imports?modelCenterUuid=" + center, csv.toString(), "Content-Type", "text/csv")
                    .filter(answer -> answer.statusCode() == 202).isPresent());
        }
        list.clear();
    }

    private static void until(BooleanSupplier isTaken) throws InterruptedException {
        while (!isTaken.getAsBoolean()) {
            Thread.sleep(200);
        }
    }

    private static String path(Wanted model) {
        return String.valueOf(model.folder().getFileName());
    }

    /** Who was taken in by a node that died before it answered is told so. */
    private boolean isTaken(Wanted model, String center) {
        String body = "{\"param\":{\"name\":\"%s\",\"version\":\"%s\",\"installPath\":\"%s\",\"modelCenterUuid\":\"%s\"}}"
                .formatted(model.name(), model.version(), path(model), center);
        return nodes.any(random).post("/zstack/v1/ai/models", body, "X-Job-UUID", model.job())
                .filter(answer -> answer.statusCode() == 202 || answer.body().contains("Duplicate job uuid")).isPresent();
    }

    /** Waits for the end of all of them, each of which must be good. */
    void allCameIn(NodeProcess node, LastingDatabase rows, String center) {
        long last = System.nanoTime() + SETTLED.plusSeconds(count()).toNanos();
        for (Wanted model : asked) {
            if (model.way() == Way.CALL) {
                HttpResponse<String> answer = end(node, model, last);
                for (int again = 0; again < MOST_AGAIN && answer.body().contains(NOT_TAKEN); again++) {
                    Wanted anew = model.under(ResourceUuid.random());
                    await(model.name()).until(() -> isTaken(anew, center));
                    answer = end(node, anew, last);
                }
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(answer.body()).contains("\"artifactChecksum\":\"" + model.checksum() + "\"");
            }
        }
        await().atMost(left(last)).pollInterval(Duration.ofMillis(500)).untilAsserted(
                () -> assertThat(rows.column("select name from model"))
                        .as("%s", rows.column("select concat(name, ' ', origin, ' ', state, ' ', "
                                + "coalesce(failure_message, '')) from ingestion where state <> 'SUCCEEDED'"))
                        .hasSize(count()));
    }

    private static HttpResponse<String> end(NodeProcess node, Wanted model, long last) {
        return await(model.name()).atMost(left(last)).pollInterval(Duration.ofMillis(200))
                .until(() -> node.poll(NodeProcess.job(model.job())), one -> one.statusCode() != 202);
    }

    private static Duration left(long last) {
        return Duration.ofNanos(Math.max(last - System.nanoTime(), 1_000_000_000));
    }

    /** The highest version of each family. */
    List<String> latest() {
        List<String> latest = new ArrayList<>();
        for (int first = 0; first < asked.size(); first += FAMILY) {
            Wanted last = asked.get(Math.min(first + FAMILY, asked.size()) - 1);
            latest.add(last.name() + " " + last.version());
        }
        return latest;
    }
}
