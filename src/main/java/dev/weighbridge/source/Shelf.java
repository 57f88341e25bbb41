package dev.weighbridge.source;

import java.util.List;

import dev.weighbridge.artifact.ModelReference;

/**
 * Where several models stand together, or one by itself, and which of their revisions are looked at.
 *
 * @param place of an organisation {@code hf://org}, of a collection {@code hf://org/slug}, of a folder {@code /srv/models} or {@code s3://bucket/prefix}, of a
 *     repository {@code oci://host/name} without a tag, of a model its reference
 * @param revisions patterns ({@link Glob}) of branches and tags; empty for the usual one of a hub, and for all tags of a registry. Places without revisions look
 *     at none
 */
public record Shelf(Kind kind, ModelReference place, List<String> revisions) {

    /** What stands together, and by what. */
    public enum Kind {
        /** All models of a hub's organisation or user. */
        ORGANISATION,
        /** What somebody of a hub has put together. */
        COLLECTION,
        /** One model. */
        MODEL,
        /** Each folder directly below is a model; files beside those folders are none. */
        FOLDER,
        /** A registry's repository, of which each tag is a version. */
        REPOSITORY
    }

    public Shelf {
        revisions = List.copyOf(revisions);
    }

    /** The one shelf with this place alone, of whatever revision it names. */
    public static Shelf of(ModelReference model) {
        return new Shelf(Kind.MODEL, model, List.of());
    }

    /** Whether a branch or tag is looked at; with no patterns, {@code otherwise}. */
    public boolean wants(String revision, boolean otherwise) {
        return revisions.isEmpty() ? otherwise : new Selection(revisions, List.of(), null).names(revision);
    }
}
