package dev.weighbridge.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.weighbridge.artifact.SourceFile;
import dev.weighbridge.source.WeightName.Role;

/**
 * Diffusers' pipelines: a folder with a {@code model_index.json} and one folder for each component. What stands beside the components is often
 * the same again: the whole pipeline in one file, and the parts of an ONNX export that only the export has.
 */
final class Pipelines {

    private static final String INDEX = "model_index.json";

    private static final int MAX_INDEX_BYTES = 1 << 20;

    private static final int MAX_READ = 64;

    /** Words in names of files that go with a pipeline instead of being it. */
    private static final List<
            String> BESIDE = List.of("lora", "lycoris", "embed", "inversion", "control", "adapter", "hypernetwork", "refiner",
                    "upscal", "motion");

    private final Map<String, SourceFile> considered;

    private final SmallFiles reader;

    Pipelines(Map<String, SourceFile> considered, SmallFiles reader) {
        this.considered = considered;
        this.reader = reader;
    }

    /** What of the shelf is in a pipeline's components again, and why it is left out, completing "it is left out: ". */
    Map<Role, String> repeated(WeightShelf shelf, WeightPreference preference) {
        Map<String, List<Role>> byFolder = new HashMap<>();
        Map<String, List<Role>> byParent = new HashMap<>();
        for (Role role : shelf.roles()) {
            byFolder.computeIfAbsent(role.folder(), folder -> new ArrayList<>()).add(role);
            if (role.isModel() && !role.folder().isEmpty()) {
                byParent.computeIfAbsent(WeightPlace.folderOf(role.folder()), parent -> new ArrayList<>()).add(role);
            }
        }
        Map<Role, String> repeated = new LinkedHashMap<>();
        considered.values().stream().filter(file -> WeightPlace.own(file.path()).rest().equals(INDEX)).limit(MAX_READ).forEach(index -> {
            String folder = WeightPlace.folderOf(index.path());
            List<Role> components = byParent.getOrDefault(folder, List.of());
            if (components.stream().anyMatch(role -> isTorch(shelf, role))) {
                byFolder.getOrDefault(folder, List.of()).stream().filter(role -> isWhole(shelf, role))
                        .forEach(role -> repeated.put(role, "the folders beside '" + index.path() + "' hold the same in parts"));
                exports(shelf, preference, index, components)
                        .forEach(role -> repeated.put(role, "it is part of an export of the pipeline, whose own parts are taken"));
            }
        });
        return repeated;
    }

    private static boolean isTorch(WeightShelf shelf, Role role) {
        return shelf.sets(role).stream().anyMatch(set -> set.format().isTorch());
    }

    private static boolean isWhole(WeightShelf shelf, Role role) {
        String name = role.name().toLowerCase(Locale.ROOT);
        return !role.isModel() && BESIDE.stream().noneMatch(name::contains)
                && shelf.sets(role).stream().allMatch(set -> set.format().isTorch());
    }

    private List<Role> exports(WeightShelf shelf, WeightPreference preference, SourceFile index, List<Role> components) {
        List<Role> others = components.stream().filter(role -> !isTorch(shelf, role))
                .filter(role -> shelf.sets(role).stream().noneMatch(preference::matches)).toList();
        if (others.isEmpty() || index.size() > MAX_INDEX_BYTES) {
            return List.of();
        }
        Set<String> named = IndexFile.components(reader.read(index, MAX_INDEX_BYTES));
        return named == null ? List.of() : others.stream().filter(role -> !named.contains(WeightPlace.own(role.folder()).rest())).toList();
    }
}
