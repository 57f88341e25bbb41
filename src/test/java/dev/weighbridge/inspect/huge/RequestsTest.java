package dev.weighbridge.inspect.huge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.weighbridge.artifact.StoredFile;
import dev.weighbridge.inspect.Bytes;
import dev.weighbridge.inspect.FakeBlobs;
import dev.weighbridge.inspect.head.FileNotes;
import dev.weighbridge.inspect.head.ModelFolder;
import dev.weighbridge.inspect.head.OpenFile;
import dev.weighbridge.inspect.safetensors.SafetensorsReader;
import dev.weighbridge.store.BlobReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many ranges an object store is asked for: each is a round trip. */
class RequestsTest {

    /** Bytes that keep the file from being a small one, which is fetched whole. */
    private static final int LARGE = 1 << 20;

    @ParameterizedTest(name = "{0} tensors: {1} requests")
    @CsvSource({"1, 1", "60, 1", "1000, 2", "10000, 8"})
    void aSafetensorsHeaderCostsFewRequests(int tensors, int requests) throws IOException {
        var json = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        for (int i = 0; i < tensors; i++) {
            json.append(String.format(Locale.ROOT,
                    ",\"model.layers.%05d.weight\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[%d,%d]}", i, i,
                    i + 1));
        }
        json.append(
                String.format(Locale.ROOT, ",\"lm_head.weight\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[%d,%d]}", LARGE, tensors,
                        tensors + LARGE));
        byte[] file = Bytes.safetensors(json.append('}').toString(), tensors + LARGE);
        assertThat(asked(file)).as("ranges for a header of %d bytes", json.length()).hasSize(requests);
    }

    private static List<String> asked(byte[] bytes) {
        var blobs = new FakeBlobs().with("m.safetensors", bytes);
        List<String> ranges = new ArrayList<>();
        try (OpenFile file = new ModelFolder(blobs.files(), stored -> counted(blobs, stored, ranges)).open("m.safetensors")) {
            var reader = new SafetensorsReader();
            assertThat(reader.recognises(file)).isTrue();
            reader.read(file, new FileNotes("m.safetensors", reader.format()));
        }
        return ranges;
    }

    private static BlobReader counted(FakeBlobs blobs, StoredFile file, List<String> ranges) {
        BlobReader reader = blobs.open(file);
        return new BlobReader() {
            @Override
            public long size() {
                return reader.size();
            }

            @Override
            public void read(long position, byte[] target, int offset, int length) throws IOException {
                ranges.add(position + "+" + length);
                reader.read(position, target, offset, length);
            }

            @Override
            public void close() throws IOException {
                reader.close();
            }
        };
    }
}
