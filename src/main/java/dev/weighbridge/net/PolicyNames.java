package dev.weighbridge.net;

import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which budgets of a host a request counts against, learned from the answers: what the last answer to a request of the same kind named. A kind is the
 * first word of a path, the first two below {@code /api}, or {@code resolve} for the downloads of a model hub, whose paths begin with the model's
 * name. The first request of a kind is free, for nobody can know. For many threads.
 */
final class PolicyNames {

    /** Beyond these the kind that was not asked for the longest time is forgotten, and learned again. */
    static final int MOST = 1000;

    private static final int LONGEST_KIND = 64;

    private final Map<Kind, List<String>> names = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Kind, List<String>> eldest) {
            return size() > MOST;
        }
    };

    private record Kind(Origin origin, String path) {}

    synchronized void learn(URI asked, List<String> policies) {
        names.put(kind(asked), policies);
    }

    /** What is known; may be empty. */
    synchronized List<String> of(URI asked) {
        return names.getOrDefault(kind(asked), List.of());
    }

    private static Kind kind(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        List<String> words = Arrays.stream(path.split("/")).filter(word -> !word.isEmpty()).toList();
        String first = words.isEmpty() ? "" : words.getFirst();
        String kind = first.equals("api") && words.size() > 1 ? "api/" + words.get(1) : words.contains("resolve") ? "resolve" : first;
        return new Kind(Origin.of(url), kind.substring(0, Math.min(kind.length(), LONGEST_KIND)));
    }
}
