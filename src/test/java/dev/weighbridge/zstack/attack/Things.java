package dev.weighbridge.zstack.attack;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import dev.weighbridge.artifact.ResourceUuid;

/**
 * What is on the node under attack, by what it is.
 *
 * @param byKind uuids by what stands before them in a path, and texts by the variable that they may stand for
 * @param all uuids of anything, and of nothing
 */
record Things(Map<String, List<String>> byKind, List<String> all) {

    /** What the console calls them. */
    private static final Map<String, String> KINDS = Map.of("centres", "model-centers", "imports", "ingestions", "lists", "bulk-imports",
            "syncs", "sync-policies");

    /** What the fields of bodies and forms hold. */
    private static final Map<String, String> FIELDS = Map.of("modelCenterUuid", "model-centers", "modelUuids", "models",
            "modelServiceUuids", "model-services", "defaultModelServiceUuid", "model-services", "tagUuids", "tags", "resourceUuids",
            "models", "identityUuid", "accounts", "userUuid", "accounts", "accountUuid", "accounts", "uuid", "users");

    private static final Pattern FIELD = Pattern.compile("(\\w+)(\":\\[?\"|=)\\$uuid");

    /**
     * What may stand for a variable of a path; seldom something of another kind.
     *
     * @param before the word of the path before it
     */
    String at(String before, String variable, Nasty nasty) {
        List<String> texts = byKind.getOrDefault(variable, List.of());
        return texts.isEmpty() ? of(KINDS.getOrDefault(before, before), nasty) : nasty.pick(texts);
    }

    /** A sample with uuids of things that its fields may hold; a new thing may have a uuid that nothing has. */
    String in(Endpoint endpoint, String sample, Nasty nasty) {
        String named = sample.replace("$somebody", of("accounts", nasty)).replace("$key", ResourceUuid.random().substring(0, 20));
        return FIELD.matcher(named).replaceAll(found -> {
            boolean isOfANewOne = found.group(1).equals("resourceUuid") && !endpoint.path().contains("tags");
            String last = endpoint.path().substring(endpoint.path().lastIndexOf('/') + 1);
            String kind = FIELDS.getOrDefault(found.group(1), found.group(1).equals("uuids") ? last : "models");
            return found.group(1) + found.group(2) + (isOfANewOne && !nasty.oneIn(4) ? ResourceUuid.random() : of(kind, nasty));
        });
    }

    private String of(String kind, Nasty nasty) {
        return nasty.pick(nasty.oneIn(5) ? all : byKind.getOrDefault(kind, all));
    }
}
