package dev.weighbridge.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.artifact.SourceFile;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What holds of every listing, tried on listings made of the pieces that names of weights are made of. */
class FileChoicePropertyTest {

    private static final List<
            String> FOLDERS = List.of("", "", "", "onnx/", "original/", "unet/", "vae_decoder/", "Q4_K_M/", "coreml/x.mlpackage/",
                    "variables/", "a/onnx/", "openvino/", "2_Dense/");

    private static final List<
            String> STEMS = List.of("model", "pytorch_model", "diffusion_pytorch_model", "adapter_model", "consolidated", "foo",
                    "openvino_model", "tf_model", "flax_model", "mmproj", "optimizer", "saved_model", "variables", "config", "README",
                    "model_index",
                    "consolidated.00", "foo-lora", "decoder_model");

    private static final List<
            String> MARKS = List.of("", "", "", "", ".fp16", "-Q4_K_M", "_q4f16", "-00001-of-00002", "-00002-of-00002", "-UD-Q8_K_XL",
                    ".fp16-00001-of-00003", "_int8", ".safetensors");

    private static final List<
            String> ENDINGS = List.of(".safetensors", ".bin", ".pt", ".gguf", ".onnx", ".onnx_data", ".h5", ".msgpack", ".xml",
                    ".json", ".safetensors.index.json", ".bin.index.json", ".pb", ".md", ".py", ".txt", ".ckpt", ".tflite", "", ".index",
                    ".gguf.part1of2");

    private static final List<String> WEIGHTS = List.of("safetensors", "gguf", "Q4_K_M", "fp16", "onnx", "q4f16", "pytorch");

    private final long seed = new Random().nextLong();

    private static String any(Random random, List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private static Listing listing(Random random) {
        Set<String> paths = new TreeSet<>();
        int files = 1 + random.nextInt(20);
        while (paths.size() < files) {
            paths.add(any(random, FOLDERS) + any(random, STEMS) + any(random, MARKS) + any(random, ENDINGS));
        }
        return Shape.listingOf(paths.stream());
    }

    /** An index that names some files of the listing and perhaps one more, or something else. */
    private static byte[] index(Random random, Listing listing) {
        Set<String> named = new LinkedHashSet<>(random.nextInt(4) == 0 ? List.of("absent.safetensors") : List.of());
        listing.files().stream().map(SourceFile::path).filter(path -> random.nextInt(3) == 0).forEach(named::add);
        String text = switch (random.nextInt(6)) {
            case 0 -> "[]";
            case 1 -> "{\"weight_map\": {\"a\": ";
            default -> named.stream().map(name -> "\"" + name + "\": \"" + name + "\"")
                    .collect(Collectors.joining(",", "{\"weight_map\": {", "}}"));
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @RepeatedTest(10)
    void everyFileIsTakenOrLeftOutAndSomethingIsTaken() {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Listing listing = listing(random);
            Choice choice = FileChoice.choose(listing, Selection.EVERYTHING_USUAL, (file, limit) -> index(random, listing));
            assertPartition(listing, choice);
            assertThat(choice.leftOut()).as("seed %d", seed).extracting(Choice.LeftOut::why).doesNotContain("");
            assertThat(choice.leftOut()).as("seed %d", seed).extracting(left -> left.file().path())
                    .noneMatch(path -> path.matches(".*\\.(md|py|txt)|(.*/)?(config|README)\\.json"));
        }
    }

    @RepeatedTest(10)
    void whatIsAskedForIsTakenOrRefused() {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            Listing listing = listing(random);
            Selection selection = new Selection(List.of(), List.of(any(random, List.of("*.bin", "foo*", "onnx/"))), any(random, WEIGHTS));
            try {
                assertPartition(listing, FileChoice.choose(listing, selection, (file, limit) -> index(random, listing)));
            } catch (IngestionException refused) {
                assertThat(refused.kind()).as("seed %d", seed).isEqualTo(FailureKind.INVALID_REQUEST);
            }
        }
    }

    private void assertPartition(Listing listing, Choice choice) {
        assertThat(choice.taken()).as("seed %d", seed).isNotEmpty();
        List<SourceFile> leftOut = choice.leftOut().stream().map(Choice.LeftOut::file).toList();
        assertThat(choice.taken()).as("seed %d", seed).isEqualTo(listing.files().stream().filter(file -> !leftOut.contains(file)).toList());
        assertThat(leftOut).as("seed %d", seed).isEqualTo(listing.files().stream().filter(leftOut::contains).toList())
                .hasSize(listing.files().size() - choice.taken().size());
    }

    /** Anything that compared files with files would not come to an end here. */
    @Test
    void choosesAmongAHundredThousandFiles() {
        Stream<String> shards = IntStream.range(0, 25_000).mapToObj("model-%05d-of-25000.safetensors"::formatted);
        Stream<String> others = IntStream.range(0, 25_000).boxed()
                .flatMap(number -> Stream.of("f" + number + "/model.safetensors", "f" + number + "/pytorch_model.bin",
                        "x" + number + ".pt"));
        Listing listing = Shape.listingOf(Stream.concat(shards, others));
        Choice choice = FileChoice.choose(listing, new Selection(List.of(), List.of("*.md", "**/y*/z"), null), FileChoiceTest.UNREAD);
        assertThat(choice.taken()).hasSize(75_000);
        assertThat(choice.leftOut()).hasSize(25_000).allMatch(left -> left.file().path().endsWith("/pytorch_model.bin"));
    }
}
