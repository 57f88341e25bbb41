package dev.weighbridge.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.weighbridge.artifact.Derivation;
import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.inspect.Inspector;
import dev.weighbridge.inspect.ModelFacts;
import dev.weighbridge.inspect.gpu.GpuMemorySettings;
import dev.weighbridge.store.BlobReader;
import org.junit.jupiter.api.Test;

class SamplesTest {

    private static final Path SAMPLES = Path.of("samples");

    @Test
    void theCommittedFilesAreThoseThatTheGeneratorMakes() throws IOException {
        Map<String, byte[]> made = MakeSamples.files();
        for (String folder : List.of("tiny-llama", "tiny-bert-1.0", "tiny-bert-1.1", "tiny-gguf")) {
            assertThat(paths(SAMPLES.resolve(folder)).stream().map(path -> folder + "/" + path))
                    .containsExactlyInAnyOrderElementsOf(made.keySet().stream().filter(path -> path.startsWith(folder + "/")).toList());
        }
        for (Map.Entry<String, byte[]> file : made.entrySet()) {
            assertThat(Files.readAllBytes(SAMPLES.resolve(file.getKey()))).as(file.getKey()).isEqualTo(file.getValue());
        }
    }

    /** Parameters of a Llama by hand: 2 x 320 x 64 for the two embeddings, 64 for the norm, 36992 for each of the two layers. */
    @Test
    void theShardedLlama() throws IOException {
        ModelFacts facts = inspect("tiny-llama");
        assertThat(facts.value("architectureType")).isEqualTo("LlamaForCausalLM");
        assertThat(facts.value("frameworkVersion")).isEqualTo("Transformers 4.51.0");
        assertThat(facts.value("pipelineTag")).isEqualTo("text-generation");
        assertThat(facts.value("licence")).isEqualTo("cc0-1.0");
        assertThat(facts.value("versionText")).isNull();
        assertThat(facts.parametersByDtype()).isEqualTo(Map.of("BF16", 115_008L));
        assertThat(facts.number("minGpuMemory")).as("weights; cache 2 x 2 layers x 2 heads x 16 x 2 bytes x 512 tokens; one layer of"
                + " 512 tokens x (3 x 128 + 3 x 64) x 2 bytes; 768 MiB for the engine")
                .isEqualTo(230_016 + 2 * 2 * 2 * 16 * 2 * 512 + 512 * 576 * 2 + (768L << 20));
        assertThat(facts.findings()).isEmpty();
    }

    /** Parameters of a BERT by hand: embeddings 194 x 32 + 64, layers 8544 each, head 128 + 1056 + 64. */
    @Test
    void theTwoVersionsOfABert() throws IOException {
        ModelFacts first = inspect("tiny-bert-1.0");
        assertThat(first.value("architectureType")).isEqualTo("BertForMaskedLM");
        assertThat(first.value("pipelineTag")).isEqualTo("fill-mask");
        assertThat(first.value("versionText")).isEqualTo("1.0.0");
        assertThat(first.parametersByDtype()).isEqualTo(Map.of("F32", 24_608L));
        assertThat(first.number("minGpuMemory")).as("weights, one text of 64 tokens x (3 x 64 + 3 x 32) x 4 bytes, the engine")
                .isEqualTo(98_432 + 64 * 288 * 4 + (768L << 20));
        ModelFacts second = inspect("tiny-bert-1.1");
        assertThat(second.value("versionText")).isEqualTo("1.1.0");
        assertThat(second.bytesByDtype()).isEqualTo(first.bytesByDtype());
    }

    @Test
    void theSecondVersionSharesSomeFilesWithTheFirst() throws IOException {
        List<String> same = paths(SAMPLES.resolve("tiny-bert-1.0")).stream().filter(SamplesTest::isSameInBoth).toList();
        assertThat(same).containsExactlyInAnyOrder("config.json", "tokenizer_config.json", "vocab.txt");
    }

    /** 114688 parameters in blocks of 34 bytes for 32, and five norms of 64. */
    @Test
    void theGguf() throws IOException {
        ModelFacts facts = inspect("tiny-gguf");
        assertThat(facts.value("architectureType")).isEqualTo("llama");
        assertThat(facts.value("versionText")).isEqualTo("v0.3");
        assertThat(facts.value("licence")).isEqualTo("cc0-1.0");
        assertThat(facts.bytesByDtype()).isEqualTo(Map.of("Q8_0", 121_856L, "F32", 1_280L));
        assertThat(facts.number("minGpuMemory")).as("weights; cache of 512 tokens; llama.cpp's buffer 512 x (320 + 64) x 4; the engine")
                .isEqualTo(123_136 + 2 * 2 * 2 * 16 * 2 * 512 + 512 * 384 * 4 + (768L << 20));
        Derivation weights = facts.derivation("minGpuMemory").orElseThrow().inputs().getFirst();
        assertThat(weights.value()).isEqualTo("123136");
        assertThat(weights.rule()).isEqualTo("sum of the tensors' bytes in 'tiny-q8_0.gguf' (Tiny, 115K, MOSTLY_Q8_0)");
    }

    private static boolean isSameInBoth(String name) {
        try {
            return Files.mismatch(SAMPLES.resolve("tiny-bert-1.0").resolve(name), SAMPLES.resolve("tiny-bert-1.1").resolve(name)) < 0;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static ModelFacts inspect(String sample) throws IOException {
        Path folder = SAMPLES.resolve(sample);
        List<StoredFile> files = paths(folder).stream()
                .map(path -> new StoredFile(path, size(folder.resolve(path)), "0".repeat(64), path, null)).toList();
        return new Inspector(GpuMemorySettings.none()).inspect(files, null,
                file -> new FileReader(FileChannel.open(folder.resolve(file.path()))));
    }

    private static long size(Path path) {
        try {
            return Files.size(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> paths(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(path -> folder.relativize(path).toString().replace('\\', '/')).toList();
        }
    }

    private record FileReader(FileChannel channel) implements BlobReader {

        @Override
        public long size() {
            try {
                return channel.size();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void read(long position, byte[] target, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
            while (buffer.hasRemaining()) {
                assertThat(channel.read(buffer, position + buffer.position() - offset)).isPositive();
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
