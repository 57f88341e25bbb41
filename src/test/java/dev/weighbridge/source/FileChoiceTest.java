package dev.weighbridge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import dev.weighbridge.artifact.Container;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FileChoiceTest {

    private static final String INDEX = "model.safetensors.index.json";

    static final SmallFiles UNREAD = (file, limit) -> {
        throw new AssertionError("nobody needs to read " + file.path());
    };

    private static Choice choose(Selection selection, String... paths) {
        return FileChoice.choose(Shape.listingOf(Stream.of(paths)), selection, UNREAD);
    }

    private static Selection weights(String weights) {
        return new Selection(List.of(), List.of(), weights);
    }

    private static Selection patterns(List<String> include, List<String> exclude, @Nullable String weights) {
        return new Selection(include, exclude, weights);
    }

    private static List<String> taken(Choice choice) {
        return choice.taken().stream().map(SourceFile::path).toList();
    }

    private static IngestionException refusal(Selection selection, String... paths) {
        return assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> choose(selection, paths)).actual();
    }

    @Test
    void saysWhyEachFileIsLeftOut() {
        Choice choice = choose(patterns(List.of(), List.of("*.md"), null), "README.md", "model.fp16.safetensors", "model.safetensors",
                "pytorch_model.bin", "training_args.bin");
        assertThat(choice.leftOut()).extracting(left -> left.file().path() + ": " + left.why()).containsExactly(
                "README.md: 'exclude' names it by '*.md'",
                "model.fp16.safetensors: it is safetensors fp16, and the same weights are taken as safetensors",
                "pytorch_model.bin: it is pytorch, and the same weights are taken as safetensors",
                "training_args.bin: it is the state of a training, which no engine loads");
        assertThat(choice.rule())
                .isEqualTo("Of weights that are there several times one set is taken, safetensors, by the order of forms.");
    }

    @Test
    void aDocumentIsTakenWhereverItLies() {
        Choice choice = choose(Selection.EVERYTHING_USUAL, "model.safetensors", "saved_model.pb", "tf/notes/variables.md",
                "variables/variables.data-00000-of-00001", "variables/variables.index", "variables/variables.txt");
        assertThat(taken(choice)).containsExactly("model.safetensors", "tf/notes/variables.md", "variables/variables.txt");
    }

    @Test
    void saysThatAnIndexDoesNotNameAShard() {
        String index = "{\"weight_map\": {\"a\": \"model-00001-of-00001.safetensors\"}}";
        Choice choice = FileChoice.choose(Shape.listingOf(Stream.of(INDEX, "model-00001-of-00001.safetensors",
                "model-00001-of-00002.safetensors")), Selection.EVERYTHING_USUAL, (file, limit) -> index.getBytes(StandardCharsets.UTF_8));
        assertThat(choice.leftOut()).extracting(Choice.LeftOut::why).containsExactly("the index '" + INDEX + "' does not name it");
    }

    @Test
    void takesASingleFileWhateverItIs() {
        assertThat(taken(choose(Selection.EVERYTHING_USUAL, "optimizer.pt"))).containsExactly("optimizer.pt");
        assertThat(taken(choose(Selection.EVERYTHING_USUAL, "x.mmproj-F32.gguf"))).containsExactly("x.mmproj-F32.gguf");
        assertThat(choose(Selection.EVERYTHING_USUAL, "model.safetensors").rule())
                .isEqualTo("Every file is taken: no weights are there twice.");
    }

    @Test
    void takesWhatIncludeNamesWithoutThinningIt() {
        Choice choice = choose(patterns(List.of("*.gguf"), List.of("*F16*"), null), "a-F16.gguf", "a-Q4_K_M.gguf", "a-Q8_0.gguf",
                "config.json");
        assertThat(taken(choice)).containsExactly("a-Q4_K_M.gguf", "a-Q8_0.gguf");
        assertThat(choice.weights()).isNull();
        assertThat(choice.leftOut()).extracting(Choice.LeftOut::why).containsExactly("'exclude' names it by '*F16*'",
                "'include' does not name it");
    }

    @Test
    void choosesAmongWhatIncludeNamesIfWeightsAskForIt() {
        Choice choice = choose(patterns(List.of("*.gguf"), List.of(), "q8_0"), "a-Q4_K_M.gguf", "a-Q8_0.gguf", "config.json");
        assertThat(taken(choice)).containsExactly("a-Q8_0.gguf");
        assertThat(choice.rule()).endsWith("gguf Q8_0, as 'weights' asks.");
    }

    @Test
    void choosesAmongWhatExcludeLeaves() {
        Choice choice = choose(patterns(List.of(), List.of("*.safetensors"), null), "model.safetensors", "pytorch_model.bin",
                "tf_model.h5");
        assertThat(taken(choice)).containsExactly("pytorch_model.bin");
    }

    @Test
    void leavesAnIndexOutWhoseShardsAreExcluded() {
        String index = "{\"weight_map\": {\"a\": \"model-00001-of-00001.safetensors\"}}";
        Choice choice = FileChoice.choose(
                Shape.listingOf(Stream.of(INDEX, "model-00001-of-00001.safetensors", "pytorch_model.bin")),
                patterns(List.of(), List.of("*.safetensors"), null), (file, limit) -> index.getBytes(StandardCharsets.UTF_8));
        assertThat(taken(choice)).containsExactly("pytorch_model.bin");
        assertThat(choice.problems()).isEmpty();
    }

    @Test
    void refusesPatternsThatLeaveNothing() {
        IngestionException refusal = refusal(patterns(List.of("*.GGUF"), List.of(), null), "a.gguf", "config.json");
        assertThat(refusal.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(refusal).hasMessage("Could not choose the model's files: 'include' and 'exclude' leave none of a.gguf, config.json."
                + " Change the patterns.");
    }

    @Test
    void refusesWeightsThatAreNotThereAndListsWhatIs() {
        IngestionException refusal = refusal(weights("Q9_K"), "a-Q4_K_M.gguf", "a-Q8_0.gguf", "model.fp16.safetensors",
                "pytorch_model.bin");
        assertThat(refusal.kind()).isEqualTo(FailureKind.INVALID_REQUEST);
        assertThat(refusal).hasMessage("Could not choose the weights 'Q9_K': the model has no such form, variant or quantisation."
                + " Name one of gguf, Q4_K_M, Q8_0, safetensors, fp16, pytorch, or all.");
        assertThat(refusal(weights("gguf"), "README.md")).hasMessageEndingWith("leave 'weights' out.");
    }

    /** The head of a bge-m3 is PyTorch, but that is not the model. */
    @Test
    void refusesAFormThatOnlySomethingBesideTheModelHas() {
        assertThat(refusal(weights("pytorch"), "model.safetensors", "sparse_linear.pt"))
                .hasMessageContaining("Name one of safetensors, or all.");
    }

    @Test
    void takesTheUsualSetOfAFolderThatHasNotWhatWasAskedFor() {
        assertThat(taken(choose(weights("onnx"), "2_Dense/model.safetensors", "2_Dense/pytorch_model.bin", "model.safetensors",
                "onnx/model.onnx"))).containsExactly("2_Dense/model.safetensors", "onnx/model.onnx");
    }

    @Test
    void takesContainersWholeUnlessTheyAreExcluded() {
        SourceFile layer = Shape.file("layers/pytorch_model.bin").unpacked(Container.of(Container.Format.TAR));
        Listing listing = new Listing(null, null, null, List.of(layer, Shape.file("layers/model.safetensors")));
        assertThat(FileChoice.choose(listing, Selection.EVERYTHING_USUAL, UNREAD).leftOut()).isEmpty();
        assertThat(FileChoice.choose(listing, patterns(List.of("*.safetensors"), List.of(), null), UNREAD).leftOut())
                .isEmpty();
        assertThat(taken(FileChoice.choose(listing, patterns(List.of(), List.of("*.bin"), null), UNREAD)))
                .containsExactly("layers/model.safetensors");
    }

    /** An index is somebody else's word, and not to be believed about what is no weights. */
    @Test
    void leavesNothingOutForAnIndexThatNamesOtherFiles() {
        String index = "{\"weight_map\": {\"a\": \"LICENSE\", \"b\": \"model.fp16.safetensors\", \"c\": \"../x\"}}";
        Choice choice = FileChoice.choose(
                Shape.listingOf(Stream.of("LICENSE", "model.fp16.safetensors", "model.safetensors", "model.safetensors.index.fp16.json")),
                Selection.EVERYTHING_USUAL, (file, limit) -> index.getBytes(StandardCharsets.UTF_8));
        assertThat(taken(choice)).containsExactly("LICENSE", "model.safetensors");
        assertThat(choice.problems()).containsExactly("'model.safetensors.index.fp16.json' names '../x', which the source does not list.");
    }

    @Test
    void goesByNamesWhereAnIndexIsTooLargeToBeRead() {
        SourceFile large = new SourceFile(INDEX, 65L << 20, null, "https://hub.example.com/i", null, false);
        Listing listing = new Listing(null, null, null, List.of(large, Shape.file("model-00001-of-00002.safetensors"),
                Shape.file("model-00002-of-00002.safetensors"), Shape.file("tf_model.h5")));
        Choice choice = FileChoice.choose(listing, Selection.EVERYTHING_USUAL, UNREAD);
        assertThat(choice.leftOut()).extracting(left -> left.file().path()).containsExactly("tf_model.h5");
        assertThat(choice.problems()).singleElement().asString().startsWith("'" + INDEX + "' was not read");
    }

    @Test
    void passesOnWhatTheReaderThrows() {
        IngestionException away = new IngestionException(FailureKind.SOURCE_UNAVAILABLE, "Could not read: away. Later.");
        assertThatExceptionOfType(IngestionException.class).isThrownBy(() -> FileChoice.choose(Shape.listingOf(Stream.of(INDEX, "a.txt")),
                Selection.EVERYTHING_USUAL, (file, limit) -> {
                    throw away;
                })).isSameAs(away);
    }

    @Test
    void saysThatPartsOfASplitAreMissing() {
        assertThat(choose(Selection.EVERYTHING_USUAL, "a-Q8_0-00001-of-00003.gguf", "a-Q8_0-00003-of-00003.gguf").problems())
                .containsExactly("Of the 3 files that 'a-Q8_0-00001-of-00003.gguf' is one of, only 2 are there.");
        assertThat(taken(choose(Selection.EVERYTHING_USUAL, "a-Q4_K_M-00001-of-00003.gguf", "a-Q8_0.gguf"))).containsExactly("a-Q8_0.gguf");
    }
}
