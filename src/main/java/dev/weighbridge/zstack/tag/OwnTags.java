package dev.weighbridge.zstack.tag;

import dev.weighbridge.account.Caller;
import dev.weighbridge.artifact.FailureKind;
import dev.weighbridge.artifact.IngestionException;
import dev.weighbridge.inventory.tag.Tag;
import dev.weighbridge.inventory.tag.TagPattern;
import dev.weighbridge.inventory.tag.TagPatterns;
import dev.weighbridge.inventory.tag.Tags;
import dev.weighbridge.zstack.door.ApiFailure;
import org.springframework.stereotype.Component;

/**
 * Which tags and tag patterns a caller may change: those of its own resources, and its own patterns.
 *
 * @param resources what can be tagged
 */
@Component
record OwnTags(Tags tags, TagPatterns patterns, TaggedResources resources) {

    /**
     * @param kind ZStack's name of a tag's table is that of this class and VO
     * @throws ApiFailure SYS.1003 if there is none of this kind
     * @throws IngestionException FORBIDDEN if what is tagged belongs to another account
     */
    Tag check(Caller caller, String uuid, Class<? extends Tag> kind) {
        Tag tag = tags.find(uuid).filter(kind::isInstance)
                .orElseThrow(() -> ApiFailure.noResource("uuid", uuid, kind.getSimpleName() + "VO"));
        if (!caller.owns(tag.getAccountUuid())) {
            throw new IngestionException(FailureKind.FORBIDDEN,
                    "Could not change the tag " + uuid
                            + ": what is tagged belongs to another account. Ask its owner or the administrator.");
        }
        return tag;
    }

    /** @throws ApiFailure SYS.1003 if the caller has no such pattern */
    TagPattern pattern(Caller caller, String field, String uuid) {
        return patterns.find(uuid).filter(pattern -> caller.owns(pattern.getAccountUuid()))
                .orElseThrow(() -> ApiFailure.noResource(field, uuid, "TagPatternVO"));
    }
}
