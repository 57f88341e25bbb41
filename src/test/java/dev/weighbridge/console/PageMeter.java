package dev.weighbridge.console;

import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.microsoft.playwright.CDPSession;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a page costs its browser while somebody looks at it: from its own clocks, and from what Chromium counts. */
final class PageMeter {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Put before the page's own scripts. The frames are asked for all the time, which is work, too; it is in the idle figures as well. */
    private static final String SCRIPT = """
            window.meter = { messages: [], tasks: [], frames: [], shifts: [], rows: [] };
            performance.setResourceTimingBufferSize(100000);
            const Source = window.EventSource;
            window.EventSource = class extends Source {
              constructor(url) {
                super(url);
                this.addEventListener('moves', message => window.meter.messages.push([performance.now(), message.data.length]));
              }
            };
            const note = (type, into, of) => new PerformanceObserver(list => list.getEntries()
              .forEach(entry => into.push([entry.startTime, of(entry)]))).observe({ type: type });
            note('longtask', window.meter.tasks, entry => entry.duration);
            const inList = entry => entry.sources.every(source => document.getElementById('list')?.contains(source.node));
            note('layout-shift', window.meter.shifts, entry => inList(entry) ? 0 : entry.value);
            note('layout-shift', window.meter.rows, entry => inList(entry) ? entry.value : 0);
            let last = performance.now();
            const frame = now => { window.meter.frames.push([now, now - last]); last = now; requestAnimationFrame(frame); };
            requestAnimationFrame(frame);""";

    private static final String READ = """
            () => JSON.stringify(Object.assign({ now: performance.now(), loads: performance.getEntriesByType('resource')
              .map(entry => [entry.startTime, entry.transferSize]) }, window.meter))""";

    private final Window window;

    private final CDPSession chromium;

    /** Before the window shows a page. */
    PageMeter(Window window) {
        this.window = window;
        window.context().addInitScript(SCRIPT);
        chromium = window.context().newCDPSession(window.page());
        ask("Performance.enable");
    }

    /**
     * What there was until a moment.
     *
     * @param page pairs of a time and a value
     * @param seconds that Chromium has worked for the page, by the kind of work
     */
    record Reading(JsonNode page, Map<String, Double> seconds) {

        private double now() {
            return page.at("/now").asDouble();
        }

        private double worked(String kind) {
            return seconds.getOrDefault(kind + "Duration", 0.0);
        }

        private List<double[]> since(Reading before, String what) {
            return page.at("/" + what).valueStream().map(pair -> new double[] {pair.get(0).asDouble(), pair.get(1).asDouble()})
                    .filter(pair -> pair[0] >= before.now()).toList();
        }
    }

    Reading read() {
        Map<String, Double> seconds = new TreeMap<>();
        ask("Performance.getMetrics").at("/metrics").forEach(one -> seconds.put(one.at("/name").asString(), one.at("/value").asDouble()));
        return new Reading(JSON.readTree((String) window.page().evaluate(READ)), seconds);
    }

    /** Two columns: until nothing was done any more, and from then on. */
    String table(Reading before, Reading idle, Reading after) {
        var table = new StringBuilder("| what | idle | watching |\n|---|---:|---:|\n");
        Map<String, String> first = figures(before, idle);
        figures(idle, after).forEach((name, value) -> table.append("| ").append(name).append(" | ").append(first.get(name)).append(" | ")
                .append(value).append(" |\n"));
        return table.toString();
    }

    private static Map<String, String> figures(Reading from, Reading to) {
        double seconds = (to.now() - from.now()) / 1000;
        List<double[]> messages = to.since(from, "messages");
        Map<Long, Long> perSecond = new TreeMap<>();
        messages.forEach(one -> perSecond.merge((long) (one[0] / 1000), 1L, Long::sum));
        var frames = to.since(from, "frames");
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("time, s", number(seconds));
        figures.put("messages a second, mean", number(messages.size() / seconds));
        figures.put("messages a second, most", Long.toString(perSecond.values().stream().mapToLong(Long::longValue).max().orElse(0)));
        figures.put("a message, largest, kB", number(most(messages) / 1000));
        figures.put("messages, all, kB", number(sum(messages) / 1000));
        figures.put("what the page loaded, times", Integer.toString(to.since(from, "loads").size()));
        figures.put("what the page loaded, kB", number(sum(to.since(from, "loads")) / 1000));
        for (String kind : List.of("Task", "Script", "Layout", "RecalcStyle")) {
            figures.put("CPU of the page, " + kind + ", %",
                    number(100 * (to.worked(kind) - from.worked(kind)) / seconds));
        }
        figures.put("tasks over 50 ms", Integer.toString(to.since(from, "tasks").size()));
        figures.put("longest task over 50 ms, ms", number(most(to.since(from, "tasks"))));
        figures.put("frames", Integer.toString(frames.size()));
        figures.put("frames more than 50 ms behind the one before", Long.toString(frames.stream().filter(one -> one[1] > 50).count()));
        figures.put("longest time between two frames, ms", number(most(frames)));
        figures.put("cumulative layout shift beside the list", String.format(Locale.ROOT, "%.4f", sum(to.since(from, "shifts"))));
        figures.put("of rows that make way for new ones", String.format(Locale.ROOT, "%.4f", sum(to.since(from, "rows"))));
        return figures;
    }

    private static double sum(List<double[]> pairs) {
        return pairs.stream().mapToDouble(pair -> pair[1]).sum();
    }

    private static double most(List<double[]> pairs) {
        return pairs.stream().mapToDouble(pair -> pair[1]).max().orElse(0);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** By its name, because the answer is of a library that the build does not name. */
    private JsonNode ask(String method) {
        try {
            return JSON.readTree(String.valueOf(CDPSession.class.getMethod("send", String.class).invoke(chromium, method)));
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
