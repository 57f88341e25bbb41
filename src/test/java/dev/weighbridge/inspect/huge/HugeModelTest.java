package dev.weighbridge.inspect.huge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heads of the largest models are read quickly and in little memory: how large a model is makes no difference, only how many tensors it has. */
class HugeModelTest {

    /** So many tensors are named in the model.safetensors.index.json of deepseek-ai/DeepSeek-V3. */
    private static final int PUBLISHED_TENSORS = 91_991;

    /** On a machine that is busy with other things; src/bench/bench heads measures it. */
    private static final long GENEROUS_MILLIS = 20_000;

    /** The weight files of its published revision have together 688,586,727,753 bytes, of which some 12 MB are headers. */
    private static final long PUBLISHED_BYTES = 688_586_727_753L;

    private static final long GB = 1_000_000_000;

    @TempDir
    Path home;

    @Test
    void aShardedModelOf688GigabytesIsReadWithAHeapOf64MiB() throws IOException, InterruptedException {
        List<NamedTensor> tensors = DeepSeekV3.safetensors();
        assertThat(tensors).hasSize(PUBLISHED_TENSORS);
        assertThat(HugeModels.bytes(tensors)).isBetween(PUBLISHED_BYTES - 16_000_000, PUBLISHED_BYTES);
        Map<String, String> read = inspected("safetensors");
        assertThat(read).containsEntry("files", "164")
                .containsEntry("odd", "[minGpuMemory is unknown: nothing beside the weights says what kind of model it is.]")
                .containsEntry("weights", Long.toString(HugeModels.bytes(tensors)));
        assertThat(Long.parseLong(read.get("bytes"))).isGreaterThan(400 * GB);
        assertThat(Long.parseLong(read.get("millis"))).isLessThan(GENEROUS_MILLIS);
    }

    @Test
    void aSplitGgufOf400GigabytesIsReadWithAHeapOf64MiB() throws IOException, InterruptedException {
        Map<String, String> read = inspected("gguf");
        assertThat(read).containsEntry("files", "10")
                .containsEntry("odd",
                        "[minGpuMemory is unknown: it is neither a language model nor an encoder of text, and no rule for others is known.]")
                .containsEntry("weights", Long.toString(HugeModels.bytes(DeepSeekV3.gguf())));
        assertThat(Long.parseLong(read.get("bytes"))).isGreaterThan(400 * GB);
        assertThat(Long.parseLong(read.get("millis"))).isLessThan(GENEROUS_MILLIS);
    }

    private Map<String, String> inspected(String format) throws IOException, InterruptedException {
        HugeModels.main(home.toString(), format);
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-cp",
                System.getProperty("java.class.path"), HeadsProgram.class.getName(), home.toString()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        Map<String, String> words = new LinkedHashMap<>();
        said.lines().forEach(line -> words.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)));
        System.out.println(format + ": " + words);
        return words;
    }
}
