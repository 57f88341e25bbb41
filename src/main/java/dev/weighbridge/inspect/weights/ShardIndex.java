package dev.weighbridge.inspect.weights;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inspect.head.JsonHead;
import dev.weighbridge.inspect.head.OpenFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A {@code *.safetensors.index.json}, or {@code *.bin.index.json}: which shard beside it holds which tensor. It names the weight set that is loaded
 * (transformers, {@code SAFE_WEIGHTS_INDEX_NAME} and {@code WEIGHTS_INDEX_NAME}).
 *
 * @param path of the index
 * @param tensorsOfShard tensor names by the shard's path in the model
 * @param totalSize {@code metadata.total_size}, bytes, or null if it is not stated as a whole number
 */
record ShardIndex(String path, Map<String, Set<String>> tensorsOfShard, @Nullable Long totalSize) {

    private static final long MAX_BYTES = 64L << 20;

    private static final int MAX_TENSORS = 500_000;

    /** @throws IngestionException MALFORMED_ARTIFACT if it is no such index, or names a shard that is not among the paths */
    static ShardIndex read(OpenFile file, Collection<String> paths) {
        if (file.size() > MAX_BYTES) {
            throw file.malformed("the index is larger than " + MAX_BYTES + " bytes", 0);
        }
        try (JsonParser json = JsonHead.parser(file.stream(0, file.size()))) {
            ShardIndex index = read(file, json);
            for (String shard : index.tensorsOfShard.keySet()) {
                if (!paths.contains(shard)) {
                    throw file.malformed("the index names the shard " + OpenFile.shown(shard) + ", which is not there", 0);
                }
            }
            return index;
        } catch (JacksonException broken) {
            throw file.malformed("the index is not valid JSON", JsonHead.place(file, 0, broken.getLocation()));
        }
    }

    private static ShardIndex read(OpenFile file, JsonParser json) {
        Map<String, Set<String>> shards = null;
        Long totalSize = null;
        expect(json.nextToken() == JsonToken.START_OBJECT, file, json, "the index is no JSON object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("weight_map")) {
                expect(value == JsonToken.START_OBJECT, file, json, "weight_map is no JSON object");
                shards = weightMap(file, json);
            } else if (name.equals("metadata") && value == JsonToken.START_OBJECT) {
                totalSize = totalSize(json);
            } else {
                json.skipChildren();
            }
        }
        if (shards == null || shards.isEmpty()) {
            throw file.malformed("the index has no weight_map", file.size());
        }
        return new ShardIndex(file.path(), shards, totalSize);
    }

    private static Map<String, Set<String>> weightMap(OpenFile file, JsonParser json) {
        String folder = file.path().substring(0, file.path().lastIndexOf('/') + 1);
        Map<String, Set<String>> shards = new HashMap<>();
        for (int tensors = 0; json.nextToken() == JsonToken.PROPERTY_NAME; tensors++) {
            String tensor = json.currentName();
            expect(tensors < MAX_TENSORS, file, json, "the index names more than " + MAX_TENSORS + " tensors");
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                throw malformed(file, json, "the shard of tensor " + OpenFile.shown(tensor) + " is no string");
            }
            shards.computeIfAbsent(folder + json.getString(), shard -> new HashSet<>()).add(tensor);
        }
        return shards;
    }

    private static @Nullable Long totalSize(JsonParser json) {
        Long totalSize = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isTotalSize = json.currentName().equals("total_size");
            if (json.nextToken() == JsonToken.VALUE_NUMBER_INT && isTotalSize) {
                totalSize = json.getLongValue();
            }
            json.skipChildren();
        }
        return totalSize;
    }

    private static void expect(boolean holds, OpenFile file, JsonParser json, String otherwise) {
        if (!holds) {
            throw malformed(file, json, otherwise);
        }
    }

    private static IngestionException malformed(OpenFile file, JsonParser json, String why) {
        return file.malformed(why, JsonHead.place(file, 0, json.currentTokenLocation()));
    }
}
