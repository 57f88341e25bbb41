package dev.weighbridge.inspect.huge;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import dev.weighbridge.artifact.ResourceUuid;
import dev.weighbridge.inspect.Bytes;
import dev.weighbridge.store.LocalStore;

/** Puts models of hundreds of gigabytes into a store on the disk: their heads are real, their tensors holes that take no room. */
final class HugeModels {

    /** In how many files DeepSeek-V3 is published. */
    private static final int SHARDS = 163;

    private static final int GGUF_PARTS = 10;

    private static final int ALIGNMENT = 32;

    private final Path home;

    private final List<String> list = new ArrayList<>();

    private HugeModels(Path home) {
        this.home = home;
        LocalStore.under(home);
    }

    /** Makes the model {@code args[1]}, "safetensors" or "gguf", in the store {@code args[0]}; its files are listed in {@code files.tsv} there. */
    public static void main(String... args) throws IOException {
        var models = new HugeModels(Path.of(args[0]));
        if (args[1].equals("gguf")) {
            models.gguf(DeepSeekV3.gguf());
        } else {
            models.safetensors(DeepSeekV3.safetensors());
        }
        Files.write(Path.of(args[0], "files.tsv"), models.list);
    }

    private void safetensors(List<NamedTensor> tensors) throws IOException {
        var index = new StringBuilder("{\"metadata\": {\"total_size\": " + bytes(tensors) + "},\n  \"weight_map\": {\n");
        List<List<NamedTensor>> shards = split(tensors, SHARDS);
        for (int i = 0; i < shards.size(); i++) {
            String name = "model-%05d-of-%06d.safetensors".formatted(i + 1, shards.size());
            write(name, safetensorsHead(shards.get(i)), bytes(shards.get(i)));
            shards.get(i).forEach(tensor -> index.append("    \"").append(tensor.name()).append("\": \"").append(name).append("\",\n"));
        }
        index.setLength(index.length() - 2);
        write("model.safetensors.index.json", index.append("\n  }\n}\n").toString().getBytes(StandardCharsets.UTF_8), 0);
    }

    private static byte[] safetensorsHead(List<NamedTensor> tensors) {
        var json = new StringBuilder("{");
        long offset = 0;
        for (NamedTensor tensor : tensors) {
            String shape = Arrays.stream(tensor.shape()).mapToObj(Long::toString).collect(Collectors.joining(","));
            json.append("\"%s\":{\"dtype\":\"%s\",\"shape\":[%s],\"data_offsets\":[%d,%d]},".formatted(tensor.name(), tensor.dtype(), shape,
                    offset, offset + tensor.bytes()));
            offset += tensor.bytes();
        }
        return Bytes.safetensors(json.append("\"__metadata__\":{\"format\":\"pt\"}}").toString(), 0);
    }

    private void gguf(List<NamedTensor> tensors) throws IOException {
        List<List<NamedTensor>> parts = split(tensors, GGUF_PARTS);
        for (int i = 0; i < parts.size(); i++) {
            Bytes head = Bytes.littleEndian().text("GGUF").u32(3).u64(parts.get(i).size()).u64(i == 0 ? 7 : 2)
                    .string("split.no").u32(4).u32(i).string("split.count").u32(4).u32(parts.size());
            if (i == 0) {
                vocabulary(
                        head.string("general.architecture").u32(8).string("deepseek2").string("general.alignment").u32(4).u32(ALIGNMENT));
            }
            long offset = 0;
            for (NamedTensor tensor : parts.get(i)) {
                head.string(tensor.name()).u32(tensor.shape().length);
                Arrays.stream(tensor.shape()).forEach(head::u64);
                head.u32(switch (tensor.dtype()) {
                    case "F32" -> 0;
                    case "Q4_K" -> 12;
                    default -> 14;
                }).u64(offset);
                offset += (tensor.bytes() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            }
            write("DeepSeek-V3-Q4_K_M-%05d-of-%05d.gguf".formatted(i + 1, parts.size()), head.padTo(ALIGNMENT).array(), offset);
        }
    }

    private static void vocabulary(Bytes head) {
        head.string("tokenizer.ggml.tokens").u32(9).u32(8).u64(DeepSeekV3.VOCABULARY);
        for (int i = 0; i < DeepSeekV3.VOCABULARY; i++) {
            head.string("token" + i);
        }
        head.string("tokenizer.ggml.token_type").u32(9).u32(5).u64(DeepSeekV3.VOCABULARY).zeros((int) DeepSeekV3.VOCABULARY * 4);
        head.string("tokenizer.ggml.merges").u32(9).u32(8).u64(DeepSeekV3.VOCABULARY);
        for (int i = 0; i < DeepSeekV3.VOCABULARY; i++) {
            head.string("tok en" + i);
        }
    }

    private void write(String path, byte[] head, long data) throws IOException {
        String uuid = ResourceUuid.random();
        try (var file = new RandomAccessFile(LocalStore.blob(home, uuid).toFile(), "rw")) {
            file.write(head);
            file.setLength(head.length + data);
        }
        list.add(path + "\t" + (head.length + data) + "\t" + uuid);
    }

    /** In their order, with about as many bytes in each. */
    private static List<List<NamedTensor>> split(List<NamedTensor> tensors, int parts) {
        List<List<NamedTensor>> split = new ArrayList<>();
        long all = bytes(tensors);
        long placed = 0;
        for (NamedTensor tensor : tensors) {
            if (split.size() < parts && placed >= all / parts * split.size()) {
                split.add(new ArrayList<>());
            }
            split.getLast().add(tensor);
            placed += tensor.bytes();
        }
        return split;
    }

    static long bytes(List<NamedTensor> tensors) {
        return tensors.stream().mapToLong(NamedTensor::bytes).sum();
    }
}
