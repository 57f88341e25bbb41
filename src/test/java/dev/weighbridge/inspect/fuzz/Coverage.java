package dev.weighbridge.inspect.fuzz;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What libFuzzer prints while it runs, such as {@code #578975 NEW cov: 480 ft: 801 corp: 84/8262b exec/s: 27570} (llvm.org/docs/LibFuzzer.html,
 * "Output"): {@code cov} are the edges of the code that were reached, {@code ft} the features, which tell how often as well. Time is handed in, in
 * milliseconds of any clock; it counts from the first line of a process that has loaded its classes. What ends a hunt is that no edge was new for a
 * while: features go on growing for as long as one looks.
 */
final class Coverage {

    private static final Pattern LINE = Pattern.compile("#(?<runs>[0-9]+)\\s.*\\bcov: (?<edges>[0-9]+) ft: (?<features>[0-9]+) .*");

    private long began;

    private long edgeAt;

    private long featureAt;

    private long executions;

    private long executionsBefore;

    private long edges;

    private long features;

    Coverage(long now) {
        this.began = now;
        this.edgeAt = now;
        this.featureAt = now;
    }

    /** Another process goes on. */
    synchronized void again() {
        executionsBefore += executions;
        executions = 0;
    }

    synchronized void heard(String line, long now) {
        Matcher status = LINE.matcher(line);
        if (line.startsWith(ReaderFuzz.EXECUTED)) {
            executions = Math.max(executions, Long.parseLong(line.substring(ReaderFuzz.EXECUTED.length()).strip()));
        } else if (status.matches()) {
            executions = Math.max(executions, Long.parseLong(status.group("runs")));
            began = features == 0 ? now : began;
            grew(Long.parseLong(status.group("edges")), Long.parseLong(status.group("features")), now);
        }
    }

    private void grew(long reachedEdges, long reachedFeatures, long now) {
        if (reachedEdges > edges) {
            edges = reachedEdges;
            edgeAt = now;
        }
        if (reachedFeatures > features) {
            features = reachedFeatures;
            featureAt = now;
        }
    }

    synchronized boolean hasBegun() {
        return features > 0;
    }

    synchronized long quietMillis(long now) {
        return now - edgeAt;
    }

    /** One line of a report. */
    synchronized String summary(String name, int finds, long now) {
        long all = executionsBefore + executions;
        long seconds = Math.max(1, (now - began) / 1000);
        return "%-14s %12d executions %8d/s %6d edges %6d features %6d s, last new edge after %5d s, feature %5d s %4d finds".formatted(
                name, all,
                all / seconds,
                edges, features, seconds, (edgeAt - began) / 1000, (featureAt - began) / 1000, finds);
    }
}
