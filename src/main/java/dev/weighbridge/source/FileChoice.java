package dev.weighbridge.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * Chooses which files of a listing are taken. Include and exclude go first; then, of weights that are there several times, one set is taken:
 * <table>
 * <caption>The sets of a folder, the first that is there is taken; the order and its sources are in decision 0033</caption>
 * <tr><th>form</th><th>files</th><th>which of several</th></tr>
 * <tr><td>safetensors, PyTorch</td><td>{@code model}, {@code pytorch_model}, {@code diffusion_pytorch_model} as {@code .safetensors}; as
 * {@code .bin .pt .pth .ckpt}</td><td>unmarked before {@code .fp16.} and the like, then safetensors before PyTorch, what an index names before
 * the rest, the complete before the incomplete, one file before shards</td></tr>
 * <tr><td>consolidated</td><td>{@code consolidated*.safetensors}, {@code consolidated.00.pth}</td><td>as above</td></tr>
 * <tr><td>original</td><td>PyTorch and safetensors files in {@code original/}</td><td>all</td></tr>
 * <tr><td>GGUF</td><td>{@code *.gguf} of one name; one {@code mmproj}</td><td>{@code Q4_K_M}, else of 4, 5, 6, 8, 16, 32, 3, 2, 1 bits the
 * first</td></tr>
 * <tr><td>ONNX</td><td>{@code onnx/}, {@code model.onnx} and optimum's other names, with their data</td><td>of each file the unmarked</td></tr>
 * <tr><td>TensorFlow, Flax</td><td>{@code tf_model.h5}, {@code saved_model.pb} with variables; {@code flax_model.msgpack}</td><td></td></tr>
 * <tr><td>OpenVINO, Core ML, TFLite, Rust, Metal</td><td>{@code openvino*.xml} with {@code .bin}, {@code .mlpackage}, {@code .tflite},
 * {@code rust_model.ot}, {@code metal/}</td><td>of OpenVINO the unmarked</td></tr>
 * </table>
 * Each folder chooses for itself, but folders that are a form of their parent ({@code onnx/}, {@code original/} …) choose with it. A weights
 * file of another name has only those of the same name in another form beside it: {@code foo.bin} is left out where {@code foo.safetensors} is.
 * An index goes with its set. What no rule knows is taken. Holds nothing between calls; for many threads.
 */
public final class FileChoice {

    private static final int MAX_SHOWN = 30;

    private final Listing listing;

    private final Selection selection;

    private final SmallFiles reader;

    private final Map<String, SourceFile> considered = new LinkedHashMap<>();

    private final Map<String, String> leftOut = new LinkedHashMap<>();

    private final List<String> problems = new ArrayList<>();

    private FileChoice(Listing listing, Selection selection, SmallFiles reader) {
        this.listing = listing;
        this.selection = selection;
        this.reader = reader;
    }

    /**
     * Chooses. Reads nothing but safetensors indexes and, where a pipeline has parts of an export, its {@code model_index.json}.
     *
     * @throws IngestionException INVALID_REQUEST if include and exclude leave nothing, or if the weights that are asked for are not there; and
     *     whatever the reader throws
     */
    public static Choice choose(Listing listing, Selection selection, SmallFiles reader) {
        return new FileChoice(listing, selection, reader).choice();
    }

    private Choice choice() {
        filter();
        if (Selection.ALL.equalsIgnoreCase(selection.weights())) {
            return choice(null, "Every file is taken, with all sets of weights, as 'weights' asks.");
        }
        if (selection.weights() == null && !selection.include().isEmpty()) {
            return choice(null, "What 'include' names is taken.");
        }
        WeightPreference preference = new WeightPreference(selection.weights());
        WeightShelf shelf = shelf();
        requireAsked(shelf, preference);
        return chosenBy(shelf, preference);
    }

    private void filter() {
        PathFilter filter = new PathFilter(selection);
        for (SourceFile file : listing.files()) {
            String why = filter.whyNot(file);
            if (why == null) {
                considered.put(file.path(), file);
            } else {
                leftOut.put(file.path(), why);
            }
        }
        if (considered.isEmpty()) {
            throw new IngestionException(FailureKind.INVALID_REQUEST,
                    "Could not choose the model's files: 'include' and 'exclude' leave none of "
                            + shown(listing.files().stream().map(SourceFile::path)) + ". Change the patterns.");
        }
    }

    private WeightShelf shelf() {
        WeightShelf shelf = new WeightShelf();
        WeightNames names = new WeightNames(considered.keySet());
        Set<String> listed = listing.files().stream().map(SourceFile::path).collect(Collectors.toSet());
        ShardIndexes indexes = new ShardIndexes(new ShardIndexes.Known(considered, listed, names), reader, problems::add);
        for (SourceFile file : considered.values()) {
            boolean isClosed = file.container() != null || TrainingState.holds(file.path());
            WeightName name = isClosed ? null : names.of(file.path());
            WeightName index = isClosed ? null : names.ofIndex(file.path());
            if (name != null) {
                shelf.add(name, file.path());
            } else if (index != null) {
                indexes.shelve(file, index, shelf);
            }
        }
        return shelf;
    }

    private void requireAsked(WeightShelf shelf, WeightPreference preference) {
        List<WeightSet> askable = shelf.askable();
        if (selection.weights() == null || askable.stream().anyMatch(preference::matches)) {
            return;
        }
        Stream<String> words = askable.stream().map(WeightSet::name)
                .flatMap(name -> Stream.of(name.format().label(), name.variant())).filter(word -> !word.isEmpty()).distinct();
        throw new IngestionException(FailureKind.INVALID_REQUEST, "Could not choose the weights '" + selection.weights()
                + "': the model has no such form, variant or quantisation. "
                + (askable.isEmpty() ? "It has no weights to choose from; leave 'weights' out."
                        : "Name one of " + shown(words) + ", or all."));
    }

    private Choice chosenBy(WeightShelf shelf, WeightPreference preference) {
        Map<WeightName.Role, String> repeated = new Pipelines(considered, reader).repeated(shelf, preference);
        TakenSets sets = new TakenSets(shelf, preference, repeated);
        leftOut.putAll(sets.leftOut());
        if (!sets.isEmpty()) {
            considered.keySet().stream().filter(TrainingState::holds)
                    .forEach(path -> leftOut.put(path, "it is the state of a training, which no engine loads"));
        }
        problems.addAll(sets.problems());
        List<String> labels = sets.labels();
        return choice(labels.isEmpty() ? null : shown(labels.stream()), rule(labels));
    }

    private String rule(List<String> labels) {
        if (labels.isEmpty()) {
            return "Every file is taken: none is known as one set of weights among others.";
        }
        if (considered.keySet().stream().noneMatch(leftOut::containsKey)) {
            return "Every file is taken: no weights are there twice.";
        }
        return "Of weights that are there several times one set is taken, " + shown(labels.stream())
                + (selection.weights() == null ? ", by the order of forms." : ", as 'weights' asks.");
    }

    private Choice choice(@Nullable String weights, String rule) {
        List<SourceFile> taken = new ArrayList<>();
        List<Choice.LeftOut> left = new ArrayList<>();
        for (SourceFile file : listing.files()) {
            String why = leftOut.get(file.path());
            if (why == null) {
                taken.add(file);
            } else {
                left.add(new Choice.LeftOut(file, why));
            }
        }
        return new Choice(List.copyOf(taken), List.copyOf(left), weights, rule, List.copyOf(problems));
    }

    private static String shown(Stream<String> words) {
        List<String> some = words.limit(MAX_SHOWN + 1L).toList();
        return String.join(", ", some.subList(0, Math.min(MAX_SHOWN, some.size()))) + (some.size() > MAX_SHOWN ? ", …" : "");
    }
}
